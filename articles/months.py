"""Months of the paper's clock: which of them hold something to read, and how much."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.calendar import Month, ask_spans
from articles.models import Article
from articles.querysets import ArticleQuerySet

# A hundred years: more columns than these no database gives in one row.
MOST_MONTHS = 1_200


class Full(NamedTuple):
    """A month with something to read, and how many articles it holds at most."""

    month: Month
    articles: int


class MonthConverter:
    """A month in an address, spelled in one way: ``2023-06``."""

    regex = r"[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        """Return the month; a year that no calendar has is no match."""
        return Month.of(date.fromisoformat(f"{value}-01"))

    def to_url(self, value: Month) -> str:
        """Spell the month."""
        return f"{value.first_day:%Y-%m}"


def with_articles() -> list[Full]:
    """Return the months in which something public went out, oldest first, in three queries.

    Each month is asked for itself, along the index of times: to group all articles by the
    paper's clock SQLite would convert the time of each in Python. The number also counts
    what readers do not see: for that no article need be opened.
    """
    live = Article.objects.live().newest_first().values_list("published_at", flat=True)
    newest, oldest = live.first(), live.last()
    if newest is None or oldest is None:
        return []
    month, last = (Month.of(timezone.localdate(at)) for at in (oldest, newest))
    months = []
    while month <= last:
        months.append(month)
        month = month.following
    return _counted(months[-MOST_MONTHS:])


def _counted(months: Sequence[Month]) -> list[Full]:
    timed = Article.objects.filter(
        published_at__gte=RawSQL("spans.opens", ()), published_at__lt=RawSQL("spans.closes", ())
    ).order_by()
    number = timed.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    number_sql, number_params = number.query.sql_with_params()
    listed_sql, listed_params = _those_listed(timed).values("pk")[:1].query.sql_with_params()
    # The first one listed, and not whether there is one: PostgreSQL would read them all at once.
    is_read = f"({listed_sql}) IS NOT NULL"
    question = f"SELECT n, ({number_sql}) FROM spans WHERE {is_read} ORDER BY opens"
    begins, end = [month.first_day for month in months], months[-1].following
    found = ask_spans(begins, end, question, (*number_params, *listed_params))
    return [Full(months[at], n) for at, n in found]


def listed_in(month: Month) -> ArticleQuerySet:
    """Return the articles of a month that search engines should find here.

    Asked one by one whether they are listed, so that they are read along their times: of
    two upper bounds, the end of the month and now, SQLite would read up to the wrong one.
    """
    first, end = month.first_day, month.following.first_day
    return _those_listed(Article.objects.published_between(first, end))


def _those_listed(found: ArticleQuerySet) -> ArticleQuerySet:
    return found.filter(Exists(Article.objects.listed().filter(pk=OuterRef("pk"))))
