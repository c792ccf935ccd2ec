"""The editor's pick: a comment that stands on top, with a badge."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.keeping import log
from comments import deciding
from comments.counting import lock
from comments.models import Comment, Verdict


@transaction.atomic
def pick(comment: Comment, by: AbstractBaseUser, is_pick: bool = True) -> None:
    """Pick a comment, approving one that still waits; or no longer pick it.

    Raises:
        PermissionDenied: the account may not moderate.
        ValidationError: it cannot be approved, as ``deciding.approve`` says.
    """
    deciding.must_moderate(by)
    lock(comment.article)
    comment.refresh_from_db(fields=["status", "is_pick"])
    if is_pick and comment.status != Verdict.APPROVED:
        deciding.approve(comment, by)
    if comment.is_pick == is_pick:
        return
    comment.is_pick = is_pick
    comment.save(update_fields=["is_pick"])
    called = _("Bình luận %(number)s") % {"number": comment.pk}
    log(comment, by, _("Tòa soạn chọn") if is_pick else _("Thôi chọn"), called)
