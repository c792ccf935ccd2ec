"""The moderators' digest: what waits, once a day, and nothing when nothing waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone

from comments.addresses import key_of, mute_link
from comments.letters import absolute, letter
from comments.models import Comment, MailAddress, Report, Takedown

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits for moderators.

    Attributes:
        waiting: comments nobody decided about.
        oldest: when the oldest of them was sent.
        reported: comments with reports that nobody looked at.
        takedowns: requests to take something down that are not settled.
        overdue: those of them whose deadline passed.
    """

    waiting: int
    oldest: datetime | None
    reported: int
    takedowns: int
    overdue: int

    def __bool__(self) -> bool:
        return bool(self.waiting or self.reported or self.takedowns)


def pile() -> Pile:
    """Count what waits now."""
    waiting = Comment.objects.waiting()
    open_requests = Takedown.objects.filter(outcome=Takedown.Outcome.OPEN)
    return Pile(
        waiting=waiting.count(),
        oldest=waiting.values_list("created_at", flat=True).first(),
        reported=Report.objects.filter(looked_at=None).values("comment").distinct().count(),
        takedowns=open_requests.count(),
        overdue=open_requests.filter(deadline_at__lte=timezone.now()).count(),
    )


def send_digest() -> int:
    """Write to every moderator with an address; return how many letters that were.

    Who pressed "never write to me" in one gets none.
    """
    piled = pile()
    if not piled:
        return 0
    known = {email.casefold(): email for email in addresses_of_moderators()}
    sent = 0
    for email in known.values():
        address, _is_new = MailAddress.objects.get_or_create(key=key_of(email))
        if address.muted_at is None:
            oldest = piled.oldest and formats.date_format(
                timezone.localtime(piled.oldest), "H:i d/m/Y"
            )
            queue = absolute(reverse("admin:comments_comment_queue"))
            way_out = mute_link(address)
            letter(email, "digest", way_out, pile=piled, oldest=oldest, link=queue).send()
            sent += 1
    return sent


def addresses_of_moderators() -> list[str]:
    """Return where the members of the desk who decide about comments can be written to."""
    people = get_user_model()._default_manager
    able: QuerySet[Any] = people.with_perm("comments.moderate_comment", backend=MODEL_BACKEND)
    staff = able.filter(is_staff=True).exclude(email="").order_by("pk")
    return list(staff.values_list("email", flat=True))
