"""Figures of moderation: how long readers waited, what was decided, by which rule, by whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from articles.querysets import midnight
from comments.deciding import MODERATOR, UNDO
from comments.models import Decision, Verdict

# So many decisions are looked at for the waits of a month; the newest, where there are more.
MOST_WAITS = 10_000


class Group(NamedTuple):
    """Decisions of one day that are alike: how many."""

    day: date
    verdict: str
    rule: str
    code: str
    by: str | None
    n: int


class Wait(NamedTuple):
    """How long a comment waited for its moderator, and when the wait ended."""

    ended_at: datetime
    length: timedelta


@dataclass(frozen=True, slots=True)
class Summary:
    """Waits of a stretch of days.

    Attributes:
        median, late: the wait that half of them, and 95 of 100, did not exceed; None
            where nobody waited.
    """

    number: int
    median: timedelta | None
    late: timedelta | None


def decided_since(days: Sequence[date]) -> list[Group]:
    """Count the decisions of these days, alike ones together, in one query.

    The days are those of the paper's clock, compared as instants: the database need
    not know the clock.
    """
    before = [
        When(created_at__lt=midnight(day + timedelta(days=1)), then=Value(day.toordinal()))
        for day in days[:-1]
    ]
    ordinal = Case(*before, default=Value(days[-1].toordinal()), output_field=IntegerField())
    rows = Decision.objects.filter(created_at__gte=midnight(days[0])).order_by()
    groups = rows.annotate(day=ordinal).values("day", "verdict", "rule", "code", "by__username")
    return [
        Group(
            date.fromordinal(row["day"]),
            row["verdict"],
            row["rule"],
            row["code"],
            row["by__username"],
            row["n"],
        )
        for row in groups.annotate(n=Count("pk"))
    ]


def waits_since(since: datetime) -> list[Wait]:
    """Return how long each comment waited that a moderator decided about, newest first.

    A wait starts with the decision by which a rule held the comment, and ends with the
    first decision of a moderator; at most ``MOST_WAITS`` are read, in one query.
    """
    earlier = Decision.objects.filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"))
    last: QuerySet[Any] = earlier.exclude(rule=UNDO).order_by("-pk")
    rows = (
        Decision.objects.filter(rule=MODERATOR, created_at__gte=since)
        .order_by("-created_at")
        .annotate(
            held=Subquery(last.values("verdict")[:1]), since=Subquery(last.values("created_at")[:1])
        )
        .values_list("created_at", "held", "since", "comment__created_at")[:MOST_WAITS]
    )
    return [
        Wait(at, at - (held_at or sent_at))
        for at, held, held_at, sent_at in rows
        if held in (None, Verdict.PENDING)
    ]


def summary(waits: Iterable[Wait]) -> Summary:
    """Say how long these waits were: the median, and the 95th of a hundred."""
    lengths = sorted(wait.length for wait in waits)
    if not lengths:
        return Summary(0, None, None)
    return Summary(len(lengths), _at_share(lengths, 50), _at_share(lengths, 95))


def shares(waits: Iterable[Wait], bounds: Sequence[timedelta]) -> list[int]:
    """Count waits up to each bound, and those beyond the last."""
    counts = Counter(
        next((n for n, bound in enumerate(bounds) if wait.length <= bound), len(bounds))
        for wait in waits
    )
    return [counts[n] for n in range(len(bounds) + 1)]


def last_days(number: int) -> list[date]:
    """Return the last days by the paper's clock, today last."""
    today = timezone.localdate()
    return [today - timedelta(days=back) for back in reversed(range(number))]


def _at_share(lengths: Sequence[timedelta], percent: int) -> timedelta:
    """Return the smallest length that so many of a hundred do not exceed (nearest rank)."""
    rank = -(-len(lengths) * percent // 100)
    return lengths[max(0, rank - 1)]
