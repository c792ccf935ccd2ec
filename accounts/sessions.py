"""Where an account is signed in, and how to end it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts import devices, network
from accounts.doors import at_readers_door
from accounts.models import Session, User

PLACE = "signed_in"


@dataclass(frozen=True)
class Place:
    """One browser in which somebody is signed in."""

    handle: str
    device: str
    address: str
    since: datetime | None
    seen_at: datetime
    is_here: bool


def remember_place(request: HttpRequest) -> None:
    """Write into the new session what its owner will recognise it by.

    Of the network that is a part, and for the desk's own people only: of readers no part
    of an address is kept in clear.
    """
    request.session[PLACE] = {
        "device": devices.device(request.headers.get("User-Agent", "")),
        "address": None if at_readers_door(request) else network.coarse_address(request),
        "since": timezone.now().isoformat(),
    }


def open_sessions(account: User) -> list[Session]:
    """Return the sessions that let this account in: neither expired nor of an old password."""
    kept = Session.objects.filter(user=account, expire_date__gt=timezone.now())
    return [row for row in kept.order_by("-seen_at") if row.still_opens(account)]


def places(account: User, here: str | None = None) -> list[Place]:
    """Return where the account is signed in, the browser with the key ``here`` first."""
    found = [_place(row, row.session_key == here) for row in open_sessions(account)]
    return sorted(found, key=lambda place: not place.is_here)


def end_sessions(account: User, *, handle: str = "", keep: str | None = None) -> int:
    """End one session of an account, or all; the one with the key ``keep`` stays.

    Returns:
        How many of them would have let somebody in.
    """
    ended = [
        row
        for row in open_sessions(account)
        if row.session_key != keep and handle in ("", row.handle)
    ]
    doomed = Session.objects.filter(user=account).exclude(session_key=keep or "")
    if handle:
        doomed = doomed.filter(pk__in=[row.pk for row in ended])
    doomed.delete()
    return len(ended)


def _place(row: Session, is_here: bool) -> Place:
    known: dict[str, Any] = row.get_decoded().get(PLACE, {})
    since = known.get("since")
    return Place(
        handle=row.handle,
        device=devices.in_words(known.get("device", ["", ""])),
        address=network.in_words(known.get("address")),
        since=datetime.fromisoformat(since) if since else None,
        seen_at=row.seen_at,
        is_here=is_here,
    )
