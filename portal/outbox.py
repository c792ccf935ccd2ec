"""The outbox: whatever is sent through Django's mail is stored first, then carried.

``MAILERS["default"]`` is this backend, so that it also takes what packages send. A
message is a row of the caller's transaction: it goes out if and only if that commits.
A message may carry

- a header ``Expires`` (RFC 4021): after that time it is not delivered;
- an attribute ``about``: what ``comments.replying.is_wanted`` is asked right before;
- an attribute ``not_before``: a time before which it stays here, where the task
  queue can wait. One that cannot sends at once.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from email.utils import make_msgid, parsedate_to_datetime
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from articles.tasks import queue_can_wait
from portal import delivery, parcels
from portal.models import Letter

logger = logging.getLogger(__name__)


class Outbox(BaseEmailBackend):
    """The backend behind ``send_mail`` and every ``EmailMessage.send``."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages, all or none; each is carried once the transaction is over.

        Raises:
            ValueError: a header holds a line break.
        """
        return sum(keep(message) for message in email_messages if message.recipients())


def keep(message: EmailMessage) -> bool:
    """Store a message and order its delivery; one that no mail can be addressed to is left out.

    Whoever caused it, mostly a moderator, is not stopped by an odd address of somebody else.
    """
    host = urlsplit(settings.SITE_URL).hostname
    # Also kept from saying this machine's name, which Django would ask the network for.
    named = {"Message-ID": make_msgid(domain=host)}
    message.extra_headers = named | message.extra_headers
    try:
        parcel = parcels.written(message)
    except UnicodeError:  # A domain that is no name of the net, which few checks notice.
        logger.warning("A letter has a recipient whose address cannot be written.")
        return False
    letter = Letter.objects.create(
        sender=message.from_email,
        recipients=message.recipients(),
        subject=str(message.subject)[:255],
        message=parcel,
        about=getattr(message, "about", ""),
        useless_after=_expiry(message),
        due_at=_due(message),
    )
    # A queue that is down must not undo what the reader did: ``send_letters`` finds the row.
    transaction.on_commit(partial(delivery.order, letter.pk, letter.due_at), robust=True)
    return True


def _due(message: EmailMessage) -> datetime:
    wished = getattr(message, "not_before", None)
    return wished if wished and queue_can_wait() else timezone.now()


def _expiry(message: EmailMessage) -> datetime | None:
    written = message.extra_headers.get("Expires")
    return parsedate_to_datetime(str(written)) if written else None
