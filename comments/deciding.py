"""The verbs of moderation: each leaves a Decision row, the one way to become public."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.counting import lock, recount_comments
from comments.models import Comment, Decision, Reason, Report, Verdict
from comments.moderation import Facts, Ruling, judge
from comments.replying import became_public

MODERATOR = "moderator"


class WorkIsAsked(Exception):
    """The rules want the sender's machine to work before anything is stored."""

    def __init__(self, ruling: Ruling) -> None:
        super().__init__(ruling.reason)
        self.ruling = ruling


@transaction.atomic
def decide(comment: Comment, facts: Facts) -> Decision:
    """Save a comment that was just sent or edited, with what the rules decide about it.

    Raises:
        WorkIsAsked: nothing is stored; see ``comments.work``.
    """
    lock(comment.article)
    rule, ruling = judge(facts)
    if ruling.asks_for_work:
        raise WorkIsAsked(ruling)
    comment.save()
    return record(comment, rule, ruling, by=None)


def approve(comment: Comment, by: AbstractBaseUser | None, reason: str = "") -> Decision:
    """Let readers see the comment.

    Args:
        comment: as the moderator read it; one that was approved already keeps its decision.
        by: the moderator; None is the portal itself.
        reason: why, for the trail.

    Raises:
        PermissionDenied: the account may not moderate.
        ValidationError: its author removed it, or edited it since it was read.
    """
    return _moderate(comment, by, Ruling(Verdict.APPROVED, reason))


def reject(
    comment: Comment, by: AbstractBaseUser | None, reason: str = "", code: Reason | None = None
) -> Decision:
    """Keep the comment, and the replies to it, from readers; its author reads the reason.

    Args:
        reason: in words; where there are none, those of the code.
        code: what statistics count; without one it is ``Reason.OTHER``.

    Raises:
        PermissionDenied: the account may not moderate.
        ValidationError: there is neither a reason nor a code.
    """
    if not reason.strip() and code is None:
        raise ValidationError(_("Hãy ghi lý do từ chối; người viết sẽ đọc lý do này."))
    code = code or Reason.OTHER
    words = reason.strip() or str(code.label)
    return _moderate(comment, by, Ruling(Verdict.REJECTED, words, code=code))


def mark_spam(comment: Comment, by: AbstractBaseUser | None, reason: str = "") -> Decision:
    """Put the comment away as spam, without telling its author.

    Raises:
        PermissionDenied: the account may not moderate.
    """
    return _moderate(comment, by, Ruling(Verdict.SPAM, reason))


@transaction.atomic
def _moderate(comment: Comment, by: AbstractBaseUser | None, ruling: Ruling) -> Decision:
    if by is not None and not by.has_perm("comments.moderate_comment"):  # type: ignore[attr-defined]
        raise PermissionDenied(_("Tài khoản của bạn không có quyền làm việc này."))
    lock(comment.article)
    seen = comment.edition
    comment.refresh_from_db(fields=["status", "text", "edition"])
    if ruling.verdict == Verdict.APPROVED:
        _must_be_as_seen(comment, seen)
    Report.objects.filter(comment=comment, looked_at=None).update(
        looked_at=timezone.now(), looked_by_id=by.pk if by else None
    )
    last = comment.decisions.last()
    if last and _says_the_same(last, comment, ruling):
        return last
    return record(comment, MODERATOR, ruling, by)


def _must_be_as_seen(comment: Comment, edition: int) -> None:
    """Refuse to publish words that the moderator did not read, or their author took back."""
    if comment.status == Verdict.REMOVED:
        raise ValidationError(_("Người viết đã xóa bình luận này."))
    if comment.edition != edition:
        raise ValidationError(_("Người viết vừa sửa bình luận này; hãy đọc lại bản mới."))


@transaction.atomic
def record(comment: Comment, rule: str, ruling: Ruling, by: AbstractBaseUser | None) -> Decision:
    """Leave the decision, and make status and totals follow it.

    Args:
        comment: a saved comment whose article is locked.
        rule: the name of the rule that decided, or ``MODERATOR``.
        ruling: what was decided, and why.
        by: the moderator; None is the portal itself, or the comment's author.
    """
    decision = Decision.objects.create(
        comment=comment,
        verdict=ruling.verdict,
        rule=rule,
        reason=ruling.reason.strip()[:300],
        code=ruling.code,
        matched=ruling.matched[:300],
        edition=comment.edition,
        text=comment.text,
        by_id=by.pk if by else None,
    )
    # What was removed by its author still holds its replies up.
    is_seen_differently = {comment.status, ruling.verdict} & {Verdict.APPROVED, Verdict.REMOVED}
    comment.status = ruling.verdict
    Comment.objects.filter(pk=comment.pk).update(status=ruling.verdict)
    if is_seen_differently:
        recount_comments(comment.article)
    if ruling.verdict == Verdict.APPROVED:
        became_public(comment)
    return decision


def _says_the_same(last: Decision, comment: Comment, ruling: Ruling) -> bool:
    return comment.status == last.verdict == ruling.verdict and (
        last.reason,
        last.code,
        last.edition,
    ) == (ruling.reason, ruling.code, comment.edition)
