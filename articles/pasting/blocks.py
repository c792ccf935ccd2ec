"""The blocks of a body, made of a tree of foreign HTML."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from articles import embeds
from articles.pasting.tree import INLINE, Node
from articles.pasting.words import (
    all_in,
    inline,
    item,
    lines,
    list_level,
    nested,
    plain,
    trimmed,
    wrapped,
)

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
BROKEN_TWICE = re.compile(r"\s*<br>(?:\s*<br>)+\s*")


class Blocks:
    """Blocks made of nodes, in their order."""

    def __init__(self, nodes: Iterable[Node | str]) -> None:
        self.out: list[str] = []
        self.pending: list[str] = []
        self.items: list[tuple[int, str, str]] = []
        self.flow(nodes)
        self.end_paragraph()
        self.end_list()

    def flow(self, nodes: Iterable[Node | str]) -> None:
        """Read nodes in a row."""
        for node in nodes:
            if isinstance(node, str):
                self.pending.append(escape(plain(node), quote=False))
            elif node.is_unread:
                continue
            elif node.tag in INLINE and not node.holds_blocks:
                self.pending.append(inline([node]))
            else:
                self.end_paragraph()
                self.block(node)

    def block(self, node: Node) -> None:
        """Read one block."""
        is_item = node.tag in ("p", *HEADINGS) and list_level(node)
        if self.items and not is_item:
            self.end_list()
        if is_item:
            self.items.append((is_item, *item(node)))
        elif node.tag in HEADINGS or (_is_of(node, "MsoTitle") and not node.holds_blocks):
            self.heading(node)
        elif node.tag == "p" and _is_of(node, "reference", "embed"):
            self.out.append(_ours(node))
        elif node.tag in ("ul", "ol"):
            self.out.append(_list(node))
        elif node.tag == "blockquote":
            self.out.append(wrapped("blockquote", "".join(Blocks(node.children).out)))
        elif node.tag == "table":
            self.table(node)
        elif node.tag in ("img", "iframe"):
            self.out.append(_seen(node))
        elif node.tag == "figure" and (photo := next(_pictures(node), None)):
            self.out.append(_seen(photo, caption_in(node)))
        else:
            self.flow(lines(node) if node.tag == "pre" else node.children)
        self.end_paragraph()

    def heading(self, node: Node) -> None:
        """Make a crosshead; a picture in it stands behind it."""
        words = trimmed(inline(node.children, bold=True))
        tag = HEADINGS.get(node.tag, "h2")
        self.out.append(wrapped(tag, re.sub(r"<br>", " ", words)))
        self.out.extend(_seen(each) for each in _pictures(node))

    def table(self, node: Node) -> None:
        """Keep a table of more than one cell; a table that only frames a text gives it back."""
        rows = list(_rows(node))
        cells = [[each for each in row.children if _is_cell(each)] for row in rows]
        if sum(map(len, cells)) < 2 or any(_is_table(each) for row in rows for each in all_in(row)):
            for row in cells:
                for cell in row:
                    self.flow(cell.children)  # type: ignore[union-attr]
                    self.end_paragraph()
            return
        made = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in cells if row)
        self.out.append(f"<table><tbody>{made}</tbody></table>")

    def end_paragraph(self) -> None:
        """Make paragraphs of what is pending; two breaks part them."""
        words, self.pending = "".join(self.pending), []
        for part in BROKEN_TWICE.split(words):
            if paragraph := wrapped("p", trimmed(part)):
                self.end_list()
                self.out.append(paragraph)

    def end_list(self) -> None:
        """Make lists of the paragraphs that Word only dressed as lists."""
        items, self.items = self.items, []
        if items:
            self.out.append(nested(items))


# Pictures and frames --------------------------------------------------------


def _seen(node: Node, caption: str = "") -> str:
    """Keep a photo of ours and a frame that may be embedded; the rest is not ours to show."""
    address = escape(node.attributes.get("src", ""))
    if node.tag == "iframe":
        found = embeds.find(node.attributes.get("src", ""))
        shown = f'<p class="embed">{escape(found.address)}</p>' if found else ""
        return shown + wrapped("p", caption)
    alt = escape(node.attributes.get("alt", ""))
    return f'<figure><img src="{address}" alt="{alt}">{wrapped("figcaption", caption)}</figure>'


def _ours(node: Node) -> str:
    """Keep a line that our editor made: a reference or an embed."""
    number = escape(node.attributes.get("data-article", ""))
    named = f' data-article="{number}"' if number else ""
    return f'<p class="{node.attributes["class"]}"{named}>{inline(node.children)}</p>'


def _is_of(node: Node, *classes: str) -> bool:
    return node.attributes.get("class", "") in classes


def caption_in(figure: Node) -> str:
    """Return the words of a figure's caption."""
    return "".join(trimmed(inline([each])) for each in all_in(figure) if each.tag == "figcaption")


def _pictures(node: Node) -> Iterator[Node]:
    return (each for each in all_in(node) if each.tag in ("img", "iframe"))


def _list(node: Node) -> str:
    """Make a list; one that stands between items, as Docs writes it, belongs to the item above."""
    items: list[str] = []
    for child in node.children:
        if isinstance(child, str) and not child.strip():
            continue
        inner = "".join(Blocks(child.children if _is(child, "li") else [child]).out)  # type: ignore[union-attr]
        if _is(child, "ul", "ol") and items:
            items[-1] += inner
        elif inner:
            items.append(inner)
    start = node.attributes.get("start", "")
    begins = f' start="{start}"' if node.tag == "ol" and start.isdigit() and start != "1" else ""
    made = "".join(f"<li>{item}</li>" for item in items)
    return f"<{node.tag}{begins}>{made}</{node.tag}>" if made else ""


# Tables ---------------------------------------------------------------------


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if _is(child, "tr"):
            yield child  # type: ignore[misc]
        elif _is(child, "thead", "tbody", "tfoot"):
            yield from _rows(child)  # type: ignore[arg-type]


def _cell(node: Node | str) -> str:
    assert isinstance(node, Node)
    spans = "".join(
        f' {name}="{value}"'
        for name in ("colspan", "rowspan")
        if (value := node.attributes.get(name, "")).isdigit() and value != "1"
    )
    inner = "".join(Blocks(node.children).out) or "<p></p>"
    return f"<{node.tag}{spans}>{inner}</{node.tag}>"


def _is(node: Node | str, *tags: str) -> bool:
    return isinstance(node, Node) and node.tag in tags


def _is_cell(node: Node | str) -> bool:
    return _is(node, "td", "th")


def _is_table(node: Node | str) -> bool:
    return _is(node, "table")
