"""Who speaks: an account, or a reader known by a signed cookie of this paper only.

The cookie is set on a POST that rates or comments, never on a read. What is
stored with comments and ratings is a keyed hash: the database alone does not
say who spoke, and the cookie cannot be made from it.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.networks import network_in

COOKIE = "doc_gia"
COOKIE_SALT = "comments.voice"
# Browsers keep no cookie longer than 400 days (RFC 6265bis, section 5.5).
COOKIE_AGE = 400 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Voice:
    """Who sent a form.

    Attributes:
        key: what is stored with a comment or rating; 64 characters.
        origin: what two sendings of one form by the same reader share; never stored.
        new_id: the identity to remember a new reader by; empty for a known one.
        account: the number of the account that is signed in.
        place: the network the form came from, in clear; never stored, never shown.
        before: keys of the same browser from before its reader signed in.
    """

    key: str
    origin: str
    new_id: str = ""
    account: int | None = None
    place: str = field(default="", repr=False)
    before: tuple[str, ...] = ()

    @property
    def network(self) -> str:
        """What is stored of the network: a keyed hash that tomorrow is another."""
        return self.network_on(timezone.localdate())

    def network_on(self, day: date) -> str:
        """Return what was, or would have been, stored of this network on a day."""
        return keyed_hash(f"network.{day}", self.place) if self.place else ""


def known_key(request: HttpRequest) -> str | None:
    """Return the stored key of the account or reader; None for somebody new.

    A forged or broken cookie is somebody new.
    """
    return next(iter(known_keys(request)), None)


def known_keys(request: HttpRequest) -> list[str]:
    """Return every stored key of whoever uses this browser: the account's, then the reader's.

    Somebody who wrote as a guest and then signs in keeps what was written before.
    """
    keys = []
    if request.user.is_authenticated:
        keys.append(key_of_account(request.user.pk))
    if reader := request.get_signed_cookie(COOKIE, default=None, salt=COOKIE_SALT):
        keys.append(keyed_hash("voice", f"r:{reader}"))
    return keys


def key_of_account(account: int) -> str:
    """Return the stored key of an account, by its number."""
    return keyed_hash("voice", f"u:{account}")


def voice_of(request: HttpRequest) -> Voice:
    """Return who sent this form; somebody new gets a random identity."""
    place = network_in(request.META.get("REMOTE_ADDR", ""))
    if keys := known_keys(request):
        key, *before = keys
        return Voice(key, origin=key, account=request.user.pk, place=place, before=tuple(before))
    new_id = secrets.token_urlsafe(16)
    key = keyed_hash("voice", f"r:{new_id}")
    return Voice(key, origin=_place_of(request), new_id=new_id, place=place)


def remember(response: HttpResponse, voice: Voice) -> None:
    """Let the browser of a new reader keep the identity; a known one has it already."""
    if not voice.new_id:
        return
    response.set_signed_cookie(
        COOKIE,
        voice.new_id,
        salt=COOKIE_SALT,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def keyed_hash(purpose: str, value: str) -> str:
    """Return 64 hexadecimal digits that only the owner of the secret key can make."""
    return salted_hmac(f"comments.{purpose}", value, algorithm="sha256").hexdigest()


def _place_of(request: HttpRequest) -> str:
    return f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')}"
