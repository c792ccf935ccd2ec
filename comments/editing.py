"""The verbs of a comment's own author: to word it anew for a few minutes, and to take it back."""

import uuid
from copy import copy
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import deciding
from comments.counting import lock
from comments.drafts import Draft
from comments.facts import facts_about, hear_hook
from comments.models import Comment, Verdict
from comments.moderation import Ruling
from comments.voice import Voice

# The names under which these verbs stand in the trail of decisions.
AUTHOR = "author"
STILL_SPAM = "still_spam"


def editable_until(comment: Comment) -> datetime:
    """Return the instant at which the words become final."""
    return comment.created_at + timedelta(minutes=settings.COMMENTS_EDIT_MINUTES)


def time_left(comment: Comment) -> timedelta:
    """Return for how long the author may still change the words; zero when it is over."""
    return max(editable_until(comment) - timezone.now(), timedelta())


def edit(comment: Comment, text: str, edition: int | None, voice: Voice) -> Comment:
    """Word a comment anew: it waits for a decision like one that was just sent.

    Args:
        comment: one of the author's own; that they are no banned reader, the caller knows.
        text: checked by the form.
        edition: the wording that the author had before the eyes.
        voice: whose form it is.

    Raises:
        ValidationError: it is too late, somebody was quicker, or the article was closed.
        WorkIsAsked: the rules find this too much at once.
    """
    if comment.text == text:
        return comment  # A double click, or nothing was changed.
    _must_be_editable(comment, edition)
    draft = Draft(comment.name, text, comment.parent, email=comment.email)
    asked = copy(comment)
    asked.text = text
    answer = hear_hook(asked, draft, voice)  # Before the lock: it may be slow.
    with transaction.atomic():
        lock(comment.article)
        comment.refresh_from_db()
        if comment.text == text:
            return comment
        _must_be_editable(comment, edition)
        was_spam = comment.status == Verdict.SPAM
        _reword(comment, text)
        if was_spam:
            comment.save()
            deciding.record(comment, STILL_SPAM, Ruling(Verdict.SPAM, ""), by=None)
        else:
            deciding.decide(comment, facts_about(comment, draft, voice, answer))
    return comment


def _reword(comment: Comment, text: str) -> None:
    comment.text = text
    comment.edition += 1
    comment.edited_at = timezone.now()
    comment.is_pick = False
    # The same words sent once more would be another comment now.
    comment.submission = uuid.uuid4()


@transaction.atomic
def remove(comment: Comment) -> None:
    """Take an own comment back, at any time; replies to it stay, a second time changes nothing.

    Nobody is mailed about it any more.
    """
    lock(comment.article)
    comment.refresh_from_db()
    if comment.status == Verdict.REMOVED:
        return
    comment.email, comment.wants_replies, comment.submission = "", False, uuid.uuid4()
    comment.save(update_fields=["email", "wants_replies", "submission"])
    ruling = Ruling(Verdict.REMOVED, _("Người viết đã xóa."))
    deciding.record(comment, AUTHOR, ruling, by=None)


def _must_be_editable(comment: Comment, edition: int | None) -> None:
    if comment.status == Verdict.REMOVED:
        raise ValidationError(_("Bình luận này đã được xóa, nên không sửa được nữa."))
    if not (comment.article.is_public and comment.article.takes_comments):
        raise ValidationError(_("Bài này đã đóng bình luận, nên không sửa được nữa."))
    if not time_left(comment):
        said = _("Đã quá %(minutes)s phút kể từ lúc gửi, nên không sửa được nữa.")
        raise ValidationError(said % {"minutes": settings.COMMENTS_EDIT_MINUTES})
    if comment.edition != edition:
        raise ValidationError(
            _("Bình luận này vừa được sửa ở cửa sổ khác. Hãy xem bản mới trước khi gửi lời dưới.")
        )
