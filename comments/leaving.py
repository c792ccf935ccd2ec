"""What becomes of everything a reader said and did here when the account goes.

Comments stay without their name, or go, as the reader chooses. Ratings, votes and reports
stay, each under a key of its own that leads nowhere: totals stay right, and no two rows
can be told to be of one person.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from comments import deciding
from comments.addresses import key_of
from comments.counting import lock
from comments.models import (
    Ban,
    Comment,
    Decision,
    Rating,
    ReplyNotice,
    Report,
    RulesAcceptance,
    Verdict,
    Vote,
)
from comments.moderation import Ruling
from comments.voice import key_of_account

ANONYMOUS = gettext_lazy("Bạn đọc ẩn danh")
ERASED = "…"
RULE = "left"
# Nothing readers see hangs on their words: the status stays, so that replies stay hidden.
NEVER_SEEN = (Verdict.REJECTED, Verdict.SPAM)
BATCH = 500


def comments_of(account: AbstractBaseUser) -> QuerySet[Comment]:
    """Return every comment of an account."""
    return Comment.objects.filter(Q(author_id=account.pk) | Q(voice=key_of_account(account.pk)))


@transaction.atomic
def anonymise(account: AbstractBaseUser) -> None:
    """Let the comments of an account stand without name, address and trace of their writer."""
    # Letters still on their way say the name: without its notice a letter is dropped.
    ReplyNotice.objects.filter(reply__in=comments_of(account)).delete()
    for article in _articles_of(account):
        lock(article)
        mine = comments_of(account).filter(article=article)
        mine.update(name=str(ANONYMOUS)[:80], **_without_trace())
    _leave_the_rest(account)


def account_goes(instance: AbstractUser, **_signal: Any) -> None:
    """Anonymise a reader whom the desk deletes; who chose what becomes of the words has none left.

    Connected to ``pre_delete``. The desk's own people spoke for the paper: their names stay.
    """
    if not instance.is_staff:
        anonymise(instance)


@transaction.atomic
def remove(account: AbstractBaseUser) -> None:
    """Take the comments of an account away: words, name and trace are gone from every table.

    The row stays as a place for replies; readers see that its author took it back.
    """
    for article in _articles_of(account):
        lock(article)
        for comment in comments_of(account).filter(article=article):
            _remove(comment)
    _leave_the_rest(account)


def _remove(comment: Comment) -> None:
    if comment.status not in (*NEVER_SEEN, Verdict.REMOVED):
        ruling = Ruling(Verdict.REMOVED, _("Người viết đã xóa tài khoản."))
        deciding.record(comment, RULE, ruling, by=None)
    Decision.objects.filter(comment=comment).update(text="", matched="")
    Comment.objects.filter(pk=comment.pk).update(
        name=str(ANONYMOUS)[:80], text=ERASED, key="", is_pick=False, **_without_trace()
    )


def _without_trace() -> dict[str, Any]:
    return {"author": None, "voice": "", "network": "", "email": "", "wants_replies": False}


def _leave_the_rest(account: AbstractBaseUser) -> None:
    """Cut ratings, votes and reports off from the account, one by one; bans follow it."""
    key = key_of_account(account.pk)
    _keep_banned(account, key)
    RulesAcceptance.objects.filter(voice=key).delete()
    _cut_off(Rating.objects.filter(voter=key), "voter")
    _cut_off(Vote.objects.filter(voter=key), "voter")
    _cut_off(Report.objects.filter(reporter=key), "reporter", note="")


def _keep_banned(account: AbstractBaseUser, key: str) -> None:
    """Let the bans on an account hold whoever comes back with one of its addresses.

    Of an address the ban holds a keyed hash only, and that until it ends.
    """
    proved = EmailAddress.objects.filter(user=account.pk, verified=True)
    addresses = [key_of(address.email) for address in proved]
    own = Q(kind=Ban.Kind.ACCOUNT, value=str(account.pk)) | Q(kind=Ban.Kind.VOICE, value=key)
    for ban in Ban.objects.in_force().filter(own):
        same = {"until": ban.until, "is_silent": ban.is_silent, "reason": ban.reason}
        for address in addresses:
            Ban.objects.get_or_create(
                kind=Ban.Kind.EMAIL, value=address, **same, defaults={"by_id": ban.by_id}
            )


def _cut_off(rows: QuerySet[Any], field: str, **more: str) -> None:
    found = list(rows)
    for row in found:
        for name, value in {field: secrets.token_hex(32), "network": "", **more}.items():
            setattr(row, name, value)
    rows.model.objects.bulk_update(found, [field, "network", *more], batch_size=BATCH)


def _articles_of(account: AbstractBaseUser) -> Iterable[Article]:
    """Return the articles under which the account spoke, in the order of locking."""
    return Article.objects.filter(pk__in=comments_of(account).values("article")).order_by("pk")
