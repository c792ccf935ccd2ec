"""Reading one source document: bytes in, SourceDocument out, nothing else touched."""

from articles.importing.decoding import MAX_BYTES
from articles.importing.document import SourceDocument, UnreadableDocument
from articles.importing.layouts import layouts
from articles.importing.lines import Page

__all__ = ["MAX_BYTES", "read"]

POINTS_NEEDED = 3
"""Below this, a page only happens to share a sign with a layout."""

UNKNOWN = "Không nhận ra bố cục trang; các bố cục biết đọc: {known}."
MARKUP = "Đây là mã nguồn (HTML, JSON…), không phải văn bản của trang."


def read(data: bytes) -> SourceDocument:
    """Read a plain-text page of one of the layouts we know; the layout is recognised, not told.

    Raises UnreadableDocument, with a Vietnamese reason and the line at fault where there is one,
    for bytes that are no text and for pages of no known layout.
    """
    page = Page.from_bytes(data)
    first = page.written[0]
    if first.text.startswith(("<", "{")) or first.text == "[":
        raise UnreadableDocument(MARKUP, line=first.number)
    points = {layout: layout.recognise(page) for layout in layouts()}
    best = max(points, key=lambda layout: points[layout])
    if not page.is_vietnamese or points[best] < POINTS_NEEDED:
        raise UnreadableDocument(UNKNOWN, known=", ".join(layout.NAME for layout in points))
    return best.parse(page)
