"""The readers' door: a code by mail, a passkey, another site; and out again.

An address nobody knows gets the same answer as a reader's: the page that asks for the code.
"""

from typing import Any

from allauth.account.internal.stagekit import clear_login, unstash_login
from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.readers.forms import LoginCode, ReaderEmail
from accounts.readers.pages import AccountPage, CodePage


class Door(AccountPage):
    """A page with the ways in; whoever comes here starts anew."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Forget a sign-in that was left halfway."""
        if not request.user.is_authenticated and unstash_login(request, peek=True):
            clear_login(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the other sites that the operator set up."""
        context = super().get_context_data(**kwargs)
        request: HttpRequest = context["view"].request
        return context | {"sites": get_social_adapter().list_providers(request)}


class SignInView(Door, RequestLoginCodeView):
    """Asks for the address to which the code goes."""

    template_name = "account/sign_in.html"
    title = gettext_lazy("Đăng nhập")
    form = ReaderEmail


class CodeView(CodePage, ConfirmLoginCodeView):
    """Asks for the code."""

    title = gettext_lazy("Gõ mã trong thư")
    form = LoginCode
    back = reverse_lazy("account_login")


class PasskeySignInView(Door, LoginWebAuthnView):
    """Lets the owner of a passkey in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Go back to the door, which keeps where one wanted to go."""
        messages.error(self.request, _("Không nhận ra passkey này. Hãy dùng mã gửi qua thư."))
        door = passthrough_next_redirect_url(self.request, reverse("account_login"), "next")
        return HttpResponseRedirect(door)


class SignOutView(AccountPage, LogoutView):
    """Asks, and ends the session."""

    template_name = "account/confirm.html"
    title = gettext_lazy("Đăng xuất")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context_data(**kwargs) | {
            "question": _("Đăng xuất khỏi tài khoản trên trình duyệt này?"),
            "button": _("Đăng xuất"),
        }
