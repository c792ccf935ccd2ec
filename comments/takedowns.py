"""Requests to take a comment down: asked, then hidden or refused with an answer, by a deadline.

A comment against which a request stands, or which one has hidden, is not approved until
the request is refused with reasons (``deciding.approve``).
"""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.keeping import log
from comments import claims, deciding
from comments.counting import lock
from comments.models import Reason, Takedown, Verdict
from comments.moderation import Ruling

TAKEDOWN = "takedown"
SETTLE = "comments.change_takedown"


@transaction.atomic
def open_request(request: Takedown, by: AbstractBaseUser) -> Takedown:
    """Save a request that came in; its clock runs from when it was received.

    Raises:
        PermissionDenied: the account may not.
        ValidationError: it is not complete, or its deadline lies before it was received.
    """
    _must(by, "comments.add_takedown")
    request.full_clean()
    request.save()
    log(request, by, _("Nhận yêu cầu gỡ"))
    return request


@transaction.atomic
def hide(
    request: Takedown, by: AbstractBaseUser, answer: str, code: Reason = Reason.ILLEGAL
) -> Takedown:
    """Hide the comment, keep its words with the request, and settle the request.

    Args:
        answer: what the asker is told; the comment's author reads it too.
        code: why, as statistics count it.

    Raises:
        PermissionDenied: the account may not.
        ValidationError: there is no answer, or the request is settled already.
    """
    _must(by, SETTLE)
    request = _locked(request)
    comment = request.comment
    if request.outcome != Takedown.Outcome.OPEN:
        raise ValidationError(_("Yêu cầu này đã được xử lý."))
    words = _said(answer)
    comment.refresh_from_db(fields=["status", "text", "edition"])
    deciding.look_at_reports(comment, by)
    claims.release([comment.pk])
    deciding.record(comment, TAKEDOWN, Ruling(Verdict.REJECTED, words, code=code), by)
    request.hidden_text = comment.text
    return _settled(request, by, Takedown.Outcome.HIDDEN, words)


@transaction.atomic
def refuse(request: Takedown, by: AbstractBaseUser, answer: str) -> Takedown:
    """Refuse a request with reasons; one that hid its comment hides it no longer by force.

    The comment itself stays as it is: a moderator may approve it again afterwards.

    Raises:
        PermissionDenied: the account may not.
        ValidationError: there is no answer, or the request was refused already.
    """
    _must(by, SETTLE)
    request = _locked(request)
    if request.outcome == Takedown.Outcome.REFUSED:
        raise ValidationError(_("Yêu cầu này đã được trả lời."))
    return _settled(request, by, Takedown.Outcome.REFUSED, _said(answer))


def _must(by: AbstractBaseUser, permission: str) -> None:
    if not by.has_perm(permission):  # type: ignore[attr-defined]
        raise PermissionDenied(_("Tài khoản của bạn không có quyền làm việc này."))


def _locked(request: Takedown) -> Takedown:
    """Read the request anew while nobody else decides about its comment."""
    lock(request.comment.article)
    return Takedown.objects.select_related("comment__article").get(pk=request.pk)


def _said(answer: str) -> str:
    if not answer.strip():
        raise ValidationError(_("Hãy ghi câu trả lời, có lý do."))
    return answer.strip()


def _settled(
    request: Takedown, by: AbstractBaseUser, outcome: Takedown.Outcome, answer: str
) -> Takedown:
    request.outcome, request.answer = outcome, answer
    request.settled_at, request.settled_by_id = timezone.now(), by.pk
    request.save()
    log(request, by, f"{outcome.label}: {answer}")
    return request
