"""What is forgotten after the retention time: one table, in the order in which it is done.

Every chore names rows that still hold something old, so that doing one twice, or going
on where it was broken off, is the same as doing it once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import FailedSignIn, Session
from articles.models import ReadMark, SearchMark
from comments.models import (
    Ban,
    Claim,
    Comment,
    Decision,
    MailAddress,
    Rating,
    Report,
    Takedown,
    Verdict,
    Vote,
)
from portal.models import Letter

BATCH = 1_000
# What stands where words were: a comment has to say something.
FORGOTTEN = "…"
KNOW_A_PERSON = (Ban.Kind.VOICE, Ban.Kind.EMAIL, Ban.Kind.NETWORK)


@dataclass(frozen=True)
class Chore:
    """One kind of thing to forget.

    Attributes:
        name: for whoever runs the command.
        rows: those that still hold it.
        becomes: the columns and what is written into them; without any the rows go.
    """

    name: str | Promise
    rows: QuerySet[Any]
    becomes: dict[str, Any] = field(default_factory=dict)

    def count(self) -> int:
        """Return how many rows there are."""
        return self.rows.order_by().count()

    def forget(self, done: Callable[[int], object]) -> int:
        """Forget, ``BATCH`` rows at a time; each batch is kept whatever happens to the next.

        Args:
            done: told the size of each batch.
        """
        rows, total, last = self.rows.order_by("pk"), 0, None
        while keys := list(_after(rows, last).values_list("pk", flat=True)[:BATCH]):
            batch = self.rows.model._base_manager.filter(pk__in=keys)
            if self.becomes:
                batch.update(**self.becomes)
            else:
                batch.delete()
            last, total = keys[-1], total + len(keys)
            done(len(keys))
        return total


def _after(rows: QuerySet[Any], last: Any) -> QuerySet[Any]:
    return rows if last is None else rows.filter(pk__gt=last)


def chores(before: datetime) -> list[Chore]:
    """Return everything to forget of the time before."""
    return [
        *_networks(before),
        *_complaints(before),
        *_words(before),
        *_leftovers(before),
    ]


def _networks(before: datetime) -> list[Chore]:
    """Return what says from where somebody wrote, and the address a guest left."""
    comments = Comment.objects.filter(created_at__lt=before)
    return [
        Chore(_("mạng của bình luận"), comments.exclude(network=""), {"network": ""}),
        Chore(
            _("thư điện tử của khách"),
            comments.exclude(email=""),
            {"email": "", "wants_replies": False},
        ),
        Chore(
            _("mạng của đánh giá"),
            Rating.objects.filter(changed_at__lt=before).exclude(network=""),
            {"network": ""},
        ),
        Chore(
            _("mạng của lượt hữu ích"),
            Vote.objects.filter(created_at__lt=before).exclude(network=""),
            {"network": ""},
        ),
        Chore(
            _("mạng của người để lại địa chỉ"),
            MailAddress.objects.filter(asked_at__lt=before).exclude(network=""),
            {"network": ""},
        ),
    ]


def _complaints(before: datetime) -> list[Chore]:
    """Return who complained of a comment, and who was banned."""
    reports = Report.objects.filter(created_at__lt=before)
    # A reader without a cookie reported under the hash of the network.
    nobody = Concat(Value("forgotten."), Cast(F("pk"), CharField()))
    settled = Takedown.objects.filter(settled_at__lt=before)
    ended = Ban.objects.filter(until__lte=timezone.now(), created_at__lt=before)
    return [
        Chore(
            _("người báo vi phạm"),
            reports.exclude(network="", reporter__startswith="forgotten."),
            {"network": "", "reporter": nobody},
        ),
        Chore(
            _("lời kèm báo vi phạm đã xem"),
            reports.filter(looked_at__lt=before).exclude(note=""),
            {"note": ""},
        ),
        Chore(
            _("liên hệ của người yêu cầu gỡ"),
            settled.exclude(asker=Takedown.Asker.AUTHORITY).exclude(contact=""),
            {"contact": ""},
        ),
        Chore(
            _("lệnh cấm đã hết hạn"),
            ended.filter(kind__in=KNOW_A_PERSON).exclude(value=FORGOTTEN),
            {"value": FORGOTTEN},
        ),
    ]


def _words(before: datetime) -> list[Chore]:
    """Return the words of spam, and of what its author took back; the trail stays."""
    recent = Decision.objects.filter(comment=OuterRef("pk"), created_at__gte=before)
    gone = Comment.objects.filter(
        ~Exists(recent), status__in=(Verdict.REMOVED, Verdict.SPAM), created_at__lt=before
    )
    said = Decision.objects.filter(comment__in=gone).exclude(text="", matched="")
    return [
        Chore(_("lời đã xét"), said, {"text": "", "matched": ""}),
        Chore(
            _("bình luận đã xóa và thư rác"),
            gone.exclude(text=FORGOTTEN, name=FORGOTTEN),
            {"text": FORGOTTEN, "name": FORGOTTEN, "key": ""},
        ),
    ]


def _leftovers(before: datetime) -> list[Chore]:
    """Return rows of which nothing is needed any more."""
    now = timezone.now()
    past = Q(day__lt=timezone.localdate())
    return [
        Chore(_("dấu đã đọc của ngày trước"), ReadMark.objects.filter(past)),
        Chore(_("dấu đã tìm của ngày trước"), SearchMark.objects.filter(past)),
        Chore(_("lượt nhận duyệt đã hết hạn"), Claim.objects.filter(until__lt=now)),
        Chore(_("thư gửi đi"), Letter.objects.filter(created_at__lt=before)),
        Chore(_("phiên đăng nhập đã hết hạn"), Session.objects.filter(expire_date__lt=now)),
        Chore(_("đăng nhập hỏng"), FailedSignIn.objects.filter(attempt_time__lt=before)),
    ]
