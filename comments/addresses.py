"""Whether an address may be written to: it was confirmed by its owner, and never muted.

A guest's address is asked once by a letter that holds no word of the guest's. The
links in letters are signed; only whoever reads the mailbox has them.
"""

from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.core.validators import validate_email
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from comments.letters import absolute, letter, one_line
from comments.models import Comment, MailAddress
from comments.voice import keyed_hash

CONFIRM_WITHIN = timedelta(days=7)
# An address that does not answer is asked again with a later comment, but seldom and not for ever.
ASK_AGAIN_AFTER = timedelta(days=1)
MOST_ASKS = 3
# So many addresses a day may be asked because of comments of one network.
MOST_ASKS_OF_NETWORK = 5
_CONFIRM = TimestampSigner(salt="comments.mail.confirm")
_MUTE = Signer(salt="comments.mail.mute")


def key_of(email: str) -> str:
    """Return what an address is remembered by; upper and lower case are one address."""
    return keyed_hash("mail", email.strip().casefold())


def address_of(comment: Comment) -> str:
    """Return the confirmed address that wishes replies to this comment; empty for none.

    An account's is the address it verified, a guest's the one that was confirmed.
    """
    if comment.author_id:
        verified = EmailAddress.objects.filter(user=comment.author_id, verified=True)
        return verified.order_by("-primary", "pk").values_list("email", flat=True).first() or ""
    if not _is_an_address(comment.email):
        return ""
    confirmed = MailAddress.objects.filter(key=key_of(comment.email), confirmed_at__isnull=False)
    return comment.email if confirmed.exists() else ""


def ask(comment: Comment) -> bool:
    """Ask a guest's address whether it is the guest's, if it may be asked now.

    Called once the comment was approved, so that a robot cannot have us write to
    strangers. Returns whether a letter was written.
    """
    if comment.author_id or not (comment.wants_replies and _is_an_address(comment.email)):
        return False
    address, _new = MailAddress.objects.get_or_create(key=key_of(comment.email))
    if not _may_be_asked(address, comment.network):
        return False
    expires = format_datetime(timezone.now() + CONFIRM_WITHIN)
    asking = letter(
        comment.email,
        "confirm",
        mute_link(address),
        headline=one_line(comment.article.headline),
        link=confirm_link(address),
        days=CONFIRM_WITHIN.days,
    )
    asking.extra_headers["Expires"] = expires
    asking.send()
    return True


def _is_an_address(email: str) -> bool:
    """Whether mail can be addressed so; a restored dump may hold anything."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _may_be_asked(address: MailAddress, network: str) -> bool:
    """Count this asking, if neither the address nor the network had too many."""
    now = timezone.now()
    of_network = MailAddress.objects.filter(network=network, asked_at__gt=now - timedelta(days=1))
    if network and of_network.count() >= MOST_ASKS_OF_NETWORK:
        return False
    quiet = Q(asked_at=None) | Q(asked_at__lte=now - ASK_AGAIN_AFTER)
    open_to_it = MailAddress.objects.willing().filter(
        quiet, pk=address.pk, confirmed_at=None, asked_times__lt=MOST_ASKS
    )
    return bool(open_to_it.update(asked_at=now, asked_times=F("asked_times") + 1, network=network))


# Links in letters ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wish:
    """Who followed a link, and about which conversation; None is all of them."""

    address: MailAddress
    thread: Comment | None = None


def confirm_link(address: MailAddress) -> str:
    """Return the link by which the owner of a mailbox confirms its address."""
    return absolute(reverse("comments:confirm_mail", args=[_CONFIRM.sign(str(address.pk))]))


def mute_link(address: MailAddress, thread: Comment | None = None) -> str:
    """Return the link by which the owner of a mailbox ends such letters; it never expires."""
    about = f"{address.pk}.{thread.pk if thread else 0}"
    return absolute(reverse("comments:mute_mail", args=[_MUTE.sign(about)]))


def confirmed_by(token: str) -> MailAddress | None:
    """Return the address a link confirms; None where it is forged, expired or forgotten."""
    try:
        pk = _CONFIRM.unsign(token, max_age=CONFIRM_WITHIN)
    except BadSignature:
        return None
    return MailAddress.objects.filter(pk=pk).first()


def muted_by(token: str) -> Wish | None:
    """Return what a link mutes; None where it is forged or forgotten."""
    try:
        address, thread = _MUTE.unsign(token).split(".")
    except BadSignature:
        return None
    known = MailAddress.objects.filter(pk=address).first()
    if known is None:
        return None
    return Wish(known, Comment.objects.filter(pk=thread, parent=None).first())


def confirm(address: MailAddress) -> None:
    """Write down that the owner of the mailbox wishes letters; that also ends a mute."""
    address.confirmed_at = address.confirmed_at or timezone.now()
    address.muted_at = None
    address.save(update_fields=["confirmed_at", "muted_at"])


def mute(wish: Wish, *, everything: bool) -> None:
    """Write to this address no more: about one conversation, or at all."""
    if everything or wish.thread is None:
        MailAddress.objects.willing().filter(pk=wish.address.pk).update(muted_at=timezone.now())
    else:
        wish.address.muted_threads.add(wish.thread)


def unmute(wish: Wish) -> None:
    """Take a mute back, of the conversation and of all."""
    MailAddress.objects.filter(pk=wish.address.pk).update(muted_at=None)
    if wish.thread:
        wish.address.muted_threads.remove(wish.thread)
