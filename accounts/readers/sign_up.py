"""A new reader: a name, an address, the code that proves it, and a passkey for who wants one."""

from typing import Any

from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    SignupByPasskeyView,
    SignupView,
)
from allauth.mfa.webauthn.views import SignupWebAuthnView
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.readers.forms import EmailCode, FirstReaderPasskey, in_our_words
from accounts.readers.pages import AccountPage, CodePage
from accounts.readers.sign_in import Door


class SignUpView(Door, SignupView):
    """Asks for a name and an address."""

    template_name = "account/sign_up.html"
    title = gettext_lazy("Tạo tài khoản")

    def get_form(self, form_class: Any = None) -> Any:
        """Ask in the paper's words."""
        return in_our_words(super().get_form(form_class))  # type: ignore[no-untyped-call]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer a passkey from the beginning."""
        context = super().get_context_data(**kwargs)
        words = _("Tạo tài khoản với passkey: lần sau vào không cần chờ thư")
        return context | {"other_way": context["signup_by_passkey_url"], "other_words": words}


class PasskeySignUpView(SignUpView, SignupByPasskeyView):
    """The same for somebody who will come in by passkey."""

    template_name = "account/sign_up.html"
    title = gettext_lazy("Tạo tài khoản với passkey")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer to do without one."""
        context = super().get_context_data(**kwargs)
        words = _("Tạo tài khoản không có passkey")
        return context | {"other_way": context["signup_url"], "other_words": words}


class EmailCodeView(CodePage, ConfirmEmailVerificationCodeView):
    """Asks for the code that proves an address: of a new account, or one address more."""

    title = gettext_lazy("Xác nhận địa chỉ thư")
    form = EmailCode

    @property
    def back(self) -> Any:
        """Lead back to where the address was typed."""
        request: HttpRequest = self.request
        return reverse_lazy("account_email" if request.user.is_authenticated else "account_signup")


class FirstPasskeyView(AccountPage, SignupWebAuthnView):
    """Lets the browser make the passkey of a new account."""

    template_name = "account/passkey_new.html"
    title = gettext_lazy("Tạo passkey của bạn")
    form = FirstReaderPasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead back to the door for who thought better of it."""
        return super().get_context_data(**kwargs) | {"back": reverse_lazy("account_login")}
