"""How the addresses of other sites' videos and posts are read, a function a site.

Each takes "/host/path" and the query, and answers with the lasting address and the frame's.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlencode, urlsplit

WIDE, TALL, POST, BAR = "wide", "tall", "post", "bar"
"""The shapes of frames: 16:9, 9:16, a post of a social network, a strip of sound."""

Answer = tuple[str, str] | tuple[str, str, str] | None
"""The address, the frame's address and, where it is not the provider's usual one, the shape."""

Read = Callable[[str, dict[str, str]], Answer]


def youtube(path: str, query: dict[str, str]) -> Answer:
    """Read a video of YouTube, with the second it starts at."""
    found = re.fullmatch(
        r"/(?:youtu\.be|[\w.-]+/(?P<kind>embed|v|shorts|live))/(?P<id>[\w-]{11})/?", path
    )
    video = found["id"] if found else query.get("v", "") if path.endswith("/watch") else ""
    if not re.fullmatch(r"[\w-]{11}", video, re.ASCII):
        return None
    seconds = _seconds(query.get("t") or query.get("start") or "")
    address = f"https://www.youtube.com/watch?v={video}" + (f"&t={seconds}s" if seconds else "")
    frame = f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1&rel=0"
    if found and found["kind"] == "shorts":
        return f"https://www.youtube.com/shorts/{video}", frame, TALL
    return address, frame + (f"&start={seconds}" if seconds else "")


def _seconds(time: str) -> int:
    found = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?", time, re.ASCII)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def vimeo(path: str, query: dict[str, str]) -> Answer:
    """Read a video of Vimeo; an unlisted one has a key."""
    found = re.fullmatch(
        r"/(?:player\.vimeo\.com/video|vimeo\.com(?:/channels/\w+)?)/(\d{5,12})(?:/(\w{6,20}))?/?",
        path,
        re.ASCII,
    )
    if not found:
        return None
    key = found[2] or query.get("h", "")
    key = key if re.fullmatch(r"\w{6,20}", key, re.ASCII) else ""
    frame = f"https://player.vimeo.com/video/{found[1]}?dnt=1&autoplay=1"
    address = f"https://vimeo.com/{found[1]}" + (f"/{key}" if key else "")
    return address, frame + (f"&h={key}" if key else "")


def facebook_video(path: str, query: dict[str, str]) -> Answer:
    """Read a video or reel of Facebook."""
    if path.startswith("/facebook.com/plugins/video.php"):
        return _plugged(query, facebook_video)
    if number := _number(query.get("v", "")) if re.search(r"/watch/?$", path) else "":
        page = f"https://www.facebook.com/watch/?v={number}"
    elif found := re.fullmatch(r"/fb\.watch/([\w-]{5,30})/?", path, re.ASCII):
        page = f"https://fb.watch/{found[1]}/"
    elif found := re.fullmatch(
        r"/facebook\.com/(reel/\d+|share/[vr]/\w+|[\w.-]+/videos/(?:[\w.-]+/)?\d+)/?",
        path,
        re.ASCII,
    ):
        page = f"https://www.facebook.com/{found[1]}/"
    else:
        return None
    asked = urlencode({"href": page, "show_text": "false"}, quote_via=quote, safe="")
    shape = TALL if "/reel/" in page else WIDE
    return page, f"https://www.facebook.com/plugins/video.php?{asked}", shape


def facebook_post(path: str, query: dict[str, str]) -> Answer:
    """Read a public post or photo of Facebook."""
    if path.startswith("/facebook.com/plugins/post.php"):
        return _plugged(query, facebook_post)
    post, owner = query.get("story_fbid", ""), _number(query.get("id", ""))
    if re.search(r"/(?:permalink|story)\.php$", path) and re.fullmatch(r"\w+", post, re.ASCII):
        page = f"permalink.php?story_fbid={post}&id={owner}" if owner else ""
    elif re.search(r"/photo(?:\.php)?/?$", path):
        number = _number(query.get("fbid", ""))
        page = f"photo/?fbid={number}" if number else ""
    else:
        found = re.fullmatch(
            r"/facebook\.com/(share/p/\w+|[\w.-]+/(?:posts|photos)/[\w./-]+?|groups/[\w.-]+/"
            r"(?:posts|permalink)/\d+)/?",
            path,
            re.ASCII,
        )
        page = found[1] if found and ".." not in found[1] else ""
    if not page:
        return None
    page = f"https://www.facebook.com/{page}"
    asked = urlencode({"href": page, "show_text": "true", "width": "500"}, quote_via=quote, safe="")
    return page, f"https://www.facebook.com/plugins/post.php?{asked}"


def _plugged(query: dict[str, str], read: Read) -> Answer:
    """Read the address inside the code that Facebook offers for pages."""
    try:
        parts = urlsplit(query.get("href", ""))
    except ValueError:
        return None
    host = re.sub(r"^(?:www|m)\.", "", parts.netloc)
    if "plugins" in parts.path or host not in ("facebook.com", "fb.watch"):
        return None
    inner = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return read(f"/{host}{parts.path}", inner)


def tiktok(path: str, query: dict[str, str]) -> Answer:
    """Read a video of TikTok."""
    found = re.fullmatch(r"/tiktok\.com/(@[\w.]{1,30})/(?:video|photo)/(\d{10,25})/?", path)
    if not found:
        return None
    return (
        f"https://www.tiktok.com/{found[1]}/video/{found[2]}",
        f"https://www.tiktok.com/player/v1/{found[2]}?autoplay=1&rel=0",
    )


def x(path: str, query: dict[str, str]) -> Answer:
    """Read a post on X."""
    found = re.fullmatch(r"/[\w.]+/(\w{1,20})/status(?:es)?/(\d{5,25})(?:/\w+/\d)?/?", path)
    if not found:
        return None
    return (
        f"https://x.com/{found[1]}/status/{found[2]}",
        f"https://platform.twitter.com/embed/Tweet.html?id={found[2]}&dnt=true&lang=vi",
    )


def instagram(path: str, query: dict[str, str]) -> Answer:
    """Read a post or reel of Instagram."""
    found = re.fullmatch(
        r"/instagram\.com/(?:[\w.]{1,30}/)?(p|reel|tv)/([\w-]{5,40})(?:/embed(?:/captioned)?)?/?",
        path,
        re.ASCII,
    )
    if not found:
        return None
    page = f"https://www.instagram.com/{found[1]}/{found[2]}/"
    return page, f"{page}embed/captioned/"


def telegram(path: str, query: dict[str, str]) -> Answer:
    """Read a post of a public channel; a closed one shows nothing to readers."""
    found = re.fullmatch(
        r"/[\w.]+/(?:s/)?([A-Za-z]\w{3,40})/(\d{1,12})/?", path.replace("/c/", "/-/"), re.ASCII
    )
    if not found:
        return None
    page = f"https://t.me/{found[1]}/{found[2]}"
    return page, f"{page}?embed=1&mode=tme"


def vk(path: str, query: dict[str, str]) -> Answer:
    """Read a video of VK."""
    named = f"{path}?{query.get('z', '')}"
    found = re.search(r"/(?:video|clip)(-?\d{1,15})_(\d{1,15})\b", named, re.ASCII) or re.search(
        r"\?(?:video|clip)(-?\d{1,15})_(\d{1,15})\b", named, re.ASCII
    )
    owner, number = found.groups() if found else ("", "")
    if path.endswith("/video_ext.php"):
        owner, number = query.get("oid", ""), query.get("id", "")
    if not re.fullmatch(r"-?\d{1,15}_\d{1,15}", f"{owner}_{number}", re.ASCII):
        return None
    frame = f"https://vkvideo.ru/video_ext.php?oid={owner}&id={number}&hd=2&autoplay=1"
    key = query.get("hash", "")
    if re.fullmatch(r"[0-9a-f]{8,32}", key):
        return f"https://vkvideo.ru/video_ext.php?oid={owner}&id={number}&hash={key}", (
            f"{frame}&hash={key}"
        )
    return f"https://vkvideo.ru/video{owner}_{number}", frame


def rutube(path: str, query: dict[str, str]) -> Answer:
    """Read a video of Rutube; a private one has a key."""
    found = re.fullmatch(
        r"/rutube\.ru/(?:video(?:/private)?|(?P<shorts>shorts)|play/embed)/(?P<id>[0-9a-f]{32})/?",
        path,
    )
    if not found:
        return None
    key = query.get("p", "")
    key = f"?p={key}" if re.fullmatch(r"[\w-]{10,40}", key, re.ASCII) else ""
    kind = "shorts" if found["shorts"] else "video/private" if key else "video"
    return (
        f"https://rutube.ru/{kind}/{found['id']}/{key}",
        f"https://rutube.ru/play/embed/{found['id']}{key}",
        TALL if found["shorts"] else WIDE,
    )


def soundcloud(path: str, query: dict[str, str]) -> Answer:
    """Read a track or set of SoundCloud."""
    own = r"(?!you/|discover|search|stream|upload|pages/)"
    found = re.fullmatch(rf"/soundcloud\.com/{own}([\w-]+/(?:sets/)?[\w-]+)/?", path, re.ASCII)
    if not found:
        return None
    page = f"https://soundcloud.com/{found[1]}"
    asked = urlencode({"url": page, "auto_play": "true"}, quote_via=quote, safe="")
    return page, f"https://w.soundcloud.com/player/?{asked}"


def spotify(path: str, query: dict[str, str]) -> Answer:
    """Read a track, album, list, show or artist of Spotify."""
    found = re.fullmatch(
        r"/open\.spotify\.com/(?:intl-\w\w/)?(?:embed/)?"
        r"((?:track|album|playlist|episode|show|artist)/[0-9A-Za-z]{22})/?",
        path,
    )
    if not found:
        return None
    return f"https://open.spotify.com/{found[1]}", f"https://open.spotify.com/embed/{found[1]}"


def _number(text: str) -> str:
    return text if re.fullmatch(r"\d{5,25}", text, re.ASCII) else ""
