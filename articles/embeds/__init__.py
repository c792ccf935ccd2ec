"""Videos and posts of other sites that a body may show, each known by its address.

Nothing of another site is loaded until a reader asks for it: a page shows a card, and the
frame's address waits in it. No models here: the settings read ``FRAME_HOSTS``.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext_lazy as _

from articles.embeds import readers
from articles.embeds.readers import BAR, POST, TALL, WIDE, Read

LONGEST_ADDRESS = 500
IFRAME = re.compile(r"<iframe\b[^>]*?\bsrc\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
NEVER_IN_AN_ADDRESS = re.compile(r"[\s<>\"'\\^`{|}]")
HOST_PREFIX = re.compile(r"^(?:www|m|mobile)\.")
KINDS = {
    WIDE: _("Video %(name)s"),
    TALL: _("Video %(name)s"),
    POST: _("Bài trên %(name)s"),
    BAR: _("Âm thanh %(name)s"),
}


@dataclass(frozen=True, slots=True)
class Provider:
    """A site whose things may be embedded.

    Attributes:
        name: as readers know it; site: its host for readers, "youtube.com".
        frame_host: the only host that its frames come from.
        hosts: where its pages stand, without "www.", "m." and "mobile.".
        shape: of its frames, unless an answer says otherwise.
    """

    name: str
    read: Read
    shape: str
    frame_host: str
    hosts: tuple[str, ...]

    @property
    def site(self) -> str:
        """Who will know that a reader looked."""
        return self.hosts[0]


PROVIDERS = (
    Provider(
        "YouTube",
        readers.youtube,
        WIDE,
        "www.youtube-nocookie.com",
        ("youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"),
    ),
    Provider("Vimeo", readers.vimeo, WIDE, "player.vimeo.com", ("vimeo.com", "player.vimeo.com")),
    Provider(
        "Facebook", readers.facebook_video, WIDE, "www.facebook.com", ("facebook.com", "fb.watch")
    ),
    Provider("Facebook", readers.facebook_post, POST, "www.facebook.com", ("facebook.com",)),
    Provider("TikTok", readers.tiktok, TALL, "www.tiktok.com", ("tiktok.com",)),
    Provider("X", readers.x, POST, "platform.twitter.com", ("x.com", "twitter.com")),
    Provider("Instagram", readers.instagram, POST, "www.instagram.com", ("instagram.com",)),
    Provider("Telegram", readers.telegram, POST, "t.me", ("t.me", "telegram.me")),
    Provider("VK", readers.vk, WIDE, "vkvideo.ru", ("vkvideo.ru", "vk.com", "vk.ru")),
    Provider("Rutube", readers.rutube, WIDE, "rutube.ru", ("rutube.ru",)),
    Provider("SoundCloud", readers.soundcloud, BAR, "w.soundcloud.com", ("soundcloud.com",)),
    Provider("Spotify", readers.spotify, BAR, "open.spotify.com", ("open.spotify.com",)),
)

FRAME_HOSTS = tuple(dict.fromkeys(f"https://{each.frame_host}" for each in PROVIDERS))
"""What the content policy lets pages frame: these, and nothing else."""

NAMES = ", ".join(dict.fromkeys(each.name for each in PROVIDERS))


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to embed.

    Attributes:
        address: the page of it, in one spelling.
        frame: what a frame shows after the click.
        shape: WIDE, TALL, POST or BAR.
    """

    provider: Provider
    address: str
    frame: str
    shape: str

    @property
    def label(self) -> str:
        """What it is, for readers: "Video YouTube"."""
        return str(KINDS[self.shape] % {"name": self.provider.name})

    @property
    def site(self) -> str:
        """Who will know that a reader looked: "youtube.com"."""
        return self.provider.site


def find(written: str) -> Found | None:
    """Say what an address shows; None for everything that is not on the list.

    Args:
        written: an address, with or without https, or the <iframe> code a site offers.
    """
    code = IFRAME.search(written)
    address = (code[1].replace("&amp;", "&") if code else written).strip()
    if not address or len(address) > LONGEST_ADDRESS or NEVER_IN_AN_ADDRESS.search(address):
        return None
    if "://" not in address:
        address = f"https://{address.removeprefix('//')}"
    try:
        parts = urlsplit(address)
        host, odd = parts.hostname or "", parts.username or parts.password or parts.port
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or odd:
        return None
    host = HOST_PREFIX.sub("", host)
    for provider in PROVIDERS:
        if host in provider.hosts and (answer := provider.read(f"/{host}{parts.path}", query)):
            page, frame, *shape = answer
            return Found(provider, page, frame, (*shape, provider.shape)[0])
    return None
