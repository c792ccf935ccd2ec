"""Addresses as a body keeps them: no trackers, no detours, our own pages as paths."""

import re
from urllib.parse import parse_qs, urlsplit, urlunsplit

from django.conf import settings

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
DETOURS = {
    "google.com/url": ("q", "url"),
    "google.com.vn/url": ("q", "url"),
    "google.ru/url": ("q", "url"),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "l.instagram.com/": ("u",),
    "vk.com/away.php": ("to",),
    "away.vk.com/away.php": ("to",),
    "youtube.com/redirect": ("q",),
    "jump.zalo.me/": ("url", "link"),
}
"""Pages that only lead on, and where they say whither."""

TRACKERS = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|gad_\w+|dclid|msclkid|yclid|ysclid|ttclid"
    r"|twclid|srsltid|igsh(?:id)?|mibextid|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|_openstat|__tn__"
    r"|zarsrc|zalo_\w+|zclid|ref_src|ref_url|sr_share\w*)(?:=|\Z)",
    re.IGNORECASE,
)
SHARE_MARK = re.compile(r"(?:si|feature|pp)(?:=|\Z)")
SHARED_FROM = frozenset({"youtu.be", "youtube.com", "m.youtube.com", "open.spotify.com"})
UNSEEN = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]+")
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
HOST_ALONE = re.compile(
    r"(?:[\w-]+\.)+(?!html?\b|php\b|aspx?\b|jsp\b)[a-zA-Z]{2,}(?::\d+)?(?:[/?#]|\Z)"
)
MOST_DETOURS = 3


def tidy(address: str) -> str | None:
    """Return an address as a body keeps it; None for one that no link may have.

    Args:
        address: as it was pasted or typed; "vov.vn/bai" is read as a page of vov.vn.
    """
    address = UNSEEN.sub("", address)
    for _n in range(MOST_DETOURS):
        further = _behind(address)
        if further is None:
            break
        address = UNSEEN.sub("", further)
    if not address or address.startswith("#") or "\\" in address:
        return None
    if address.startswith("//"):
        address = f"https:{address}"
    elif HOST_ALONE.match(address):
        address = f"https://{address}"
    scheme = SCHEME.match(address)
    if scheme and scheme[1].lower() not in SCHEMES:
        return None
    try:
        return _without_trackers(address)
    except ValueError:
        return address


def _behind(address: str) -> str | None:
    """Return where a page that only leads on would lead."""
    try:
        parts = urlsplit(address)
        place = f"{(parts.hostname or '').removeprefix('www.')}{parts.path or '/'}"
        query = parse_qs(parts.query)
    except ValueError:
        return None
    found = (query[name][0] for name in DETOURS.get(place, ()) if name in query)
    return next((goal for goal in found if goal.startswith(("http://", "https://"))), None)


def without_trackers(query: str) -> str:
    """Return a query without what counts readers; the rest keeps its order and its bytes.

    A feed reader that did not undo HTML asks for ``amp;utm_medium=…``.
    """
    pairs = query.split("&")
    return "&".join(pair for pair in pairs if not TRACKERS.match(pair.removeprefix("amp;")))


def _without_trackers(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme in ("mailto", "tel"):
        return address
    host = (parts.hostname or "").removeprefix("www.")
    pairs = without_trackers(parts.query).split("&")
    if host in SHARED_FROM:
        pairs = [pair for pair in pairs if not SHARE_MARK.match(pair)]
    fragment = "" if parts.fragment.startswith(":~:") else parts.fragment
    own = urlsplit(settings.SITE_URL)
    kept = parts._replace(query="&".join(pairs), fragment=fragment)
    if parts.netloc and parts.netloc.lower() == own.netloc.lower():
        path = f"/{parts.path.lstrip('/')}"
        return urlunsplit(kept._replace(scheme="", netloc="", path=path))
    return urlunsplit(kept)
