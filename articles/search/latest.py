"""The newest articles that hold a term: all that is asked where nothing has to be ranked."""

from collections.abc import Sequence
from datetime import datetime

from articles.search.engine import Request, Tier
from articles.search.engines import engine
from articles.search.index import key_at
from articles.search.terms import Term


def latest(term: Term, now: datetime, most: int, better: Sequence[Term] = ()) -> list[int]:
    """Return their numbers, the newest first, in one query.

    Whether they are public is asked when they are read.

    Args:
        better: what puts an article before others, the more so the earlier it stands here.

    Raises:
        SearchTookTooLongError: the search was stopped at ``SEARCH_SECONDS``.
    """
    last = key_at(int(now.timestamp()) + 1) - 1
    tiers = [Tier(each, most) for each in (term, *reversed(better))]
    request = Request(tiers, first=0, last=last, now=now)
    found = sorted(engine().find(request), key=lambda match: (match.held, match.key), reverse=True)
    return [match.article for match in found[:most]]
