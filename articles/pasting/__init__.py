"""Foreign HTML made into what a body can hold: Word, Google Docs, old web pages.

``static/js/desk/editor-paste.js`` does the same in the browser, before the editor sees a paste;
this is the guarantee for what arrives without it. The result is not yet safe: ``body.clean``
calls this first and sanitises what it gives.
"""

from articles.pasting.blocks import Blocks
from articles.pasting.tree import FOREIGN, read

__all__ = ["FOREIGN", "tidy"]


def tidy(html: str) -> str:
    """Return foreign HTML in the blocks and marks of a body."""
    return "".join(Blocks(read(html).children).out)
