"""The rich-text contract: what HTML a body may hold, and how it is read.

A body is a run of paragraphs, crossheads, lists, quotes, tables and figures.
A figure names a photo of ours by its lasting address ``/anh/{id}``; a paragraph
of class ``reference`` is a "see also" line. Everything else is removed by nh3.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

import nh3

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
    "p": {"class"},
    "img": {"src", "alt"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
# In nh3's output every attribute stands in double quotes with < > & " escaped,
# so these patterns are exact there; they are never used on anything else.
PHOTO_ADDRESS = re.compile(r"/anh/([1-9][0-9]{0,17})/?")
SPECIAL_BLOCK = re.compile(
    r'<figure><img(?=[^>]* src="/anh/(?P<photo>[0-9]+)")(?:[^>]* alt="(?P<alt>[^"]*)")?[^>]*>'
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>"
    r'|<p class="reference">(?P<reference>.*?)</p>',
    re.DOTALL,
)
MARKUP = re.compile(r"<[^>]+>")
BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|th|td|figcaption)>|<br>")
BLANKS = re.compile(r"[^\S\n]+")
EMPTY_PARAGRAPH = re.compile(r"<p(?: class=\"reference\")?>(?:\s|&nbsp;|<br>)*</p>")
LONE_IMAGE = re.compile(r"(?<!<figure>)(<img(?=[^>]* src=)[^>]*>)")
PIECES = re.compile(r'(<figure>.*?</figure>|<p class="reference">.*?</p>|<[^>]+>)', re.DOTALL)
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
    """A reference line: the headline of another article."""

    text: str
    kind = "reference"


Part = Markup | Figure | SeeAlso


def allowed(tag: str, attribute: str, value: str) -> str | None:
    """Tell nh3 what to keep of an attribute: our own photos and our one class."""
    if tag == "img" and attribute == "src":
        found = PHOTO_ADDRESS.fullmatch(urlsplit(value.strip()).path)
        return f"/anh/{found[1]}" if found else None
    if attribute == "class":
        return "reference" if value == "reference" else None
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
    cleaned = CLEANER.clean(nfc(html).replace("\x00", ""))
    without_blanks = BETWEEN_FIGURE_PARTS.sub(r"\1", cleaned)
    framed = LONE_IMAGE.sub(r"<figure>\1</figure>", without_blanks)
    return EMPTY_PARAGRAPH.sub("", _lifted(framed)).strip()


def _lifted(html: str) -> str:
    """Put photos and references that stand inside a list, quote or table behind it.

    A page splits the text where they stand, which it can do between blocks only.
    """
    done: list[str] = []
    inside: list[str] = []
    depth = 0
    for piece in PIECES.split(html):
        is_special = piece.startswith(("<figure>", '<p class="reference">'))
        (inside if is_special and depth else done).append(piece)
        if is_special or not piece.startswith("<") or piece == "<br>":
            continue
        depth += -1 if piece.startswith("</") else 1
        if depth <= 0:
            done, inside, depth = done + inside, [], 0
    return "".join(done + inside)


def parts(html: str) -> list[Part]:
    """Split a cleaned body where a photo or a reference stands."""
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
    if block["photo"] is None:
        return SeeAlso(plain(block["reference"]))
    return Figure(int(block["photo"]), unescape(block["alt"] or ""), plain(block["caption"] or ""))


def photo_ids(html: str) -> list[int]:
    """Return the ids of the photos in a cleaned body, in their order."""
    return [part.photo_id for part in parts(html) if isinstance(part, Figure)]


def references(html: str) -> list[str]:
    """Return the headlines that a cleaned body refers to, in their order."""
    return [part.text for part in parts(html) if isinstance(part, SeeAlso)]


def plain(html: str) -> str:
    """Return the words of a body, a line a block."""
    lines = unescape(MARKUP.sub("", BLOCK_END.sub("\n", html))).split("\n")
    return "\n".join(line for line in (BLANKS.sub(" ", line).strip() for line in lines) if line)


def paragraph(text: str) -> str:
    """Return a paragraph that says exactly this text."""
    return f"<p>{escape(text, quote=False)}</p>"


def reference(text: str) -> str:
    """Return a "see also" line with this headline."""
    return f'<p class="reference">{escape(text, quote=False)}</p>'


def figure(photo_id: int, alt: str = "", caption: str = "") -> str:
    """Return the place of a photo in a body; empty alt and caption mean the photo's own."""
    words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img src="/anh/{photo_id}" alt="{escape(alt)}">{words}</figure>'
