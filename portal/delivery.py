"""Carrying letters: claimed, tried, tried again ever later, and given up in the open.

A crash between sending and marking sends twice; nothing that was stored is lost.
"""

import logging
from collections import Counter
from datetime import datetime, timedelta
from email.message import EmailMessage as Parcel
from email.policy import default
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from articles.tasks import queue_can_wait
from comments import replying
from portal.models import Letter
from portal.parcels import opened

logger = logging.getLogger(__name__)

# After a failure: 1, 4, 16, 64 minutes, then 4 and 12 hours; given up after about 30 hours.
FIRST_WAIT = timedelta(minutes=1)
GROWTH = 4
LONGEST_WAIT = timedelta(hours=12)
MOST_TRIES = 8
# Longer than any try: a dozen steps of SMTP, each with MAIL_TIMEOUT seconds.
HOLD = timedelta(minutes=10)
# So many failures in a row mean that the mail server is down, not that letters are bad.
ENOUGH_FAILURES = 3
BAD_LOGIN = 535
BUILT_FROM_FIELDS = {
    *("subject", "from", "to", "cc", "reply-to", "mime-version"),
    *("content-type", "content-transfer-encoding"),
}
State = Letter.State
ERASED = {"message": b"", "subject": "", "problem": ""}


class StoredMessage(EmailMessage):
    """A message exactly as it was stored, in the shape that mail backends take."""

    def __init__(self, letter: Letter) -> None:
        self.parcel = bytes(letter.message)
        whole = self.message()
        text = whole.get_body(("plain", "html"))
        super().__init__(
            subject=letter.subject,
            body=text.get_content() if text else "",
            from_email=letter.sender,
            to=letter.recipients,
            headers={k: v for k, v in whole.items() if k.lower() not in BUILT_FROM_FIELDS},
        )

    def message(self, *, policy: Any = default) -> Parcel:
        """Return what was stored, whatever could be built anew."""
        return opened(self.parcel, policy)


@task()
def deliver_letter(letter_id: int) -> str:
    """Deliver one letter; failures are written down and come up again by themselves."""
    return deliver(letter_id) or ""


def order(pk: int, at: datetime) -> None:
    """Have a letter delivered at a time; where the queue cannot wait, now or by ``send_letters``.

    Args:
        pk: of the letter.
        at: not before this time.
    """
    if queue_can_wait():
        deliver_letter.using(run_after=at).enqueue(pk)
    elif at <= timezone.now():
        deliver_letter.enqueue(pk)


def send_due(again: bool = False) -> Counter[State]:
    """Deliver what is due now; stop where the mail server seems to be down.

    Args:
        again: also what was given up before.

    Returns:
        How many letters came to which state; those that failed are ``WAITING`` or ``PARKED``.
    """
    if again:
        Letter.objects.parked().update(
            state=State.WAITING, tries=0, due_at=timezone.now(), settled_at=None
        )
    became: Counter[State] = Counter()
    failures = 0
    for pk in list(Letter.objects.due().values_list("pk", flat=True)):
        state = deliver(pk)
        if state:
            became[state] += 1
            failures = failures + 1 if state in (State.WAITING, State.PARKED) else 0
        if failures == ENOUGH_FAILURES:
            break
    return became


def deliver(pk: int) -> State | None:
    """Try to deliver a letter that is due; say what became of it, None where it was not ours."""
    letter = _claim(pk)
    if letter is None:
        return None
    if letter.tries > MOST_TRIES:  # Whoever carried it last never came back.
        return _settle(letter, State.PARKED)
    if not _is_worth_sending(letter):
        return _settle(letter, State.DROPPED)
    try:
        mailers["carrier"].send_messages([StoredMessage(letter)])
    except Exception as error:  # Whatever a mail backend raises, the letter is tried again.
        return _failed(letter, error)
    return _settle(letter, State.SENT)


def _claim(pk: int) -> Letter | None:
    """Take the letter, unless it is not due or somebody took it: one UPDATE, one winner."""
    now = timezone.now()
    taken = Letter.objects.due(now).filter(pk=pk)
    if not taken.order_by().update(due_at=now + HOLD, tries=F("tries") + 1):
        return None
    return Letter.objects.get(pk=pk)


def _is_worth_sending(letter: Letter) -> bool:
    in_time = letter.useless_after is None or timezone.now() < letter.useless_after
    return in_time and replying.is_wanted(letter.about)


def _settle(letter: Letter, state: State, problem: str = "") -> State:
    """End the letter's way; only one that was given up keeps what it says."""
    said = {"problem": problem or letter.problem} if state == State.PARKED else ERASED
    Letter.objects.filter(pk=letter.pk).update(state=state, settled_at=timezone.now(), **said)
    return state


def _failed(letter: Letter, error: Exception) -> State:
    """Write down what went wrong, and try again later or give up."""
    # The text of an error often holds an address: it is kept with the letter, not logged.
    logger.warning("Letter %s, try %s: %s", letter.pk, letter.tries, type(error).__name__)
    problem = f"{type(error).__name__}: {error}"[:300]
    if letter.tries >= MOST_TRIES or _is_final(error):
        return _settle(letter, State.PARKED, problem)
    due_at = timezone.now() + wait_after(letter.tries)
    Letter.objects.filter(pk=letter.pk).update(due_at=due_at, problem=problem)
    order(letter.pk, due_at)
    return State.WAITING


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many failures."""
    return min(FIRST_WAIT * int(GROWTH ** (tries - 1)), LONGEST_WAIT)


def _is_final(error: Exception) -> bool:
    """Whether the mail server refused for good: codes 5xx (RFC 5321, section 4.2.1)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code >= 500 and error.smtp_code != BAD_LOGIN
    return isinstance(error, ValueError)
