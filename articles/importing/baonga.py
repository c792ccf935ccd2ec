"""Pages of baonga.com: section label, headline twice, time, text, byline, source, rating, imprint.

Observed on the paper's article pages; any of the parts may be missing.
"""

from itertools import pairwise

from articles.importing.body import BodyReader
from articles.importing.document import SourceDocument
from articles.importing.draft import Draft
from articles.importing.endings import read_source
from articles.importing.finishing import finish_body
from articles.importing.furniture import good_ratings, is_section
from articles.importing.head import find_time, read_head
from articles.importing.imprint import is_imprint
from articles.importing.lines import Page

NAME = "baonga"


def recognise(page: Page) -> int:
    """Say how much this page looks like one of baonga.com, in points."""
    lines = page.written
    when = find_time(page)
    is_full_time = when is not None and None not in (when[1].clock, when[1].offset)
    is_named_day = when is not None and when[1].weekday is not None
    signs = (
        (3, is_section(lines[0])),
        (3, is_full_time or is_named_day),
        (2, when is not None and not is_full_time and not is_named_day),
        (1, any(one.key == other.key for one, other in pairwise(lines[:4]))),
        (2, any(read_source(line.text) for line in lines)),
        (2, any(good_ratings(line) is not None for line in lines)),
        (2, "danh gia tot" in page.keys),
        (2, "chuyen muc lien quan" in page.keys),
        (2, "binh luan cua ban" in page.keys),
        (2, any(is_imprint(line.text) for line in lines)),
    )
    return sum(points for points, seen in signs if seen)


def parse(page: Page) -> SourceDocument:
    """Read the page. Raises UnreadableDocument if it has no headline or no text."""
    draft = Draft(page, NAME)
    BodyReader(draft).read(read_head(draft))
    finish_body(draft, standfirst_follows_photo=True)
    return draft.document()
