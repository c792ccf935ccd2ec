"""The forms of readers' accounts, in the paper's own look."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    RequestLoginCodeForm,
)
from allauth.account.internal.userkit import filter_users_by_email
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import forms as desk_forms
from accounts import phones

NO_ADDRESS = _("Chưa phải địa chỉ thư. Ví dụ: lan@example.vn")
CODE_IN_MAIL = _("Hãy gõ mã trong thư.")
LONGEST_EMAIL = 254


def must_be_reachable(email: str) -> None:
    """Refuse an address whose domain is no name of the net: nothing can be sent there.

    Raises:
        ValidationError: with what an address looks like.
    """
    try:
        email.rpartition("@")[2].encode("idna")
    except UnicodeError:
        raise ValidationError(NO_ADDRESS) from None


def email_field() -> forms.EmailField:
    """Return a field for an address, which browsers fill in."""
    attrs = {"autocomplete": "email", "inputmode": "email"}
    return forms.EmailField(
        label=_("Thư điện tử"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs=attrs),
        validators=[must_be_reachable],
        error_messages={
            "required": _("Hãy gõ địa chỉ thư điện tử của bạn."),
            "invalid": NO_ADDRESS,
            "max_length": NO_ADDRESS,
        },
    )


def code_field(required: Any = CODE_IN_MAIL) -> forms.CharField:
    """Return a field for a code, which phones take out of the mail or message.

    Args:
        required: what is said where it was left empty.
    """
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}
    return forms.CharField(
        label=_("Mã"),
        max_length=40,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": required},
    )


def in_our_words(form: Any) -> Any:
    """Let a form of signing up ask first for the name, then for the address."""
    form.fields["email"] = email_field()
    form.order_fields(["display_name", "email"])
    return form


class ReaderEmail(RequestLoginCodeForm):
    """Whose account a code is for. An address of the desk is like one nobody knows."""

    email = email_field()  # type: ignore[assignment]
    _user: Any

    def clean_email(self) -> str:
        """Find the reader; the answer is the same for everybody."""
        email: str = super().clean_email().lower()
        if any(account.is_staff for account in filter_users_by_email(email)):
            self._user = None
        return email


class LoginCode(ConfirmLoginCodeForm):
    """The code of signing in."""

    code = code_field()


class EmailCode(ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""

    code = code_field()


class AgainCode(ConfirmLoginCodeForm):
    """The code that shows that it is still you."""

    code = code_field()


class AnotherEmail(AddEmailForm):
    """One more address."""

    email = email_field()  # type: ignore[assignment]


class PhoneForm(forms.Form):
    """A phone number, however it is written."""

    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Ví dụ: 0912 345 678, hoặc +7 912 345-67-89."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Hãy gõ số điện thoại của bạn.")},
    )

    def clean_phone(self) -> str:
        """Write the number as the whole world does."""
        return phones.normalised(self.cleaned_data["phone"])


class PhoneCode(forms.Form):
    """The code that proves a phone number."""

    code = code_field(_("Hãy gõ mã trong tin nhắn."))


def passkey_name() -> forms.CharField:
    """Return a field for what a reader calls a passkey."""
    return forms.CharField(
        label=_("Tên để nhận ra"),
        help_text=_("Ví dụ: Điện thoại của tôi."),
        max_length=desk_forms.LONGEST_NAME,
        required=False,
    )


class ReaderPasskey(desk_forms.NewPasskey):
    """One more passkey."""

    name = passkey_name()


class FirstReaderPasskey(desk_forms.FirstPasskey):
    """The passkey with which somebody signs up."""

    name = passkey_name()
