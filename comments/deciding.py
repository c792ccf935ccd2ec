"""The verbs of moderation: each leaves a Decision row, the one way to become public."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import claims
from comments.counting import lock, recount_comments
from comments.models import Comment, Decision, Reason, Report, Takedown, Verdict
from comments.moderation import Facts, Ruling, judge
from comments.replying import became_public

MODERATOR, UNDO = "moderator", "undo"
MODERATE = "comments.moderate_comment"
# Long enough for a person without scripts, short enough that nothing else was built on it.
UNDO_WITHIN = timedelta(minutes=2)


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
        ValidationError: its author removed it, or edited it since it was read; another
            moderator has it; a takedown request stands against it.
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
def undo(decision: Decision, by: AbstractBaseUser) -> Decision:
    """Restore what stood before a moderator's decision, as a new decision of its own.

    The reports that the decision answered are open again; a comment that goes back to
    waiting is no editor's pick.

    Raises:
        PermissionDenied: somebody else decided.
        ValidationError: it is too late, or something else was decided since.
    """
    if decision.by_id != by.pk or decision.rule != MODERATOR:
        raise PermissionDenied(_("Chỉ người quyết định mới hoàn tác được."))
    comment = decision.comment
    lock(comment.article)
    comment.refresh_from_db(fields=["status", "text", "edition", "is_pick"])
    if comment.decisions.last() != decision or comment.edition != decision.edition:
        raise ValidationError(_("Bình luận đã có quyết định khác, hoặc người viết vừa sửa."))
    if timezone.now() - decision.created_at > UNDO_WITHIN:
        raise ValidationError(_("Đã quá giờ hoàn tác; hãy quyết định lại."))
    before = comment.decisions.filter(pk__lt=decision.pk).last()
    since = before.created_at if before else comment.created_at
    answered = comment.reports.filter(looked_at__range=(since, decision.created_at))
    answered.update(looked_at=None, looked_by=None)
    restored = record(comment, UNDO, _what_stood(before, comment), by)
    if comment.is_pick and restored.verdict != Verdict.APPROVED:
        comment.is_pick = False
        comment.save(update_fields=["is_pick"])
    return restored


def _what_stood(before: Decision | None, comment: Comment) -> Ruling:
    """Repeat a decision about these words; what was said about others lets nothing through."""
    if before is None or before.edition != comment.edition:
        return Ruling(Verdict.PENDING, "")
    return Ruling(Verdict(before.verdict), before.reason, before.matched, before.code)


@transaction.atomic
def _moderate(comment: Comment, by: AbstractBaseUser | None, ruling: Ruling) -> Decision:
    must_moderate(by)
    lock(comment.article)
    if by is not None:
        claims.refuse_if_taken(comment, by)
    seen = comment.edition
    comment.refresh_from_db(fields=["status", "text", "edition"])
    if ruling.verdict == Verdict.APPROVED:
        _must_be_as_seen(comment, seen)
        _must_not_be_asked_away(comment)
    look_at_reports(comment, by)
    claims.release([comment.pk])
    last = comment.decisions.last()
    if last and _says_the_same(last, comment, ruling):
        return last
    return record(comment, MODERATOR, ruling, by)


def must_moderate(by: AbstractBaseUser | None) -> None:
    """Refuse an account that may not moderate; None is the portal itself.

    Raises:
        PermissionDenied: it may not.
    """
    if by is not None and not by.has_perm(MODERATE):  # type: ignore[attr-defined]
        raise PermissionDenied(_("Tài khoản của bạn không có quyền làm việc này."))


def look_at_reports(comment: Comment, by: AbstractBaseUser | None) -> None:
    """Close the reports of a comment: a decision about it answers them."""
    Report.objects.filter(comment=comment, looked_at=None).update(
        looked_at=timezone.now(), looked_by_id=by.pk if by else None
    )


def _must_not_be_asked_away(comment: Comment) -> None:
    """Refuse to publish what somebody asked to take down, until that is settled with reasons."""
    standing = comment.takedowns.exclude(outcome=Takedown.Outcome.REFUSED)
    if request := standing.first():
        message = _("%(who)s yêu cầu gỡ bình luận này: hãy trả lời yêu cầu ấy trước.")
        raise ValidationError(message % {"who": request.asked_by})


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
