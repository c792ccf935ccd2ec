"""Months of the paper's clock: which of them hold something to read, and how much."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.calendar import Month
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

    Each month is asked for itself, along the index of times, in a column of its own: to
    group all articles by the paper's clock SQLite would convert the time of each in Python.
    The number also counts what readers do not see: for that no article need be opened.
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
    months = months[-MOST_MONTHS:]
    columns: dict[str, Any] = {f"n{at}": _number_in(month) for at, month in enumerate(months)}
    numbers = Article.objects.order_by().annotate(**columns).values_list(*columns).first() or ()
    return [Full(month, n) for month, n in zip(months, numbers, strict=False) if n]


def listed_in(month: Month) -> ArticleQuerySet:
    """Return the articles of a month that search engines should find here.

    Asked one by one whether they are listed, so that they are read along their times: of
    two upper bounds, the end of the month and now, SQLite would read up to the wrong one.
    """
    listed = Article.objects.listed().filter(pk=OuterRef("pk"))
    found: ArticleQuerySet = Article.objects.published_between(
        month.first_day, month.following.first_day
    )
    return found.filter(Exists(listed))


def _timed(month: Month) -> ArticleQuerySet:
    first, end = month.first_day, month.following.first_day
    found: ArticleQuerySet = Article.objects.published_between(first, end)
    return found


def _number_in(month: Month) -> Case:
    timed = _timed(month).order_by()
    number = timed.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Case(
        When(Exists(listed_in(month)), then=Coalesce(Subquery(number), 0)),
        default=Value(0),
        output_field=IntegerField(),
    )
