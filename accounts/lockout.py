"""Failures to sign in are counted; after a few the door stays shut for a while.

django-axes counts, per account and part of the network. Here stands what it is
told: what to count and keep, and what to say.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.core import ratelimit
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import network
from accounts.models import FailedSignIn, User

UNKNOWN = "?"


class Lockouts(AxesDatabaseHandler):
    """Keeps the account, part of the address, the time and the number, and nothing else."""

    def user_login_failed(
        self,
        sender: object,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Count a failure without the browser's name or what was typed."""
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""  # type: ignore[attr-defined]
        super().user_login_failed(sender, credentials, request, **kwargs)
        FailedSignIn.objects.exclude(post_data="", get_data="").update(post_data="", get_data="")


def name_in(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the account that is meant, or a fingerprint of what was typed instead.

    People type passwords into the wrong field: what names no account is not kept.
    """
    typed = str((credentials or request.POST).get("username") or "")
    known = "\0" not in typed and User.objects.filter(username=typed).exists()
    if known:
        return typed
    return UNKNOWN + salted_hmac("accounts.lockout", typed, algorithm="sha256").hexdigest()[:12]


def count_failure(request: HttpRequest, account: User) -> None:
    """Count a wrong code of the second step like a wrong password."""
    credentials = {"username": account.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def is_locked(request: HttpRequest, account: User) -> bool:
    """Whether the account may not be entered from here at the moment."""
    return not AxesProxyHandler.is_allowed(request, {"username": account.get_username()})


def cool_off() -> timedelta:
    """How long failures count, and the door stays shut."""
    span: timedelta = settings.AXES_COOLOFF_TIME
    return span


def locked_until(attempt: FailedSignIn) -> datetime | None:
    """Return when these failures are forgotten; None while they lock nothing."""
    until = attempt.attempt_time + cool_off()
    locks = attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT
    return until if locks and until > timezone.now() else None


def unlock(request: HttpRequest, attempts: Any) -> list[User]:
    """Forget these failures; return the accounts they were about."""
    accounts = list(User.objects.filter(username__in=attempts.values("username")))
    for account in accounts:
        key = f"mfa-auth-user-{account.pk}"
        ratelimit.clear(request, action="login_failed", key=key)
    attempts.delete()
    return accounts


def locked_out(
    request: HttpRequest, response: object = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say when to try again and whom to ask."""
    here = {
        "username": name_in(request, credentials),
        "ip_address": network.coarse_address(request),
    }
    last = FailedSignIn.objects.filter(**here).aggregate(last=Max("attempt_time"))["last"]
    until = (last or timezone.now()) + cool_off()
    context = admin.site.each_context(request) | {"until": until}
    page = TemplateResponse(request, "admin/desk/locked_out.html", context, status=429)
    page["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return page.render()
