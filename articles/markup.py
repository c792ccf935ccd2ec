"""Small things done with cleaned HTML, in which every value is quoted and escaped."""

import re
from html import escape, unescape

from articles import addresses

MARKUP = re.compile(r"<[^>]+>")
BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|th|td|figcaption)>|<br>")
BLANKS = re.compile(r"[^\S\n]+")
LINK_TAG = re.compile(r"(</?a(?: [^>]*)?>)")


def plain(html: str) -> str:
    """Return the words of a body, a line a block."""
    squeezed = (BLANKS.sub(" ", line).strip() for line in lines(html))
    return "\n".join(line for line in squeezed if line)


def lines(html: str) -> list[str]:
    """Return the blocks of a body as text, each with the blanks that were typed."""
    return unescape(MARKUP.sub("", BLOCK_END.sub("\n", html))).split("\n")


def paragraph(text: str) -> str:
    """Return a paragraph that says exactly this text."""
    return f"<p>{escape(text, quote=False)}</p>"


def linked(address: str) -> str:
    """Return a paragraph that is a link to this address and says it."""
    href = escape(addresses.tidy(address) or "")
    words = escape(address, quote=False)
    return f'<p><a href="{href}" rel="noopener">{words}</a></p>' if href else paragraph(address)


def without_empty_links(html: str) -> str:
    """Give back the words of links that lead nowhere, as sanitising leaves them."""
    done: list[str] = []
    kept: list[bool] = []
    for piece in LINK_TAG.split(html):
        if piece.startswith("<a"):
            kept.append(" href=" in piece)
            done += [piece] * kept[-1]
        elif piece == "</a>":
            done += [piece] * (not kept or kept.pop())
        else:
            done.append(piece)
    return "".join(done)
