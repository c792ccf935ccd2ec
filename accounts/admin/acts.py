"""What is done to somebody's account for their safety, after saying that it is meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.adapters import has_second_factor
from accounts.models import User
from accounts.sessions import end_sessions, open_sessions

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise
else:
    StrPromise = str

AT_ONCE = 50
CONFIRMED = "confirmed"

Words = str | StrPromise


@dataclass(frozen=True)
class AccountAct:
    """An act on accounts.

    Attributes:
        may: whether this member of staff may do it.
        done: what is said afterwards; ``%(n)s`` is to how many accounts it was done.
        logged: what the account's history says.
        objections: what makes the act pointless for an account, as sentences.
    """

    may: Callable[[HttpRequest], bool]
    title: Words
    question: Words
    button: Words
    done: Words
    logged: Words
    perform: Callable[[User], object]
    objections: Callable[[User], Sequence[Words]]
    is_grave: bool = True


END_SESSIONS = AccountAct(
    may=lambda request: request.user.has_perm("accounts.delete_session"),
    title=_("Đăng xuất mọi nơi"),
    question=_("Người này phải đăng nhập lại ở mọi máy. Chữ chưa lưu trên máy họ có thể mất."),
    button=_("Đăng xuất mọi nơi"),
    done=_("Đã đăng xuất %(n)s tài khoản ở mọi nơi."),
    logged=_("Đăng xuất mọi nơi."),
    perform=end_sessions,
    objections=lambda account: () if open_sessions(account) else [_("Không đăng nhập ở đâu cả.")],
)
TURN_OFF_SECOND_FACTOR = AccountAct(
    may=lambda request: bool(request.user.is_superuser),
    title=_("Tắt xác thực hai bước"),
    question=_(
        "Chỉ làm khi chính người ấy nhờ: gặp mặt hoặc gọi lại số quen rồi hãy tắt. "
        "Mọi passkey, ứng dụng tạo mã và mã dự phòng của họ bị xóa."
    ),
    button=_("Tắt xác thực hai bước"),
    done=_("Đã tắt xác thực hai bước của %(n)s tài khoản."),
    logged=_("Tắt xác thực hai bước."),
    perform=lambda account: Authenticator.objects.filter(user=account).delete(),
    objections=lambda account: (
        () if has_second_factor(account) else [_("Chưa bật xác thực hai bước.")]
    ),
)


def ask_then_do(
    model_admin: ModelAdmin,
    request: HttpRequest,
    act: AccountAct,
    accounts: Sequence[User],
    back: str,
    action: str = "",
) -> HttpResponse:
    """Show whom the act is about; once confirmed, do it, log it and say what came of it.

    Raises:
        PermissionDenied: this member of staff may not do it.
    """
    if not act.may(request):
        raise PermissionDenied
    items = [{"row": each, "objections": act.objections(each)} for each in accounts[:AT_ONCE]]
    meant = [each for each in accounts[:AT_ONCE] if not act.objections(each)]
    if request.method == "POST" and CONFIRMED in request.POST:
        for account in meant:
            act.perform(account)
            model_admin.log_change(request, account, str(act.logged))
        if meant:
            messages.success(request, str(act.done) % {"n": len(meant)})
        return HttpResponseRedirect(back)
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": act.title,
        "act": act,
        "items": items,
        "can_go_on": bool(meant),
        "form": None,
        "back": back,
        "action": action,
        "confirmed_name": CONFIRMED,
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/desk/confirm.html", context)
