"""A reader's phone number: typed, proved by a code, and only then kept.

Whether a number belongs to somebody else is said only to who holds it.
"""

import logging
import time
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from accounts import phones
from accounts.models import User
from accounts.readers.forms import PhoneCode, PhoneForm
from accounts.readers.pages import AccountPage

logger = logging.getLogger(__name__)
STATE = "phone"
HOME, CODE_PAGE = reverse_lazy("my_account"), reverse_lazy("account_verify_phone")
TOO_OFTEN = gettext_lazy("Bạn vừa xin mã nhiều lần. Chờ ít phút rồi thử lại.")


class PhoneView(AccountPage, FormView):  # type: ignore[type-arg]
    """Asks for the number and sends the code; takes a number away."""

    template_name = "account/phone.html"
    title = gettext_lazy("Số điện thoại")
    form = PhoneForm
    success_url = CODE_PAGE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer only where the operator chose a service."""
        if phones.verifier() is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the number away, or go on with the one that was typed."""
        if request.POST.get("action") == "remove":
            keep_phone(request.user, None)
            messages.success(request, _("Đã bỏ số điện thoại."))
            return HttpResponseRedirect(f"{HOME}#dien-thoai")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the code."""
        number, service = form.cleaned_data["phone"], phones.verifier()
        if not ratelimit.consume(self.request, action="phone_code", key=number):
            form.add_error("phone", TOO_OFTEN)
            return self.form_invalid(form)
        try:
            service.send(number)  # type: ignore[union-attr]
        except ValidationError as error:
            form.add_error("phone", error)
            return self.form_invalid(form)
        except Exception as error:  # Whatever the operator's service raises.
            form.add_error("phone", _unanswered(error))
            return self.form_invalid(form)
        self.request.session[STATE] = {"number": number, "at": time.time()}
        return super().form_valid(form)


class PhoneCodeView(AccountPage, FormView):  # type: ignore[type-arg]
    """Asks for the code."""

    template_name = "account/code.html"
    title = gettext_lazy("Gõ mã trong tin nhắn")
    form = PhoneCode
    success_url = HOME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Start anew where no number was typed, or long ago."""
        state = request.session.get(STATE)
        if not state or time.time() - state["at"] > phones.CODE_LASTS or not phones.verifier():
            return HttpResponseRedirect(reverse_lazy("account_change_phone"))
        self.number: str = state["number"]
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the number that was proved."""
        account: Any = self.request.user
        if not ratelimit.consume(self.request, action="phone_check", user=account):
            form.add_error("code", TOO_OFTEN)
            return self.form_invalid(form)
        try:
            is_right = phones.verifier().check(self.number, form.cleaned_data["code"].strip())  # type: ignore[union-attr]
        except Exception as error:  # Whatever the operator's service raises.
            form.add_error("code", _unanswered(error))
            return self.form_invalid(form)
        if not is_right:
            form.add_error("code", _("Mã không đúng hoặc đã hết hạn. Xem mã mới nhất rồi gõ lại."))
            return self.form_invalid(form)
        del self.request.session[STATE]
        if not keep_phone(account, self.number):
            messages.error(self.request, _("Số này đang thuộc một tài khoản khác."))
            return HttpResponseRedirect(reverse_lazy("account_change_phone"))
        messages.success(self.request, _("Đã xác nhận số điện thoại."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code went."""
        return super().get_context_data(**kwargs) | {
            "sent_to": self.number,
            "is_by_phone": True,
            "can_resend": False,
            "back": reverse_lazy("account_change_phone"),
        }


def _unanswered(error: Exception) -> str:
    """Say that the service does not answer; the log learns the kind of fault, not the number."""
    logger.error("The service that proves phone numbers failed: %s", type(error).__name__)
    return _("Dịch vụ gửi mã đang trục trặc. Chờ ít phút rồi thử lại.")


def keep_phone(account: Any, number: str | None) -> bool:
    """Write down a number that was proved, or take it away; False where somebody else has it."""
    proved = {"phone": number, "phone_verified_at": timezone.now() if number else None}
    try:
        with transaction.atomic():
            User.objects.filter(pk=account.pk).update(**proved)
    except IntegrityError:
        return False
    return True
