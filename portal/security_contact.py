"""Whom to tell of a weakness of the site: what ``/.well-known/security.txt`` says.

Both a contact and a day of expiry are mandatory (RFC 9116, section 2.5), and after that
day nobody should trust the file: then there is none.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

PLACE = "/.well-known/security.txt"
# "It is RECOMMENDED that the value of this field be less than a year into the future."
LONGEST = timedelta(days=366)
SOON = timedelta(days=30)
CONTACT = re.compile(r"(?:https://|mailto:|tel:)\S+")


@dataclass(frozen=True, slots=True)
class SecurityContact:
    """Addresses to write to, in order of preference, and until when they hold."""

    contacts: tuple[str, ...]
    expires: datetime

    @property
    def text(self) -> str:
        """The file."""
        lines = [f"Contact: {contact}" for contact in self.contacts]
        lines += [
            f"Expires: {self.expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
            f"Canonical: {settings.SITE_URL}{PLACE}",
        ]
        return "".join(f"{line}\n" for line in lines)


def whom_to_tell() -> SecurityContact | None:
    """Return what the settings say; None where a part is missing, wrong or expired."""
    expires = expiry()
    contacts = tuple(map(as_uri, settings.SECURITY_CONTACT))
    if expires is None or expires <= timezone.now():
        return None
    if not contacts or not all(map(CONTACT.fullmatch, contacts)):
        return None
    return SecurityContact(contacts, expires)


def as_uri(contact: str) -> str:
    """Return a contact as the file wants it: a bare address of mail becomes a ``mailto:``."""
    is_mail = "@" in contact and ":" not in contact
    return f"mailto:{contact}" if is_mail else contact


def expiry() -> datetime | None:
    """Return the end of the file; a day ends the file as it begins, in UTC."""
    said = settings.SECURITY_EXPIRES
    try:
        day = parse_date(said)
        at = datetime(day.year, day.month, day.day) if day else parse_datetime(said)
    except ValueError:
        return None
    return at and (at if at.tzinfo else at.replace(tzinfo=UTC))


def security_contact_holds(**kwargs: Any) -> list[CheckMessage]:
    """Say before a deployment what keeps ``security.txt`` away, or soon will."""
    if not settings.SECURITY_CONTACT and not settings.SECURITY_EXPIRES:
        hint = "Set SECURITY_CONTACT and SECURITY_EXPIRES."
        return [Warning("Nobody says whom to tell of a weakness.", hint=hint, id="portal.W003")]
    expires = expiry()
    hint = "Set SECURITY_EXPIRES to a time within a year: 2027-06-30T00:00:00Z"
    if expires is None:
        return [Error("SECURITY_EXPIRES is no time.", hint=hint, id="portal.E001")]
    if expires <= timezone.now():
        return [Error("SECURITY_EXPIRES is over: no security.txt.", hint=hint, id="portal.E002")]
    if whom_to_tell() is None:
        hint = "SECURITY_CONTACT holds addresses: mailto:…, https://… or tel:…, by commas."
        return [Error("SECURITY_CONTACT is no address.", hint=hint, id="portal.E003")]
    left = expires - timezone.now()
    if left < SOON or left > LONGEST:
        said = "ends within a month" if left < SOON else "is more than a year away"
        return [Warning(f"SECURITY_EXPIRES {said}.", hint=hint, id="portal.W004")]
    return []
