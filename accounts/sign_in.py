"""The door of the desk: name and password, then the second step; or a passkey alone.

Django's form asks for the password and allauth's stages open the session, so that
nothing is signed in before the last step. The admin's own sign-in view is behind
this one at the same address and never answers.
"""

from typing import Any

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.stagekit import clear_login, unstash_login
from allauth.account.models import Login
from allauth.account.utils import (
    get_next_redirect_url,
    passthrough_next_redirect_url,
    perform_login,
)
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from unfold.forms import AuthenticationForm

from accounts import lockout
from accounts.models import User

# Accounts of the desk are made by its owner; their mail is not asked about here.
NO_MAIL = EmailVerificationMethod.NONE


def may_enter(account: Any) -> bool:
    """Whether the desk is open to the account at all; it may be gone meanwhile."""
    return isinstance(account, User) and account.is_active and account.is_staff


def _leave_as_reader(request: HttpRequest) -> None:
    """Sign out somebody who is in, but not at the desk: else allauth would not let them in."""
    if request.user.is_authenticated and not admin.site.has_permission(request):
        logout(request)


class SignInView(LoginView):
    """Name and password."""

    template_name = "admin/login.html"
    authentication_form = AuthenticationForm
    next_page = reverse_lazy("admin:index")  # type: ignore[assignment]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form and start anew; whoever is in already goes on."""
        if admin.site.has_permission(request):
            return HttpResponseRedirect(self.get_success_url())
        if unstash_login(request, peek=True):
            clear_login(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on to the second step, or in where there is none; a reader's session ends."""
        _leave_as_reader(self.request)
        response: HttpResponse = perform_login(
            self.request,
            form.get_user(),
            email_verification=NO_MAIL,
            redirect_url=self.get_success_url(),
        )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the theme's page needs."""
        there = self.get_success_url()
        context = admin.site.each_context(self.request) | super().get_context_data(**kwargs)
        return context | {
            "title": _("Đăng nhập"),
            "app_path": self.request.get_full_path(),
            "username": self.request.user.get_username(),
            "next": there,
        }


class SecondStepView(AuthenticateView):
    """A code or a passkey, after the password."""

    template_name = "admin/desk/second_step.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away those who meanwhile may not enter, and those who failed too often."""
        login = unstash_login(request, peek=True)
        account = login.user if login else None
        if login and not may_enter(account):
            clear_login(request)
        elif isinstance(account, User) and lockout.is_locked(request, account):
            return lockout.locked_out(request, None, {"username": account.get_username()})
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which ways this account has."""
        context = admin.site.each_context(self.request) | super().get_context_data(**kwargs)
        kinds = Authenticator.objects.filter(user=self.stage.login.user)
        has = set(kinds.values_list("type", flat=True))
        return context | {
            "title": _("Bước thứ hai"),
            "has_codes": has & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES},
            "has_app": Authenticator.Type.TOTP in has,
            "has_passkey": Authenticator.Type.WEBAUTHN in has,
        }


class PasskeySignInView(LoginWebAuthnView):
    """A passkey alone: it is both what one has and what one is or knows."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Forget a half-finished sign-in and a reader's session: the passkey starts anew."""
        _leave_as_reader(request)
        if not request.user.is_authenticated and unstash_login(request, peek=True):
            clear_login(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the owner of the passkey in."""
        authenticator = form.cleaned_data["credential"]
        if not may_enter(authenticator.user):
            return self.form_invalid(form)
        login = Login(
            user=authenticator.user,
            email_verification=NO_MAIL,
            redirect_url=get_next_redirect_url(self.request),
        )
        response: HttpResponse = perform_passwordless_login(self.request, authenticator, login)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Go back to the door, which keeps where one wanted to go."""
        messages.error(
            self.request,
            _("Không nhận ra passkey này. Hãy dùng passkey khác, hoặc tên và mật khẩu."),
        )
        door = passthrough_next_redirect_url(self.request, reverse("account_login"), "next")
        return HttpResponseRedirect(door)
