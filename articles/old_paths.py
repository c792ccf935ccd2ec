"""How an address of an old site is kept, and in which spellings it is looked for."""

from urllib.parse import unquote, urlsplit

from articles.addresses import HOST_ALONE, SCHEME, without_trackers
from articles.text import nfc

LONGEST_PATH = 500
FEEDS = ("rss.xml", "atom.xml", "feed.json")


def path_of(address: str) -> str | None:
    """Return an address as old addresses are kept: from the slash after the host on.

    Without trackers and fragment, its percent signs read as the letters they stand for,
    in NFC; the query as it came. None for what is no address of a page.

    Args:
        address: a path that begins with a slash, or a full address.
    """
    address = address.strip()
    if HOST_ALONE.match(address):
        address = f"https://{address}"
    if not address.startswith("/") and not SCHEME.match(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    path = f"/{parts.path.lstrip('/')}"
    query = without_trackers(parts.query)
    kept = f"{readable(path)}?{query}" if query else readable(path)
    return None if len(kept) > LONGEST_PATH or "\x00" in kept else kept


def readable(path: str) -> str:
    """Return a path with letters instead of percent signs, where they stand for letters."""
    try:
        return nfc(unquote(path, errors="strict"))
    except UnicodeDecodeError:
        return path


def spellings(path: str) -> list[str]:
    """Return the paths under which what is asked for may be kept, the likeliest first.

    With its query or without it, with a slash at its end or without one; a feed of
    a list that has moved is kept under the list.

    Args:
        path: as ``path_of`` gives it.
    """
    bare = path.partition("?")[0]
    other = bare.rstrip("/") if bare.endswith("/") else f"{bare}/"
    found = [path, bare, other]
    place, feed = feed_in(bare)
    if feed:
        found += [place, place.rstrip("/")]
    return [each for each in dict.fromkeys(found) if each]


def feed_in(path: str) -> tuple[str, str]:
    """Split the address of a feed into its list's and the name of the file, if it is one."""
    place, _slash, name = path.rpartition("/")
    return (f"{place}/", name) if name in FEEDS else (path, "")
