"""The page "Bảo mật": one's own second factors, recovery codes and sessions.

allauth's views do the work; here they get the look of the desk and Vietnamese words.
All of them are wrapped in ``admin_view`` by ``accounts/urls.py``.
"""

from typing import Any
from urllib.parse import quote

from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from accounts import sessions

HOME = reverse_lazy("mfa_index")
Type = Authenticator.Type


class DeskPage:
    """A page of the desk around a view of allauth."""

    request: HttpRequest
    title: Any = gettext_lazy("Bảo mật")
    question: Any = ""
    button: Any = ""
    is_grave = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the theme's page needs."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return admin.site.each_context(self.request) | context | {"title": self.title}


class SecurityView(DeskPage, TemplateView):
    """How this account is guarded, and where it is signed in."""

    template_name = "admin/desk/security.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Collect the second factors and the sessions."""
        account: Any = self.request.user
        mine = list(Authenticator.objects.filter(user_id=account.pk).order_by("pk"))
        by_type = {each.type: each for each in mine}
        codes = by_type.get(Type.RECOVERY_CODES)
        return super().get_context_data(**kwargs) | {
            "app": by_type.get(Type.TOTP),
            "passkeys": [
                {"row": each, "name": each.wrap().name}
                for each in mine
                if each.type == Type.WEBAUTHN
            ],
            "codes": codes,
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
            "is_guarded": bool({Type.TOTP, Type.WEBAUTHN} & set(by_type)),
            "places": sessions.places(account, self.request.session.session_key),
        }


class EndSessionView(View):
    """Ends one other session of one's own, or all others."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """End it."""
        account: Any = request.user
        ended = sessions.end_sessions(
            account, handle=request.POST.get("phien", ""), keep=request.session.session_key
        )
        words = ngettext("Đã đăng xuất %(n)s nơi.", "Đã đăng xuất %(n)s nơi.", ended)
        messages.success(request, words % {"n": ended})
        return HttpResponseRedirect(f"{HOME}#noi-dang-nhap")


# The app that makes codes ---------------------------------------------------


class TurnOnAppView(DeskPage, ActivateTOTPView):
    """Shows the secret as a picture and asks for the first code."""

    template_name = "admin/desk/security_app.html"
    title = gettext_lazy("Bật ứng dụng tạo mã")


class TurnOffAppView(DeskPage, DeactivateTOTPView):
    """Asks before the app is turned off."""

    template_name = "admin/desk/security_confirm.html"
    title = gettext_lazy("Tắt ứng dụng tạo mã")
    question = gettext_lazy(
        "Từ lần đăng nhập sau, mã của ứng dụng không dùng được nữa. "
        "Không còn cách nào khác thì chỉ mật khẩu giữ tài khoản của bạn."
    )
    button = gettext_lazy("Tắt ứng dụng")
    is_grave = True


# Passkeys -------------------------------------------------------------------


class AddPasskeyView(DeskPage, AddWebAuthnView):
    """Lets the browser make a passkey."""

    template_name = "admin/desk/security_passkey.html"
    title = gettext_lazy("Thêm passkey")


class RenamePasskeyView(DeskPage, EditWebAuthnView):
    """Another name for a passkey."""

    template_name = "admin/desk/security_confirm.html"
    title = gettext_lazy("Đổi tên passkey")
    button = gettext_lazy("Lưu tên")
    success_url = HOME


class RemovePasskeyView(DeskPage, RemoveWebAuthnView):
    """Asks before a passkey is removed."""

    template_name = "admin/desk/security_confirm.html"
    title = gettext_lazy("Bỏ passkey")
    question = gettext_lazy(
        "Passkey này không mở được tòa soạn nữa. Nhớ xóa nó cả trong máy hoặc trình giữ mật khẩu."
    )
    button = gettext_lazy("Bỏ passkey")
    is_grave = True
    success_url = HOME


# Recovery codes -------------------------------------------------------------


class RecoveryCodesView(DeskPage, ViewRecoveryCodesView):
    """Shows new codes once, and offers them as a file."""

    template_name = "admin/desk/security_codes.html"
    title = gettext_lazy("Mã dự phòng")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the file into its own link: the codes are never asked for again."""
        context = super().get_context_data(**kwargs)
        lines = "".join(f"{code}\n" for code in context["unused_codes"])
        heading = _("Mã dự phòng của %(name)s tại %(host)s, mỗi mã dùng một lần:") % {
            "name": self.request.user.get_username(),
            "host": self.request.get_host(),
        }
        file = f"data:text/plain;charset=utf-8,{quote(f'{heading}\n\n{lines}')}"
        return context | {"file": file if context["can_view_codes"] else ""}


class NewRecoveryCodesView(DeskPage, GenerateRecoveryCodesView):
    """Asks before old codes are replaced."""

    template_name = "admin/desk/security_confirm.html"
    title = gettext_lazy("Tạo mã dự phòng mới")
    question = gettext_lazy("Mã cũ hết dùng được ngay. Mã mới chỉ hiện một lần.")
    button = gettext_lazy("Tạo mã mới")


# It is still you ------------------------------------------------------------


class AgainPage(DeskPage):
    """Asks who is there, before a grave change."""

    template_name: Any = "admin/desk/security_again.html"
    title = gettext_lazy("Xác nhận là bạn")


class PasswordAgainView(AgainPage, ReauthenticateView):
    """By password."""


class CodeAgainPage(AgainPage, CodeAgainView):
    """By a code."""


class PasskeyAgainView(AgainPage, ReauthenticateWebAuthnView):
    """By a passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Ask again, and say why."""
        for problem in form.errors.get("credential", []):
            messages.error(self.request, problem)
        return HttpResponseRedirect(
            passthrough_next_redirect_url(
                self.request, reverse("mfa_reauthenticate_webauthn"), "next"
            )
        )
