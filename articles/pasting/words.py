"""Words with the marks a body knows, and the lists that Word only dresses as lists."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from articles.pasting.tree import Node

MARKER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel(\d)", re.IGNORECASE)
NUMBER = re.compile(r"\(?(?:\d|[a-z][.)]|[ivx]+[.)])", re.IGNORECASE)
BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|lighter|[1-5]00)", re.IGNORECASE)
ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
NOT_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE)
BLANKS = re.compile(r"[\s\u00a0]+")
NO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
AT_THE_EDGE = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
AROUND_A_BREAK = re.compile(r"\s*<br>\s*")
MADE_TWICE = re.compile(r"</(strong|em)>(\s*)<\1>")
WITHOUT_WORDS = re.compile(r"<(strong|em|a)(?: [^>]*)?>(\s*)</\1>")


Item = tuple[int, str, str]
"""A paragraph that Word dressed as an item: its level, its marker, its words."""


def inline(nodes: Iterable[Node | str], *, bold: bool = False, italic: bool = False) -> str:
    """Return words with the marks a body knows.

    Args:
        bold: whether they are bold already, or may not be; italic: the same.
    """
    made = []
    for node in nodes:
        if isinstance(node, str):
            made.append(escape(plain(node), quote=False))
        elif node.tag == "br":
            made.append("<br>")
        elif not node.is_unread and node.tag not in ("img", "iframe"):
            made.append(_marked(node, bold, italic))
    return "".join(made)


def _marked(node: Node, bold: bool, italic: bool) -> str:
    if node.tag in ("sup", "sub") and node.text.strip().isascii() and node.text.strip().isdigit():
        return node.text.strip().translate(RAISED if node.tag == "sup" else LOWERED)
    style = node.style
    is_bold = bool(BOLD.search(style)) or (
        node.tag in ("b", "strong") and not NOT_BOLD.search(style)
    )
    is_italic = bool(ITALIC.search(style)) or (
        node.tag in ("i", "em", "cite") and not NOT_ITALIC.search(style)
    )
    words = inline(node.children, bold=bold or is_bold, italic=italic or is_italic)
    if node.tag == "a" and node.attributes.get("href") and words.strip():
        title = node.attributes.get("title", "")
        titled = f' title="{escape(title)}"' if title else ""
        words = f'<a href="{escape(node.attributes["href"])}"{titled}>{words}</a>'
    if is_italic and not italic:
        words = _around("em", words)
    return _around("strong", words) if is_bold and not bold else words


def _around(tag: str, words: str) -> str:
    """Mark words, not the blanks around them."""
    inner = words.strip()
    if not inner or inner == "<br>":
        return words
    before, after = words.split(inner, 1)
    return f"{before}<{tag}>{inner}</{tag}>{after}"


def plain(text: str) -> str:
    """Put one space for every run of blanks; take out what has no width."""
    return BLANKS.sub(" ", NO_WIDTH.sub("", text))


def trimmed(words: str) -> str:
    """Take away the blanks and breaks that stand at an edge or alone in a mark.

    Marks that end where the same begins again become one.
    """
    while (merged := MADE_TWICE.sub(r"\2", words)) != words:
        words = merged
    while (left := WITHOUT_WORDS.sub(r"\2", words)) != words:
        words = left
    return AROUND_A_BREAK.sub("<br>", BLANKS.sub(" ", AT_THE_EDGE.sub("", words)))


def wrapped(tag: str, inner: str) -> str:
    """Put words into an element, if there are any."""
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def lines(node: Node) -> Iterator[Node | str]:
    """Give the lines of preformatted text with breaks between them."""
    for number, line in enumerate(node.text.strip("\n").split("\n")):
        if number:
            yield Node("br", {})
        yield line


def all_in(node: Node) -> Iterator[Node]:
    """Return every element in an element."""
    for child in node.children:
        if isinstance(child, Node):
            yield child
            yield from all_in(child)


# Lists ----------------------------------------------------------------------


def list_level(node: Node) -> int:
    """Return how deep a paragraph of Word stands in a list; 0 for none."""
    found = LEVEL.search(node.style)
    return int(found[1]) if found else 0


def item(node: Node) -> tuple[str, str]:
    """Return the marker of a list paragraph and its words."""
    marker = next((each.text for each in all_in(node) if MARKER.search(each.style)), "")
    return BLANKS.sub("", marker), trimmed(inline(node.children))


def nested(items: list[Item]) -> str:
    """Make lists in lists of items that only know their level."""
    top = min(level for level, _marker, _words in items)
    groups: list[list[Item]] = []
    for item in items:
        if item[0] == top or not groups:
            groups.append([item])
        else:
            groups[-1].append(item)
    return "".join(
        _one_list(list(alike), is_numbered)
        for is_numbered, alike in groupby(groups, lambda group: bool(NUMBER.match(group[0][1])))
    )


def _one_list(groups: list[list[Item]], is_numbered: bool) -> str:
    inner = "".join(
        f"<li><p>{first[2]}</p>{nested(below) if below else ''}</li>" for first, *below in groups
    )
    number = re.match(r"\(?(\d{1,4})", groups[0][0][1])
    start = f' start="{number[1]}"' if number and int(number[1]) > 1 else ""
    return f"<ol{start}>{inner}</ol>" if is_numbered else f"<ul>{inner}</ul>"
