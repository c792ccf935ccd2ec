"""What each request of the desk does for the account behind it; readers' requests nothing."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import doors
from accounts.adapters import has_second_factor

# What stays open to an account that must set up its second factor first.
ALWAYS_OPEN = (
    "account_",
    "mfa_",
    "admin:login",
    "admin:logout",
    "admin:password_change",
    "admin:jsi18n",
    "set_language",
)


class DeskSessionMiddleware:
    """Note when a session was last seen; insist on a second factor where the paper does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Act before a page of the desk, and only there is the session looked at."""
        if not (request.path_info.startswith(settings.DESK_PATH) and request.user.is_authenticated):
            return None
        if request.user.is_staff and doors.came_as_reader(request):
            return _ask_at_desk_door(request)
        request.session.touch()  # type: ignore[attr-defined]
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_staff or _is_open(request):
            return None
        if has_second_factor(request.user):
            return None
        messages.warning(
            request, _("Tòa soạn yêu cầu xác thực hai bước. Bật một cách dưới đây để vào làm việc.")
        )
        return HttpResponseRedirect(reverse("mfa_index"))


def _ask_at_desk_door(request: HttpRequest) -> HttpResponse:
    """End a session that never saw the second step: its account was taken on later."""
    wanted = request.get_full_path()
    logout(request)
    messages.warning(request, _("Tài khoản của tòa soạn đăng nhập ở cửa này."))
    return redirect_to_login(wanted)


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(ALWAYS_OPEN)
