"""It is still you: before a grave change a reader shows it by a code by mail, or a passkey.

allauth asks for a password or a second factor, of which readers have none; its record of
the answer is used, so that its own pages believe it too.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

STATE = "again"
View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send whoever is not signed in to the door, and back afterwards."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _detour(request, "account_login")
        return view(request, *args, **kwargs)

    return opened


def readers_only(view: View) -> View:
    """Send staff to their own page: what guards their account is kept at the desk."""

    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_staff:
            return HttpResponseRedirect(reverse("my_account"))
        return view(request, *args, **kwargs)

    return opened


def asks_again(view: View) -> View:
    """Let a view answer only after the reader showed in the last minutes who is there."""

    @readers_only
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_fresh(request):
            return _detour(request, ways(request.user)[0]["name"])
        return view(request, *args, **kwargs)

    return opened


def is_fresh(request: HttpRequest) -> bool:
    """Whether the reader answered in the last minutes."""
    oldest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    account: Any = request.user
    return any(
        record.get("reauthenticated") and record["at"] > oldest
        for record in get_authentication_records(request, account)
    )


def ways(account: Any) -> list[dict[str, Any]]:
    """Name the ways to answer, the usual one first."""
    found = [("account_reauthenticate", _("Dùng mã gửi qua thư"))]
    keys = Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.WEBAUTHN)
    if keys.exists():
        found.insert(0, ("mfa_reauthenticate_webauthn", _("Dùng passkey")))
    return [
        {"id": name, "name": name, "url": reverse(name), "description": words}
        for name, words in found
    ]


def other_ways(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the ways to answer other than this page, each leading on to the same place."""
    return [
        way | {"url": passthrough_next_redirect_url(request, way["url"], "next")}
        for way in ways(request.user)
        if way["url"] != request.path
    ]


def wanted(request: HttpRequest) -> str:
    """Return where somebody wanted to go before being asked."""
    return get_next_redirect_url(request) or reverse("my_account")


class CodeAgain(AbstractCodeVerificationProcess):
    """A code on its way to the reader's own address, kept in the session meanwhile."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,  # type: ignore[arg-type]
        )

    @classmethod
    def begin(cls, request: HttpRequest) -> bool:
        """Send a code; False where too many were sent of late, or there is no address."""
        account: Any = request.user
        email = EmailAddress.objects.get_primary_email(account)
        if not email or not ratelimit.consume(request, action="again_code", user=account):
            return False
        process = cls(request, cls.initial_state(account, email))
        process.send()
        process.persist()
        return True

    @classmethod
    def resume(cls, request: HttpRequest) -> "CodeAgain | None":
        """Return the process that is under way; None where there is none, or it took too long."""
        state = request.session.get(STATE)
        if not state:
            return None
        process = cls(request, state)
        if process.is_valid():
            return process
        process.abort()
        return None

    def finish(self) -> None:
        """Write down that it is still the same person; the code is spent."""
        self.abort()
        record_authentication(self.request, self.user, "code", reauthenticated=True)

    def persist(self) -> None:
        """Keep how far it has come."""
        self.request.session[STATE] = self.state

    def abort(self) -> None:
        """Forget the code."""
        self.request.session.pop(STATE, None)

    def send(self) -> None:
        """Make a code and mail it."""
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        adapter.send_mail("account/email/again", self.state["email"], {"code": self.code})


def _detour(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponseRedirect(
        f"{reverse(name)}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    )
