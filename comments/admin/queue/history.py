"""What readers are known for, and what others report of them: one query for a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Min, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, Concat, RowNumber, Substr

from comments.models import Ban, Comment, Report, Verdict

LAST = 4
EXCERPT = 140
NOBODY = ""


class Row(NamedTuple):
    """One thing that is known: of whom, what, in which way, how often, when, in which words."""

    kind: str
    whose: str
    which: str
    n: int
    at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """A comment that the same reader sent before or after."""

    number: int
    verdict: str
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a reader reported about a comment, and nobody has looked at."""

    reason: str
    note: str


@dataclass(slots=True)
class History:
    """What is known of one reader, by browser or account, and of their network that day.

    Attributes:
        complaints: the open reports of this very comment.
    """

    counts: dict[str, int] = field(default_factory=dict)
    since: datetime | None = None
    last: list[Said] = field(default_factory=list)
    bans: list[str] = field(default_factory=list)
    network_comments: int = 0
    network_voices: int = 0
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def approved(self) -> int:
        """How many comments were let through."""
        return self.counts.get(Verdict.APPROVED, 0)

    @property
    def rejected(self) -> int:
        """How many were rejected."""
        return self.counts.get(Verdict.REJECTED, 0)

    @property
    def spam(self) -> int:
        """How many were spam."""
        return self.counts.get(Verdict.SPAM, 0)

    @property
    def total(self) -> int:
        """How many there are in all, this one too."""
        return sum(self.counts.values())

    @property
    def is_new(self) -> bool:
        """Whether this is the first comment of this reader."""
        return self.total <= 1

    @property
    def is_troubled(self) -> bool:
        """Whether more was refused than let through, or a ban holds."""
        return bool(self.bans) or self.rejected + self.spam > self.approved


def histories_of(comments: Iterable[Comment]) -> dict[int, History]:
    """Return what is known of the author of each comment, by the comment's number."""
    shown = list(comments)
    rows = _read(shown)
    by_whom: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_whom[row.kind, row.whose].append(row)
    return {comment.pk: _history(comment, by_whom) for comment in shown}


def _history(comment: Comment, rows: dict[tuple[str, str], list[Row]]) -> History:
    found = History()
    if comment.voice:
        counts = rows.get(("count", comment.voice), [])
        found.counts = {row.which: row.n for row in counts}
        found.since = min((row.at for row in counts if row.at), default=None)
        found.last = [
            Said(row.n, str(Verdict(row.which).label), row.at, row.words)
            for row in sorted(rows.get(("said", comment.voice), []), key=lambda row: -row.n)
            if row.n != comment.pk
        ][: LAST - 1]
    for row in rows.get(("network", comment.network), []) if comment.network else ():
        found.network_comments, found.network_voices = row.n, int(row.which)
    found.complaints = [
        Complaint(str(Report.Reason(row.which).label), row.words)
        for row in sorted(rows.get(("report", str(comment.pk)), []), key=lambda row: row.n)
    ]
    for kind, value in _identities(comment):
        found.bans += [row.words for row in rows.get((f"ban {kind}", value), [])]
    return found


def _identities(comment: Comment) -> list[tuple[str, str]]:
    known = [
        (Ban.Kind.ACCOUNT.value, str(comment.author_id or NOBODY)),
        (Ban.Kind.VOICE.value, comment.voice),
        (Ban.Kind.EMAIL.value, comment.email),
        (Ban.Kind.NETWORK.value, comment.network),
    ]
    return [(kind, value) for kind, value in known if value]


def _read(comments: list[Comment]) -> list[Row]:
    voices = {comment.voice for comment in comments if comment.voice}
    networks = {comment.network for comment in comments if comment.network}
    values = {value for comment in comments for _kind, value in _identities(comment)}
    queries = [_reports(comments)] if comments else []
    if voices:
        queries += [_counts(voices), _last(voices)]
    if networks:
        queries.append(_networks(networks))
    if values:
        queries.append(_bans(values))
    if not queries:
        return []
    first, *others = queries
    return [Row(*row) for row in first.union(*others, all=True).order_by()]


def _reports(comments: list[Comment]) -> QuerySet[Any, Any]:
    reports = Report.objects.filter(comment__in=comments, looked_at=None).order_by()
    found: QuerySet[Any, Any] = reports.values_list(
        _text("report"), Cast("comment_id", TextField()), "reason", "pk", "created_at", "note"
    )
    return found


def _counts(voices: set[str]) -> QuerySet[Any, Any]:
    groups = Comment.objects.filter(voice__in=voices).order_by().values("voice", "status")
    counts = groups.annotate(n=Count("pk"), at=Min("created_at"))
    found: QuerySet[Any, Any] = counts.values_list(
        _text("count"), "voice", "status", "n", "at", _text("")
    )
    return found


def _last(voices: set[str]) -> QuerySet[Any, Any]:
    """Read the last few comments of every reader."""
    place = Window(RowNumber(), partition_by="voice", order_by="-pk")
    ranked = Comment.objects.filter(voice__in=voices).order_by().annotate(place=place)
    chosen = Comment.objects.filter(pk__in=ranked.filter(place__lte=LAST).values("pk"))
    found: QuerySet[Any, Any] = chosen.order_by().values_list(
        _text("said"), "voice", "status", "pk", "created_at", Substr("text", 1, EXCERPT)
    )
    return found


def _networks(networks: set[str]) -> QuerySet[Any, Any]:
    groups = Comment.objects.filter(network__in=networks).order_by().values("network")
    counts = groups.annotate(
        n=Count("pk"),
        at=Min("created_at"),
        readers=Cast(Count("voice", distinct=True), TextField()),
    )
    found: QuerySet[Any, Any] = counts.values_list(
        _text("network"), "network", "readers", "n", "at", _text("")
    )
    return found


def _bans(values: set[str]) -> QuerySet[Any, Any]:
    bans = Ban.objects.in_force().filter(value__in=values).order_by()
    kind = Concat(_text("ban "), Cast("kind", TextField()))
    found: QuerySet[Any, Any] = bans.values_list(
        kind, "value", _text(""), "pk", "created_at", "reason"
    )
    return found


def _text(words: str) -> Cast:
    return Cast(Value(words), TextField())
