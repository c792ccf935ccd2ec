"""HTML that another program wrote, as a tree: what to read of it and what to pass over."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

KNOWN = (
    "p|h2|h3|strong|em|a|br|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|figure|img|figcaption"
)
FOREIGN = re.compile(rf"<(?!/?(?:{KNOWN})(?:[\s/>]|\Z))[a-zA-Z!/?]")
"""A tag that no body has: the text did not come from our editor."""

INLINE = frozenset(
    {"a", "abbr", "b", "big", "br", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label"}
    | {"mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"}
)
CONTAINERS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "iframe", "img", "li", "main", "ol", "p", "picture", "pre", "section"}
    | {"summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption"}
)
UNREAD = frozenset(
    {"script", "style", "xml", "title", "noscript", "template", "svg", "math", "object", "nav"}
    | {"select", "textarea", "button", "audio", "video", "canvas", "head"}
)
LOOSE = nh3.Cleaner(
    tags=set(INLINE | CONTAINERS),
    clean_content_tags=set(UNREAD),
    attributes={
        "*": {"style", "class"},
        "a": {"href", "title"},
        "p": {"data-article"},
        "img": {"src", "alt"},
        "iframe": {"src"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
        "ol": {"start"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
VOID = frozenset({"br", "hr", "img"})
DEEPEST = 60
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|"
    r"mso-element\s*:\s*comment|mso-list\s*:\s*ignore",
    re.IGNORECASE,
)
NOT_TEXT = re.compile(r"\b(?:MsoComment\w*|msocom\w*|msoDel)\b", re.IGNORECASE)


@dataclass(slots=True)
class Node:
    """An element; ``holds_blocks`` tells whether any block stands in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Node | str"] = field(default_factory=list)
    holds_blocks: bool = False

    @property
    def style(self) -> str:
        """The inline style, where Word and Docs say almost everything."""
        return self.attributes.get("style", "")

    @property
    def is_unread(self) -> bool:
        """Whether the element is no text of the author's."""
        of_class = self.attributes.get("class", "")
        return self.tag == "del" or bool(HIDDEN.search(self.style) or NOT_TEXT.search(of_class))

    @property
    def text(self) -> str:
        """All words in it."""
        words = (child if isinstance(child, str) else child.text for child in self.children)
        return "".join(words)


class Tree(HTMLParser):
    """The tree of what nh3 let through: balanced, every value quoted."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("div", {})
        self.open = [self.root]
        self.too_deep = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; what lies too deep stands in its ancestor."""
        if len(self.open) >= DEEPEST and tag not in VOID:
            self.too_deep += 1
            return
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag == "img" and not node.attributes.get("src", "").startswith("/anh/"):
            return
        self.open[-1].children.append(node)
        if tag in CONTAINERS:
            for ancestor in self.open:
                ancestor.holds_blocks = True
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self.too_deep:
            self.too_deep -= 1
        elif tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.open[-1].children.append(data)


def read(html: str) -> Node:
    """Return the tree of any HTML, whatever was wrong with it."""
    return Tree(LOOSE.clean(html)).root
