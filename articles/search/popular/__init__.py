"""What readers search for: counted without saying who asked, and in the paper's words alone.

One network counts once for the same thing and a day. What a reader typed waits in memory
and is then either found to be the paper's own words, or forgotten.
"""

from datetime import datetime

from django.utils import timezone

from articles.noting import Notebook, counted_network, day_key
from articles.search import asked as asking
from articles.search.popular.shown import popular_searches
from articles.search.popular.writing import KIND, Search, write

__all__ = ["Search", "note", "notebook", "popular_searches", "write"]

notebook = Notebook(write)


def note(query: str, address: str, browser: str, at: datetime | None = None) -> bool:
    """Note that somebody searches; whether the paper has these words is asked when it is written.

    Args:
        query: what was typed.
        address: of the reader; of it nothing is kept but a hash that tomorrow is another.
        browser: what the reader's program calls itself.

    Returns:
        Whether it may count: a robot, or a sender without an address, never does.
    """
    network = counted_network(address, browser)
    if not network:
        return False
    day = timezone.localdate(at)
    search = Search(asking.read(query).text, day_key(KIND, day, network), day)
    notebook.note(search, search)
    return True
