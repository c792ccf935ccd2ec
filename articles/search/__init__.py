"""Search: one interface over FTS5 and tsvector, with the same answers from both."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from articles.search import asked as asking
from articles.search.asked import LONGEST_QUERY, Asked
from articles.search.dictionary import Dictionary
from articles.search.engine import Match, Request, SearchTookTooLongError
from articles.search.engines import engine
from articles.search.narrowing import Narrowing
from articles.search.ranking import ENOUGH, WINDOW, Plan, newest, plan, ranked
from articles.text import match_key

__all__ = ["LONGEST_QUERY", "Found", "Narrowing", "SearchTookTooLongError", "find"]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query.

    Attributes:
        asked: the query as it was read.
        matches: what was found, in order.
        full: those of them that hold every word.
        pinned: the numbers of articles that the newsroom puts first.
        is_all: whether nothing more matches; else these are the newest.
    """

    asked: Asked
    matches: Sequence[Match] = field(default_factory=list)
    full: Sequence[Match] = field(default_factory=list)
    pinned: Sequence[int] = field(default_factory=list)
    is_all: bool = True

    def page(self, number: int, size: int) -> list[int]:
        """Return the numbers of the articles of a page, counted from 1."""
        found = [match.article for match in self.matches]
        listed = [*self.pinned, *(pk for pk in found if pk not in self.pinned)]
        return listed[(number - 1) * size : number * size]


def find(
    query: str,
    dictionary: Dictionary,
    narrowing: Narrowing | None = None,
    *,
    newest_first: bool = False,
    now: datetime | None = None,
) -> Found:
    """Find public articles, in one query of the database.

    Args:
        query: what the reader typed.
        dictionary: what the newsroom taught search.
        narrowing: what the reader narrowed the search to.
        newest_first: order by publication, instead of by how well they answer.

    Raises:
        SearchTookTooLongError: the search was stopped at ``SEARCH_SECONDS``.
    """
    narrowing = narrowing or Narrowing({})
    asked = asking.read(query, dictionary.variants)
    if not asked.wishes:
        return Found(asked)
    now = now or timezone.now()
    is_narrowed = narrowing != Narrowing({})
    found_by = plan(asked, narrowing.terms())
    found = engine().find(_request(found_by, narrowing, now, is_strict=is_narrowed))
    every_word = found_by.full
    full = [match for match in found if match.held & every_word]
    matches = newest(full) if newest_first else ranked(found_by, found, now.timestamp())
    pinned = [] if is_narrowed else dictionary.pinned.get(match_key(query), [])
    return Found(asked, matches, full, pinned, is_all=len(full) < WINDOW)


def _request(found_by: Plan, narrowing: Narrowing, now: datetime, is_strict: bool) -> Request:
    """Return the one question; a strict one finds what a count promised and no more."""
    first, last = narrowing.keys(now)
    return Request(
        tiers=[tier for tier, _worth in found_by.tiers],
        first=first,
        last=last,
        now=now,
        loose=[] if is_strict else [tier for tier, _worth in found_by.loose],
        sought=found_by.sought,
        enough=ENOUGH,
    )
