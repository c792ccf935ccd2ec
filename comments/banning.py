"""The verbs of banning: from a comment, by hand, and ending it."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.keeping import log
from comments.models import Ban, Comment

Kind = Ban.Kind


def known_by(comment: Comment) -> dict[str, str]:
    """Return by what the author of a comment may be banned: the kind and the value of a ban.

    A pattern is nobody's own, so none is offered.
    """
    found = {
        Kind.ACCOUNT.value: str(comment.author_id or ""),
        Kind.VOICE.value: comment.voice,
        Kind.EMAIL.value: comment.email,
        Kind.NETWORK.value: comment.network,
    }
    return {kind: value for kind, value in found.items() if value}


def ban_author(
    comment: Comment,
    by: AbstractBaseUser,
    *,
    kind: str,
    reason: str,
    until: datetime | None = None,
    is_silent: bool = False,
) -> Ban:
    """Ban whoever wrote a comment.

    Args:
        kind: a key of ``known_by``.
        until: None is for ever.

    Raises:
        PermissionDenied: the account may not ban.
        ValidationError: the author is not known by that, or there is no reason.
    """
    value = known_by(comment).get(kind)
    if value is None:
        raise ValidationError(_("Không biết người viết theo cách này."))
    day = timezone.localdate(comment.created_at) if kind == Kind.NETWORK else None
    ban = Ban(kind=kind, value=value, network_day=day, until=until, is_silent=is_silent)
    ban.reason = reason.strip()
    return impose(ban, by)


@transaction.atomic
def impose(ban: Ban, by: AbstractBaseUser) -> Ban:
    """Save a ban with who imposed it, and leave a row in the log.

    Raises:
        PermissionDenied: the account may not ban.
        ValidationError: the ban is not complete.
    """
    if not by.has_perm("comments.add_ban"):  # type: ignore[attr-defined]
        raise PermissionDenied(_("Tài khoản của bạn không có quyền cấm."))
    ban.by_id = by.pk
    ban.full_clean()
    ban.save()
    log(ban, by, _("Cấm: %(reason)s") % {"reason": ban.reason})
    return ban


@transaction.atomic
def end(ban: Ban, by: AbstractBaseUser) -> Ban:
    """End a ban now; it stays on record.

    Raises:
        PermissionDenied: the account may not.
    """
    if not by.has_perm("comments.change_ban"):  # type: ignore[attr-defined]
        raise PermissionDenied(_("Tài khoản của bạn không có quyền bỏ cấm."))
    now = timezone.now()
    if ban.until is None or ban.until > now:
        ban.until = now
        ban.save(update_fields=["until"])
        log(ban, by, _("Bỏ cấm"))
    return ban
