"""Claims: what is on one moderator's screen comes to no other, until the claim expires."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.turns import one_at_a_time
from comments.models import Claim, Comment

# A screen renews its claims every twenty seconds; one that is closed or lost lets go by itself.
CLAIMED_FOR = timedelta(minutes=3)
CLAIMED = "claimed"


@transaction.atomic(savepoint=False)
def claim_batch(wanted: QuerySet[Comment], by: AbstractBaseUser, size: int) -> list[Comment]:
    """Return the first of these comments that no other moderator has, and claim them.

    Whoever asks waits for those who ask at the same moment, so that batches are disjoint
    and a screen that is loaded again shows what it had. What somebody is deciding about
    just now is skipped.

    Args:
        wanted: which comments, in order.
        size: how many at most.
    """
    one_at_a_time(Claim)
    free = wanted.filter(~Exists(_of_others(by).filter(comment=OuterRef("pk"))))
    mine = list(free.select_for_update(skip_locked=True, of=("self",), no_key=True)[:size])
    until = timezone.now() + CLAIMED_FOR
    Claim.objects.bulk_create(
        [Claim(comment=row, by_id=by.pk, until=until) for row in mine],
        update_conflicts=True,
        unique_fields=["comment"],
        update_fields=["by", "until"],
    )
    return mine


def renew(numbers: Iterable[int], by: AbstractBaseUser) -> None:
    """Keep what is still on the moderator's screen; what another has taken since is lost."""
    mine = Claim.objects.filter(comment__in=list(numbers), by=by.pk)
    mine.update(until=timezone.now() + CLAIMED_FOR)


def release(numbers: Iterable[int], by: AbstractBaseUser | None = None) -> None:
    """Let go of comments: those of one moderator, or whoever has them."""
    claims = Claim.objects.filter(comment__in=list(numbers))
    (claims.filter(by=by.pk) if by else claims).delete()


def holder_of(comment: Comment, but: AbstractBaseUser) -> Claim | None:
    """Return the claim of another moderator that holds now."""
    return _of_others(but).filter(comment=comment).select_related("by").first()


def refuse_if_taken(comment: Comment, by: AbstractBaseUser) -> None:
    """Refuse to decide about what another moderator is looking at.

    Raises:
        ValidationError: with the code ``CLAIMED``; it says who, and until when.
    """
    if claim := holder_of(comment, by):
        until = f"{timezone.localtime(claim.until):%H:%M}"
        message = _("%(name)s đang xem bình luận này, giữ đến %(until)s.")
        raise ValidationError(message % {"name": claim.by, "until": until}, code=CLAIMED)


def _of_others(by: AbstractBaseUser) -> QuerySet[Claim]:
    return Claim.objects.in_force().exclude(by=by.pk)


def held_by_others(comments: Iterable[Comment], but: AbstractBaseUser) -> dict[int, str]:
    """Return who else looks at which of these comments."""
    held = _of_others(but).filter(comment__in=list(comments)).select_related("by")
    return {claim.comment_id: str(claim.by) for claim in held}
