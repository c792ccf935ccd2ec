"""Pages of vietnamplus.vn: headline, standfirst, figure line, text, the agency's sign-off.

Observed on the paper's article pages: the machine puts "headline + ảnh N" before each caption,
the wire ends its copy with "/.", and references to other articles stand in square brackets.
"""

from articles.importing.body import BodyReader
from articles.importing.credits import without_figure_label
from articles.importing.document import SourceDocument
from articles.importing.draft import Draft
from articles.importing.endings import read_sign_off, strip_end_mark
from articles.importing.finishing import finish_body
from articles.importing.head import read_head
from articles.importing.lines import Page

NAME = "vietnamplus"


def recognise(page: Page) -> int:
    """Say how much this page looks like one of vietnamplus.vn, in points."""
    headline, *lines = page.written
    texts = [line.text for line in lines]
    signs = (
        (4, any(read_sign_off(text) for text in texts)),
        (3, any(without_figure_label(text, headline.text) is not None for text in texts)),
        (3, "tin cung chuyen muc" in page.keys),
        (2, any(strip_end_mark(text) != text for text in texts)),
        (1, any(text.startswith("[") and text.rstrip(" .").endswith("]") for text in texts)),
    )
    return sum(points for points, seen in signs if seen)


def parse(page: Page) -> SourceDocument:
    """Read the page. Raises UnreadableDocument if it has no headline or no text."""
    draft = Draft(page, NAME)
    BodyReader(draft).read(read_head(draft))
    finish_body(draft, standfirst_follows_photo=False)
    return draft.document()
