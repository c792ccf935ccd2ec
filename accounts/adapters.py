"""What allauth asks the site about signing in: who may, where to, with which words."""

import secrets
from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import network, sessions
from accounts.models import User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
WRONG_CODE = gettext_lazy("Mã không đúng hoặc đã hết hạn. Xem mã mới nhất rồi gõ lại.")
TOO_MANY = gettext_lazy("Bạn đã thử quá nhiều lần. Chờ ít phút rồi thử lại.")
SAYS = {
    "mfa/messages/totp_activated.txt": gettext_lazy("Đã bật ứng dụng tạo mã."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Đã tắt ứng dụng tạo mã."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Đã thêm passkey."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Đã bỏ passkey."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "Mã dự phòng chỉ hiện một lần: hãy cất ngay."
    ),
}
AGAIN = {
    "reauthenticate": gettext_lazy("Dùng mật khẩu"),
    "mfa_reauthenticate": gettext_lazy("Dùng mã của ứng dụng"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Dùng passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in. Nobody signs up here: the owner makes the accounts of the desk."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": gettext_lazy("Mật khẩu không đúng. Gõ lại giúp nhé."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep every door of allauth that makes accounts shut."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:  # type: ignore[override]
        """Open the session and write down where it was opened."""
        super().login(request, user)
        sessions.remember_place(request)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Send somebody whose account was closed back to the door."""
        messages.error(request, _("Tài khoản này đã bị khóa. Hãy hỏi thư ký tòa soạn."))
        return HttpResponseRedirect(reverse("account_login"))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the desk."""
        return reverse("admin:index")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address for limits; where there is none all share one."""
        return network.client_address(request) or "0.0.0.0"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Name the ways to show that it is still you."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": AGAIN[way["id"]]} for way in ways]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say only what helps, in our words."""
        words = message or SAYS.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their names, and secrets that a stolen database does not give away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": gettext_lazy("Không tắt được cách xác thực này."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Hãy bật ứng dụng tạo mã hoặc thêm passkey trước đã."
        ),
        "unverified_email": gettext_lazy("Hãy xác nhận thư điện tử của bạn trước đã."),
    }

    def encrypt(self, text: str) -> str:
        """Lock a secret with the key of this installation."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Unlock a secret; with a lost key it becomes one that no code fits."""
        try:
            return _locks().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """Number passkeys that were given no name."""
        keys = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": keys + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the paper, as browsers show it."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}


def has_second_factor(account: Any) -> bool:
    """Whether a password alone does not let this account in."""
    return DefaultMFAAdapter().is_mfa_enabled(account, SECOND_FACTORS)


def _locks() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(sha256(f"accounts.second-factor:{key}".encode()).digest()))
            for key in keys
        ]
    )
