"""What a moderator asks the queue for: a pile, filters, a search, a place in the list."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.admin.rows import row_number
from articles.paging import read_mark
from articles.text import match_key
from comments.deciding import MODERATOR, UNDO
from comments.editing import AUTHOR
from comments.leaving import RULE as LEFT
from comments.models import Comment, Decision, Reason, Report, Takedown, Verdict
from comments.takedowns import TAKEDOWN

BATCH = 25
# So many comments are decided about, or undone, with one form.
AT_ONCE = 100
# Who decides: a person, through one of these; everything else is a rule of the paper.
BY_PEOPLE = (MODERATOR, UNDO, TAKEDOWN, AUTHOR, LEFT)
REPORTED = "bi-bao"
PILES: dict[str, tuple[str | Promise, Verdict | None]] = {
    "cho-duyet": (_("Chờ duyệt"), Verdict.PENDING),
    REPORTED: (_("Bị báo"), None),
    "da-duyet": (_("Đã duyệt"), Verdict.APPROVED),
    "tu-choi": (_("Từ chối"), Verdict.REJECTED),
    "thu-rac": (_("Thư rác"), Verdict.SPAM),
    "da-xoa": (_("Người viết xóa"), Verdict.REMOVED),
}
WAITING = "cho-duyet"
AGES = {"1h": (_("đợi hơn 1 giờ"), timedelta(hours=1)), "24h": (_("đợi hơn 24 giờ"), timedelta(1))}
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; what makes no sense in an address is as if it were not there.

    Attributes:
        pile: a key of ``PILES``.
        rule: the name of the rule that held the comment.
        reason: the code of the last decision.
        mark: the place after which the batch starts.
    """

    pile: str = WAITING
    rule: str = ""
    reason: str = ""
    article: int = 0
    section: int = 0
    age: str = ""
    query: str = ""
    mark: str = ""

    @property
    def is_work(self) -> bool:
        """Whether the pile waits for moderators, so that its comments are claimed."""
        return self.pile in (WAITING, REPORTED)

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the pile down."""
        return any((self.rule, self.reason, self.article, self.section, self.age, self.query))

    def address(self, **changes: Any) -> str:
        """Return the query of an address that asks for this, with other values for some parts."""
        asked = replace(self, **changes)
        pile = "" if asked.pile == WAITING else asked.pile
        said: dict[str, str | int] = {
            "muc": pile,
            "luat": asked.rule,
            "ly-do": asked.reason,
            "bai": asked.article,
            "chuyen-muc": asked.section,
            "tuoi": asked.age,
            "q": asked.query,
            "sau": asked.mark,
        }
        return urlencode({name: value for name, value in said.items() if value})

    def comments(self) -> QuerySet[Comment]:
        """Return what is asked for, in the order of the pile, from the mark on."""
        return self.from_mark(self.filtered(in_pile(self.pile)))

    def filtered(self, comments: QuerySet[Comment]) -> QuerySet[Comment]:
        """Apply the filters and the search."""
        if self.rule:
            comments = comments.alias(held_by=held_by()).filter(held_by=self.rule)
        if self.reason:
            comments = comments.alias(code=last_code()).filter(code=self.reason)
        if self.article:
            comments = comments.filter(article=self.article)
        if self.section:
            whole = Q(article__category=self.section) | Q(article__category__parent=self.section)
            comments = comments.filter(whole)
        if self.age:
            comments = comments.filter(created_at__lte=timezone.now() - AGES[self.age][1])
        for word in match_key(self.query).split():
            comments = comments.filter(
                Q(key__contains=word) | Q(article__headline_key__contains=word)
            )
        return comments

    def from_mark(self, comments: QuerySet[Comment]) -> QuerySet[Comment]:
        """Put the comments in order: what waits oldest first, what is decided newest first."""
        place = read_mark(self.mark)
        if self.is_work:
            if place:
                later = Q(created_at__gt=place[0]) | Q(created_at=place[0], pk__gt=place[1])
                comments = comments.filter(later, created_at__gte=place[0])
            return comments.order_by("created_at", "pk")
        if place:
            earlier = Q(created_at__lt=place[0]) | Q(created_at=place[0], pk__lt=place[1])
            comments = comments.filter(earlier, created_at__lte=place[0])
        return comments.order_by("-created_at", "-pk")


def read(said: QueryDict) -> Asked:
    """Read what the address asks for."""

    def one_of(name: str, known: Any) -> str:
        value = said.get(name, "")
        return value if value in known else ""

    rule = said.get("luat", "")
    mark = said.get("sau", "")
    return Asked(
        pile=one_of("muc", PILES) or WAITING,
        rule=rule if rule.isidentifier() and len(rule) <= 40 else "",
        reason=one_of("ly-do", Reason.values),
        article=row_number(said.get("bai", "")),
        section=row_number(said.get("chuyen-muc", "")),
        age=one_of("tuoi", AGES),
        query=said.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY],
        mark=mark if read_mark(mark) else "",
    )


def in_pile(pile: str) -> QuerySet[Comment]:
    """Return the comments that lie in a pile."""
    verdict = PILES[pile][1]
    if verdict is not None:
        return Comment.objects.filter(status=verdict)
    reported = Report.objects.filter(looked_at=None).values("comment")
    return Comment.objects.filter(pk__in=reported, status__in=(Verdict.PENDING, Verdict.APPROVED))


def held_by() -> Subquery:
    """Return the name of the rule that spoke last about a comment."""
    trail = Decision.objects.filter(comment=OuterRef("pk")).exclude(rule__in=BY_PEOPLE)
    return Subquery(trail.order_by("-pk").values("rule")[:1])


def last_code() -> Subquery:
    """Return the code of the last decision about a comment."""
    trail = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    return Subquery(trail.values("code")[:1])


def due() -> Subquery:
    """Return the deadline of the open takedown request against a comment."""
    asked = Takedown.objects.open().filter(comment=OuterRef("pk"))
    return Subquery(asked.values("deadline_at")[:1])
