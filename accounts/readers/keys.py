"""What opens a reader's account: addresses, passkeys, other sites; and where it is open."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import EmailView
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from accounts import sessions
from accounts.readers import again
from accounts.readers.forms import AgainCode, AnotherEmail, ReaderPasskey
from accounts.readers.pages import AccountPage

HOME = reverse_lazy("my_account")


class EmailsView(AccountPage, EmailView):
    """One's own addresses: a new one is proved by a code, one of them is the chief one."""

    template_name = "account/email.html"
    title = gettext_lazy("Địa chỉ thư điện tử")
    form = AnotherEmail


class AddPasskeyView(AccountPage, AddWebAuthnView):
    """Lets the browser make one more passkey."""

    template_name = "account/passkey_new.html"
    title = gettext_lazy("Thêm passkey")
    form = ReaderPasskey

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it. No recovery codes: who loses a passkey has the mail."""
        account: Any = self.request.user
        WebAuthn.add(account, form.cleaned_data["name"], form.cleaned_data["credential"])
        messages.success(self.request, _("Đã thêm passkey."))
        return HttpResponseRedirect(f"{HOME}#passkey")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead back for who thought better of it."""
        return super().get_context_data(**kwargs) | {"back": HOME}


class RemovePasskeyView(AccountPage, RemoveWebAuthnView):
    """Asks before a passkey is removed."""

    template_name = "account/confirm.html"
    title = gettext_lazy("Bỏ passkey")
    success_url = HOME

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context_data(**kwargs) | {
            "question": _(
                "Passkey này không mở được tài khoản nữa. Nhớ xóa nó cả trong máy của bạn."
            ),
            "button": _("Bỏ passkey"),
        }


class AgainView(AccountPage, FormView):  # type: ignore[type-arg]
    """Shows by a code by mail that it is still you."""

    template_name = "account/again.html"
    title = gettext_lazy("Xác nhận là bạn")
    form = AgainCode

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say which code is right; none while none was sent."""
        process = again.CodeAgain.resume(self.request)
        return super().get_form_kwargs() | {"code": process.code if process else ""}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or look at the one that was typed."""
        if request.POST.get("action") != "send":
            return super().post(request, *args, **kwargs)
        if not again.CodeAgain.begin(request):
            messages.error(request, _("Bạn vừa xin mã nhiều lần. Chờ ít phút rồi thử lại."))
        return HttpResponseRedirect(request.get_full_path())

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on to what was asked for."""
        process = again.CodeAgain.resume(self.request)
        if process:
            process.finish()
        return HttpResponseRedirect(again.wanted(self.request))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Count the wrong code; after a few it is good for nothing."""
        process = again.CodeAgain.resume(self.request)
        if process and not process.record_invalid_attempt():
            messages.error(self.request, _("Mã sai nhiều lần nên đã hủy. Hãy xin mã mới."))
            return HttpResponseRedirect(self.request.get_full_path())
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code went, and which other ways there are."""
        process = again.CodeAgain.resume(self.request)
        account: Any = self.request.user
        return super().get_context_data(**kwargs) | {
            "sent_to": process.state["email"] if process else "",
            "address": EmailAddress.objects.get_primary_email(account),
            "others": again.other_ways(self.request),
        }


class PasskeyAgainView(AccountPage, ReauthenticateWebAuthnView):
    """Shows by a passkey that it is still you."""

    template_name = "account/again_passkey.html"
    title = gettext_lazy("Xác nhận là bạn")

    def form_invalid(self, form: Any) -> HttpResponse:
        """Ask again, and say why."""
        messages.error(self.request, _("Không nhận ra passkey này. Hãy dùng mã gửi qua thư."))
        return HttpResponseRedirect(self.request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which other ways there are."""
        return super().get_context_data(**kwargs) | {"others": again.other_ways(self.request)}


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one other session of one's own, or all others."""
    account: Any = request.user
    ended = sessions.end_sessions(
        account, handle=request.POST.get("phien", ""), keep=request.session.session_key
    )
    words = ngettext("Đã đăng xuất %(n)s nơi.", "Đã đăng xuất %(n)s nơi.", ended)
    messages.success(request, words % {"n": ended})
    return HttpResponseRedirect(f"{HOME}#noi-dang-nhap")


@require_POST
def disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another site open the account no more; the mail still does."""
    get_object_or_404(SocialAccount, pk=pk, user_id=request.user.pk).delete()
    messages.success(request, _("Đã bỏ liên kết."))
    return HttpResponseRedirect(reverse("my_account"))
