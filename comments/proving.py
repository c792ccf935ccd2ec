"""Proof that what is stored about comments follows from the rows behind it, and its repair.

A restored dump or a slip of code may say anything. What readers are shown never rests on
a status alone; here such a status is found, and every total is compared with its rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article
from comments.counting import lock, totals_of_articles, totals_of_comments
from comments.models import Comment, Decision, Verdict

SHOWS = (Verdict.APPROVED, Verdict.REMOVED)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is stored, and what the rows behind it say.

    Attributes:
        row: the article or comment that stores it.
        name: the field.
        stored: what the field says.
        proved: what it has to say.
    """

    row: Model
    name: str
    stored: object
    proved: object


def unproved(using: str = "default") -> QuerySet[Comment]:
    """Return comments whose status claims what no decision backs: approved, or taken back."""
    comments = Comment.objects.using(using)
    proved = Q(pk__in=comments.approved().values("pk")) | Q(pk__in=comments.removed().values("pk"))
    return comments.filter(status__in=SHOWS).exclude(proved)


def differences() -> Iterator[Difference]:
    """Find every status and every total that its rows do not prove."""
    yield from _statuses()
    yield from _totals()


def repair() -> int:
    """Make every status and total what its rows prove; return how many were different.

    A comment that nobody approved waits for a moderator again. The statuses come first,
    since totals follow them. Each row is set under the lock of its article.
    """
    return sum(_set(found) for find in (_statuses, _totals) for found in list(find()))


def _statuses() -> Iterator[Difference]:
    """Find statuses; what was approved before its author edited it waits anew."""
    for comment in unproved().annotate(last=Subquery(_last_verdict())).order_by("pk"):
        proved = Verdict.PENDING if comment.last in SHOWS else comment.last or Verdict.PENDING
        yield Difference(comment, "status", comment.status, proved)


def _totals() -> Iterator[Difference]:
    compared: list[tuple[QuerySet[Any], dict[str, Coalesce]]] = [
        (Article.objects.order_by("pk"), totals_of_articles()),
        (Comment.objects.order_by("pk"), totals_of_comments()),
    ]
    for rows, totals in compared:
        for name, counted in totals.items():
            for row in rows.annotate(proved=counted).exclude(proved=F(name)):
                yield Difference(row, name, getattr(row, name), row.proved)


@transaction.atomic
def _set(found: Difference) -> bool:
    """Set one field to what its rows prove by now."""
    row: Any = found.row
    lock(row if isinstance(row, Article) else row.article)
    totals: dict[str, Any] = totals_of_articles() | totals_of_comments()
    value = totals.get(found.name, found.proved)
    return bool(type(row).objects.filter(pk=row.pk).update(**{found.name: value}))


def _last_verdict() -> QuerySet[Decision, Any]:
    trail = Decision.objects.filter(comment=OuterRef("pk"))
    return trail.order_by("-pk").values("verdict")[:1]
