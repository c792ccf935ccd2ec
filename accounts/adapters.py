"""What allauth asks the site about signing in: who may, where to, with which words."""

import secrets
import textwrap
from base64 import b32encode, urlsafe_b64encode
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import doors, network, sessions
from accounts.models import User
from accounts.readers import again

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
WRONG_CODE = gettext_lazy("Mã không đúng hoặc đã hết hạn. Xem mã mới nhất rồi gõ lại.")
TOO_MANY = gettext_lazy("Bạn đã thử quá nhiều lần. Chờ ít phút rồi thử lại.")
# As wide as mail is read and quoted without breaking (RFC 5322, section 2.1.1).
LETTER_WIDTH = 72
SAYS = {
    "mfa/messages/totp_activated.txt": gettext_lazy("Đã bật ứng dụng tạo mã."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Đã tắt ứng dụng tạo mã."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Đã thêm passkey."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Đã bỏ passkey."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "Mã dự phòng chỉ hiện một lần: hãy cất ngay."
    ),
    "account/messages/logged_out.txt": gettext_lazy("Đã đăng xuất."),
    "account/messages/email_confirmed.txt": gettext_lazy("Đã xác nhận địa chỉ thư."),
    "account/messages/email_deleted.txt": gettext_lazy("Đã bỏ địa chỉ thư."),
    "account/messages/primary_email_set.txt": gettext_lazy("Đã đổi địa chỉ chính."),
    "account/messages/cannot_delete_primary_email.txt": gettext_lazy(
        "Không bỏ được địa chỉ chính. Hãy chọn một địa chỉ khác làm chính trước."
    ),
}
AGAIN = {
    "reauthenticate": gettext_lazy("Dùng mật khẩu"),
    "mfa_reauthenticate": gettext_lazy("Dùng mã của ứng dụng"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Dùng passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, at both doors. At the desk nobody signs up: its owner makes the accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": gettext_lazy("Mật khẩu không đúng. Gõ lại giúp nhé."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "email_taken": gettext_lazy("Địa chỉ này đang thuộc một tài khoản khác."),
        "duplicate_email": gettext_lazy("Địa chỉ này đã có trong tài khoản của bạn."),
        "max_email_addresses": gettext_lazy("Mỗi tài khoản nhiều nhất %d địa chỉ."),
    }

    # At both doors ------------------------------------------------------------------

    def login(self, request: HttpRequest, user: User) -> None:  # type: ignore[override]
        """Open the session and write down where it was opened; the last gate of both doors."""
        if user.is_staff and doors.at_readers_door(request):
            raise ImmediateHttpResponse(self._show_desk_door(request))
        super().login(request, user)
        doors.remember_door(request)
        sessions.remember_place(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address for limits; where there is none all share one."""
        return network.client_address(request) or "0.0.0.0"

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Send somebody whose account was closed back to the door."""
        words = _("Tài khoản này đã bị khóa. Hãy hỏi thư ký tòa soạn.")
        if doors.at_readers_door(request):
            words = _("Tài khoản này đã bị khóa. Hãy viết thư cho tòa soạn.")
        messages.error(request, words)
        return HttpResponseRedirect(reverse("account_login"))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the desk, or to the reader's account."""
        return reverse("my_account" if doors.at_readers_door(request) else "admin:index")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Name the ways to show that it is still you."""
        if doors.at_readers_door(self.request):
            return again.ways(user)
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

    # At the readers' door -----------------------------------------------------------

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep every door of allauth that makes accounts shut, but the readers'."""
        return doors.at_readers_door(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the new account."""
        return reverse("my_account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the door."""
        return reverse("account_login")

    def get_login_stages(self) -> list[str]:
        """Ask readers for no second step: the code by mail is as good as their passkey."""
        stages: list[str] = super().get_login_stages()
        if doors.at_readers_door(self.request):
            stages.remove("allauth.mfa.stages.AuthenticateStage")
        return stages

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn staff away at the readers' door: there is no second step."""
        if user.is_staff and doors.at_readers_door(request):
            return self._show_desk_door(request)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Give a reader a name nobody sees or types; what allauth would take is the address."""
        user.username = f"doc-gia-{secrets.token_hex(8)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a text of ours; what readers typed stands in none."""
        paper = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, paper | context)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Write a letter; say with a code until when it is of use, so that none comes too late."""
        if "code" in context:
            until = timezone.now() + timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)
            headers = {**(headers or {}), "Expires": format_datetime(until)}
        # Programs that answer mail by themselves leave this one alone (RFC 3834).
        headers = {**(headers or {}), "Auto-Submitted": "auto-generated"}
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        message.body = _as_mail_is_read(str(message.body))
        return message

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of an account, and not whoever typed the address, that there is one."""
        self.send_mail("account/email/account_already_exists", email, {})

    def _show_desk_door(self, request: HttpRequest) -> HttpResponse:
        clear_login(request)
        messages.error(request, _("Tài khoản của tòa soạn đăng nhập ở cửa này."))
        return HttpResponseRedirect(reverse("admin:login"))


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


def _as_mail_is_read(text: str) -> str:
    """Break long lines where words end; addresses of pages and the place of a code stay whole."""
    return "\n".join(
        textwrap.fill(line, LETTER_WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def _locks() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(sha256(f"accounts.second-factor:{key}".encode()).digest()))
            for key in keys
        ]
    )
