"""The archive by month: which months and days have articles, without counting any.

Days and months begin by the paper's clock. One query asks for each span whether a public
article stands in it: an index look-up each, however many articles there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article
from articles.paging import mark_at
from articles.querysets import ArticleQuerySet, midnight

# The first newspaper in Vietnamese, Gia Định báo, came out on 15 April 1865.
FIRST_YEAR = 1865
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the paper."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        """The month after it."""
        return Month.of(self.first_day + timedelta(days=31))

    @property
    def preceding(self) -> "Month":
        """The month before it."""
        return Month.of(self.first_day - timedelta(days=1))

    @property
    def days(self) -> list[date]:
        """Its days."""
        length = (self.following.first_day - self.first_day).days
        return [self.first_day + timedelta(days=n) for n in range(length)]


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the sheet of a month: where its articles begin in the list, if it has any."""

    day: date
    mark: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its twelve months, each with whether it has articles."""

    number: int
    months: list[tuple[Month, bool]]


def span() -> tuple[Month, Month] | None:
    """Return the month of the first public article and this month; None before the first."""
    first = Article.objects.public().order_by("published_at", "pk").only("published_at").first()
    if first is None or first.published_on is None:
        return None
    return Month(max(first.published_on.year, FIRST_YEAR), first.published_on.month), this_month()


def this_month() -> Month:
    """Return the month at the paper's seat."""
    return Month.of(timezone.localdate())


def articles_of(month: Month) -> ArticleQuerySet:
    """Return the public articles of a month.

    Asked one by one whether they are public, so that the end of the month is the only
    upper bound: SQLite might walk from today instead.
    """
    begin, end = midnight(month.first_day), midnight(month.following.first_day)
    public = Article.objects.public().filter(pk=OuterRef("pk"))
    found: ArticleQuerySet = Article.objects.filter(
        Exists(public), published_at__gte=begin, published_at__lt=end
    )
    return found


def years() -> list[Year]:
    """Return the years from the first public article on, the newest first; two queries."""
    known = span()
    if known is None:
        return []
    first, last = known
    months = [
        Month(year, number) for year in range(first.year, last.year + 1) for number in range(1, 13)
    ]
    having = days_with_articles([month.first_day for month in months], months[-1].following)
    found = [
        Year(year, [(month, month.first_day in having) for month in months if month.year == year])
        for year in range(last.year, first.year - 1, -1)
    ]
    return [year for year in found if any(has for _month, has in year.months)]


def has_articles(year: int) -> bool:
    """Tell whether a year has a place on the page of all years; one query."""
    return bool(days_with_articles([Month(year, 1).first_day], Month(year + 1, 1)))


def sheet(month: Month) -> list[list[Day | None]]:
    """Return the weeks of a month, from Monday on, with the way to each day that has articles."""
    having = days_with_articles(month.days, month.following)
    days = [Day(day, start_of(day) if day in having else "") for day in month.days]
    cells: list[Day | None] = [None] * month.first_day.weekday() + days
    cells += [None] * (-len(cells) % DAYS_OF_A_WEEK)
    return [cells[n : n + DAYS_OF_A_WEEK] for n in range(0, len(cells), DAYS_OF_A_WEEK)]


def start_of(day: date) -> str:
    """Return the mark behind which the articles of a day stand in a newest-first list."""
    return mark_at(midnight(day + timedelta(days=1)), 0)


def days_with_articles(begins: Sequence[date], end: Month) -> set[date]:
    """Return those of these days from which to the next one public articles stand; one query.

    Args:
        begins: in order; the last span ends where the month ``end`` begins.
    """
    # The first article from there on, and not whether there is one between two bounds:
    # SQLite would read the span from its newest article to today.
    since = Article.objects.public().filter(published_at__gte=RawSQL("spans.opens", ()))
    next_one = since.order_by("published_at", "pk").values("published_at")[:1]
    sql, params = next_one.query.sql_with_params()
    found = ask_spans(begins, end, f"SELECT n FROM spans WHERE ({sql}) < closes", params)
    return {begins[number] for (number,) in found}


def ask_spans(
    begins: Sequence[date], end: Month, question: str, params: Iterable[Any]
) -> list[tuple[Any, ...]]:
    """Ask something of each span from one of these days to the next, in one query.

    The question is compiled once, however many spans there are.

    Args:
        begins: in order; the last span ends where the month ``end`` begins.
        question: SQL that reads from ``spans``, which has ``n``, ``opens`` and ``closes``.
    """
    edges = [midnight(day) for day in [*begins, end.first_day]]
    adapted = [connection.ops.adapt_datetimefield_value(edge) for edge in edges]
    rows = [(n, adapted[n], adapted[n + 1]) for n in range(len(begins))]
    values = ", ".join(["(%s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH spans (n, opens, closes) AS (VALUES {values}) {question}",
            [value for row in rows for value in row] + list(params),
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
