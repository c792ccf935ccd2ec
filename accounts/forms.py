"""The forms of signing in, in the desk's look, and forgiving of whatever is sent."""

import json
from typing import TYPE_CHECKING, Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

from accounts import lockout

LONGEST_NAME = 60
# Longer than any code of an authenticator is good for.
CODE_IS_SPENT = 120

if TYPE_CHECKING:
    Mixin = forms.Form
else:
    Mixin = object


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Return a field for digits, which phones and password managers fill in."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=40,
        widget=UnfoldAdminTextInputWidget(attrs=attrs),
    )


class PasswordAgain(ReauthenticateForm):
    """The password once more, before a grave change."""

    password = forms.CharField(  # type: ignore[assignment]
        label=_("Mật khẩu"),
        help_text=_("Mật khẩu bạn vẫn dùng để vào tòa soạn."),
        widget=UnfoldAdminPasswordWidget(
            attrs={"autocomplete": "current-password", "autofocus": True}
        ),
    )


class CountedCode(Mixin):
    """A code that counts as a failure when it is wrong, and opens once when it is right."""

    user: Any

    def clean_code(self) -> str:
        """Check the code."""
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            if error.code == "incorrect_code":
                lockout.count_failure(context.request, self.user)
            raise
        if not cache.add(f"code:{self.user.pk}:{normalize_user_code(code)}", 1, CODE_IS_SPENT):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStep(CountedCode, AuthenticateForm):
    """A code of the app, or a recovery code, after the password; its page says which."""

    code = code_field(_("Mã xác thực"))


class CodeAgain(CountedCode, CodeAgainForm):
    """A code before a grave change."""

    code = code_field(_("Mã xác thực"), _("Mã sáu số trong ứng dụng tạo mã, hoặc một mã dự phòng."))


class NewApp(ActivateTOTPForm):
    """The first code of an app proves that it holds the secret."""

    code = code_field(
        _("Mã sáu số mà ứng dụng đang hiện"), _("Mã đổi mỗi nửa phút; lỡ thì gõ mã kế tiếp.")
    )


class Forgiving(Mixin):
    """What a browser says about a passkey; anything else is a wrong answer, not a fault."""

    def _understand(self, check: Any) -> Any:
        """Run a check of the library, which expects honest browsers."""
        try:
            answer = check()
        except ValidationError:
            raise
        except Exception as error:
            raise self._wrong() from error
        return answer

    def _wrong(self) -> ValidationError:
        return ValidationError(_("Không nhận ra passkey này. Hãy thử lại."), code="incorrect_code")

    def clean_credential(self) -> Any:
        """Check the answer of the browser."""
        return self._understand(super().clean_credential)  # type: ignore[misc]


class PasskeyIn(Forgiving, LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class PasskeySecond(Forgiving, AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAgain(Forgiving, ReauthenticateWebAuthnForm):
    """A passkey before a grave change."""


class Making(Forgiving):
    """What a browser says about a passkey it has just made."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Any:
        """Take the answer as it is: the whole form is checked at once."""
        credential = self.cleaned_data["credential"]
        if "\\u0000" in json.dumps(credential):  # no database keeps it
            raise self._wrong()
        return credential

    def clean(self) -> Any:
        """Check the answer of the browser."""
        return self._understand(super().clean)


class NewPasskey(Making, AddWebAuthnForm):
    """A new passkey, which opens the desk without a password."""

    name = forms.CharField(
        label=_("Tên để nhận ra"),
        help_text=_("Ví dụ: Điện thoại của Lan, Máy ở tòa soạn."),
        max_length=LONGEST_NAME,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
    )
    passwordless = forms.BooleanField(initial=True, required=False, widget=forms.HiddenInput)


class FirstPasskey(Making, SignupWebAuthnForm):
    """The passkey with which a reader signs up; its device must know its owner."""

    passwordless = forms.BooleanField(initial=True, required=False, widget=forms.HiddenInput)


class PasskeyName(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("Tên để nhận ra"),
        help_text=_("Ví dụ: Điện thoại của Lan, Máy ở tòa soạn."),
        max_length=LONGEST_NAME,
        widget=UnfoldAdminTextInputWidget(),
    )
