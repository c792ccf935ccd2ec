"""The rich-text contract: what HTML a body may hold, and how it is read.

A body is a run of paragraphs, crossheads, lists, quotes, tables and figures.
A figure names a photo of ours by its lasting address ``/anh/{id}``; a paragraph
of class ``reference`` is a "see also" line, which may say which article it means;
a paragraph of class ``embed`` is the address of a video or post of another site.
Everything else is removed by nh3.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

import nh3

from articles import addresses, embeds, pasting
from articles.markup import lines as lines
from articles.markup import linked as linked
from articles.markup import paragraph as paragraph
from articles.markup import plain as plain
from articles.markup import without_empty_links
from articles.text import nfc

# What the editor offers, in the names of django-prose-editor; ``clean`` allows the same.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Image": True,
    "Caption": True,
    "NodeClass": {"cssClasses": {"paragraph": [{"className": "reference", "title": "Xem thêm"}]}},
    "History": True,
}
TAGS = {
    *("p", "h2", "h3", "strong", "em", "a", "br", "ul", "ol", "li", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "p": {"class", "data-article"},
    "img": {"src", "alt"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
# In nh3's output every attribute stands in double quotes with < > & " escaped,
# so these patterns are exact there; they are never used on anything else.
PHOTO_ADDRESS = re.compile(r"(?:https?://[^/]+)?/anh/([1-9][0-9]{0,17})/?(?:[?#].*)?")
SPECIAL_BLOCK = re.compile(
    r'<figure><img(?=[^>]* src="/anh/(?P<photo>[0-9]+)")(?:[^>]* alt="(?P<alt>[^"]*)")?[^>]*>'
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>"
    r'|<p class="reference"(?: data-article="(?P<article>[0-9]+)")?>(?P<reference>.*?)</p>'
    r'|<p class="embed">(?P<embed>[^<]*)</p>',
    re.DOTALL,
)
EMPTY_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(?:\s|&nbsp;|<br>)*</p>")
LONE_IMAGE = re.compile(r"(?<!<figure>)(<img(?=[^>]* src=)[^>]*>)")
IMAGE_OF_NOTHING = re.compile(r"<img(?![^>]* src=)[^>]*>")
PARAGRAPH_START = re.compile(r"<p( [^>]*)>")
EMBED = re.compile(r'<p class="embed">(.*?)</p>', re.DOTALL)
SPECIAL_START = ("<figure>", '<p class="reference"', '<p class="embed">')
PIECES = re.compile(
    r'(<figure>.*?</figure>|<p class="(?:reference|embed)"[^>]*>.*?</p>|<[^>]+>)', re.DOTALL
)
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
WORDS_A_MINUTE = 200
ARTICLE_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
LINE_CLASSES = frozenset({"reference", "embed"})
BETWEEN_FIGURE_PARTS = re.compile(r"(<figure>|</figcaption>|<img[^>]*>)\s+(?=<)")


@dataclass(frozen=True, slots=True)
class Markup:
    """A run of plain rich text, shown as it stands."""

    html: str
    kind = "markup"


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo of ours; an empty alt or caption means the photo's own."""

    photo_id: int
    alt: str
    caption: str
    kind = "figure"


@dataclass(frozen=True, slots=True)
class SeeAlso:
    """A reference line: the headline of another article, and which one when it was picked."""

    text: str
    article_id: int | None = None
    kind = "reference"


@dataclass(frozen=True, slots=True)
class Embed:
    """A video or post of another site; ``embeds.find`` knows its address."""

    address: str
    kind = "embed"


Part = Markup | Figure | SeeAlso | Embed


def allowed(tag: str, attribute: str, value: str) -> str | None:
    """Tell nh3 what to keep of an attribute: our own photos, our two classes, tidy links.

    nh3 has judged an address before it asks; what stands behind a detour it has not seen,
    so ``addresses.tidy`` judges again.
    """
    if tag == "img" and attribute == "src":
        found = PHOTO_ADDRESS.fullmatch(value.strip())
        return f"/anh/{found[1]}" if found else None
    if attribute == "class":
        return value if value in LINE_CLASSES else None
    if attribute == "data-article":
        return value if ARTICLE_NUMBER.fullmatch(value) else None
    if attribute == "href":
        return addresses.tidy(value)
    if attribute == "title":
        return value.strip() or None
    return value


CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=allowed,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)


def clean(html: str) -> str:
    """Return the part of this HTML that a body may hold, in NFC.

    Args:
        html: anything, from an editor, a paste or an importer.
    """
    given = nfc(html).replace("\x00", "")
    if pasting.FOREIGN.search(given):
        given = pasting.tidy(given)
    cleaned = IMAGE_OF_NOTHING.sub("", CLEANER.clean(given))
    linked = without_empty_links(PARAGRAPH_START.sub(_line_start, cleaned))
    framed = LONE_IMAGE.sub(r"<figure>\1</figure>", BETWEEN_FIGURE_PARTS.sub(r"\1", linked))
    return EMPTY_PARAGRAPH.sub("", _lifted(EMBED.sub(_embed_or_link, framed))).strip()


def _line_start(tag: re.Match[str]) -> str:
    """Write the start of a paragraph in the one way that ``parts`` reads."""
    if 'class="embed"' in tag[1]:
        return '<p class="embed">'
    number = re.search(r' data-article="[0-9]+"', tag[1])
    named = number[0] if number else ""
    return f'<p class="reference"{named}>' if 'class="reference"' in tag[1] else "<p>"


def _embed_or_link(line: re.Match[str]) -> str:
    """Keep the address of an embed in one spelling; one that is not on the list is a link."""
    address = plain(line[1])
    if found := embeds.find(address):
        return f'<p class="embed">{escape(found.address)}</p>'
    return linked(address) if WEB_ADDRESS.fullmatch(address) else f"<p>{line[1]}</p>"


def _lifted(html: str) -> str:
    """Put photos, references and embeds that stand inside a list, quote or table behind it.

    A page splits the text where they stand, which it can do between blocks only.
    """
    done: list[str] = []
    inside: list[str] = []
    depth = 0
    for piece in PIECES.split(html):
        is_special = piece.startswith(SPECIAL_START)
        (inside if is_special and depth else done).append(piece)
        if is_special or not piece.startswith("<") or piece == "<br>":
            continue
        depth += -1 if piece.startswith("</") else 1
        if depth <= 0:
            done, inside, depth = done + inside, [], 0
    return "".join(done + inside)


def parts(html: str) -> list[Part]:
    """Split a cleaned body where a photo, a reference or an embed stands."""
    found: list[Part] = []
    end = 0
    for block in SPECIAL_BLOCK.finditer(html):
        if before := html[end : block.start()].strip():
            found.append(Markup(before))
        found.append(_special(block))
        end = block.end()
    if rest := html[end:].strip():
        found.append(Markup(rest))
    return found


def _special(block: re.Match[str]) -> Part:
    if block["embed"] is not None:
        return Embed(unescape(block["embed"]))
    if block["photo"] is None:
        return SeeAlso(plain(block["reference"]), int(block["article"] or 0) or None)
    return Figure(int(block["photo"]), unescape(block["alt"] or ""), plain(block["caption"] or ""))


def photo_ids(html: str) -> list[int]:
    """Return the ids of the photos in a cleaned body, in their order."""
    return [part.photo_id for part in parts(html) if isinstance(part, Figure)]


def references(html: str) -> list[str]:
    """Return the headlines that a cleaned body refers to, in their order."""
    return [line.text for line in see_also(html)]


def see_also(html: str) -> list[SeeAlso]:
    """Return the reference lines of a cleaned body, in their order."""
    return [part for part in parts(html) if isinstance(part, SeeAlso)]


def words_in(html: str) -> int:
    """Count the words of a body as newsrooms do: every syllable ("chữ") between blanks is one.

    The address of an embed is nothing to read.
    """
    return len(plain(EMBED.sub("", html)).split())


def reading_minutes(html: str) -> int:
    """Return how long a body takes to read, in whole minutes; 0 for an empty one."""
    return -(-words_in(html) // WORDS_A_MINUTE)


def reference(text: str, article_id: int | None = None) -> str:
    """Return a "see also" line with this headline; the id says which article is meant."""
    named = f' data-article="{article_id}"' if article_id else ""
    return f'<p class="reference"{named}>{escape(text, quote=False)}</p>'


def embed(address: str) -> str:
    """Return the place of a video or post of another site."""
    return f'<p class="embed">{escape(address)}</p>'


def figure(photo_id: int, alt: str = "", caption: str = "") -> str:
    """Return the place of a photo in a body; empty alt and caption mean the photo's own."""
    words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img src="/anh/{photo_id}" alt="{escape(alt)}">{words}</figure>'
