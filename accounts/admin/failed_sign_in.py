"""Failed sign-ins at the desk: who is locked out, and letting them in again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from accounts import lockout, network
from accounts.admin.lists import OneAtATime
from accounts.models import FailedSignIn, User


@admin.register(FailedSignIn)
class FailedSignInAdmin(OneAtATime, ModelAdmin):
    """Who failed to sign in of late. Old failures vanish by themselves."""

    list_display = ("account", "standing", "times", "place", "last_time")
    list_display_links = None
    search_fields = ("username",)
    search_help_text = _("Tìm theo tên đăng nhập")
    ordering = ("-attempt_time",)
    list_per_page = 50
    show_full_result_count = False
    actions = ("unlock",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Failures are only counted."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Failures are only looked at, or forgotten."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[FailedSignIn]:
        """Leave out what counts no longer."""
        failures: QuerySet[FailedSignIn] = super().get_queryset(request)
        return failures.filter(attempt_time__gt=timezone.now() - lockout.cool_off())

    @display(description=_("tài khoản"), ordering="username")
    def account(self, failure: FailedSignIn) -> str:
        """The account; what was typed instead of one is not kept."""
        typed = str(failure.username)
        return gettext("tên không có thật") if typed.startswith(lockout.UNKNOWN) else typed

    @display(description=_("số lần"), ordering="failures_since_start")
    def times(self, failure: FailedSignIn) -> int:
        """How often it failed."""
        return int(failure.failures_since_start)

    @display(description=_("mạng"))
    def place(self, failure: FailedSignIn) -> str:
        """The part of the network."""
        return network.in_words(failure.ip_address) or "–"

    @display(description=_("lần cuối"), ordering="attempt_time")
    def last_time(self, failure: FailedSignIn) -> str:
        """When it failed last."""
        return _clock(failure.attempt_time)

    @display(description=_("tình trạng"))
    def standing(self, failure: FailedSignIn) -> str:
        """Whether the door is shut, and until when."""
        until = lockout.locked_until(failure)
        return (
            gettext("khóa đến %(time)s") % {"time": _clock(until)}
            if until
            else gettext("chưa khóa")
        )

    @action(description=_("Mở khóa"), permissions=["delete"])
    def unlock(self, request: HttpRequest, failures: QuerySet[FailedSignIn]) -> None:
        """Forget the chosen failures: those people may try again at once."""
        count = failures.count()
        for account in lockout.unlock(request, failures):
            self._log(request, account)
        messages.success(request, gettext("Đã mở khóa %(n)s chỗ.") % {"n": count})

    def _log(self, request: HttpRequest, account: User) -> None:
        self.log_change(request, account, gettext("Mở khóa đăng nhập."))


def _clock(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "H:i d/m/Y")
