"""Accounts at the desk."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import DropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from accounts import sessions
from accounts.adapters import SECOND_FACTORS, has_second_factor
from accounts.admin.acts import END_SESSIONS, TURN_OFF_SECOND_FACTOR, AccountAct, ask_then_do
from accounts.admin.lists import OneAtATime
from accounts.models import User

ROOT_FIELDS = ("is_superuser", "is_staff", "groups", "user_permissions")
GUARDS = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)


LABELS = {
    "email": _("Thư điện tử"),
    "is_active": _("Đang dùng"),
    "is_staff": _("Được vào tòa soạn"),
    "is_superuser": _("Chủ trang"),
    "groups": _("Nhóm"),
}
HELP = {
    "username": _("Tên gõ khi đăng nhập: chữ không dấu, số, dấu chấm. Ví dụ: lan.anh"),
    "email": _("Để đồng nghiệp liên lạc; độc giả không thấy."),
    "is_active": _("Bỏ dấu khi người ấy nghỉ: không vào được nữa, tên trên việc cũ vẫn còn."),
    "is_staff": _("Độc giả có tài khoản thì không đánh dấu."),
    "is_superuser": _("Làm được mọi việc, kể cả trao quyền. Chỉ một hai người nên có."),
    "groups": _("Nhóm quyết định được làm gì; một người có thể ở nhiều nhóm."),
}


class NewAccountForm(UserCreationForm):
    """A new account: name and password first, the rest on the next page."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "display_name", "email")
        labels, help_texts = LABELS, HELP


class AccountForm(UserChangeForm):
    """An account."""

    class Meta(UserChangeForm.Meta):
        model = User
        fields = "__all__"
        labels, help_texts = LABELS, HELP


class NewPasswordForm(AdminPasswordChangeForm):
    """A password set for somebody else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "usable_password" in self.fields:
            self.fields["usable_password"].help_text = _(
                "Tắt thì mật khẩu bị bỏ; người ấy chỉ còn vào được bằng passkey."
            )


class SecondFactorFilter(DropdownFilter):
    """Accounts with or without a second factor."""

    title = _("xác thực hai bước")
    parameter_name = "hai-buoc"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        """Offer both."""
        return [("co", _("đã bật")), ("chua", _("chưa bật"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User] | None:
        """Keep those accounts."""
        wanted = {"co": Exists(GUARDS), "chua": ~Exists(GUARDS)}.get(self.value() or "")
        return None if wanted is None else queryset.filter(wanted)


@admin.register(User)
class AccountAdmin(OneAtATime, UserAdmin, ModelAdmin):  # type: ignore[type-arg]
    """Who may sign in, and to which group they belong."""

    form = AccountForm
    add_form = NewAccountForm
    change_password_form = NewPasswordForm
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "email")}),
        (
            _("Quyền"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": _("Quyền đến từ nhóm; người không vào tòa soạn thì không cần nhóm."),
            },
        ),
        (_("Bảo mật"), {"fields": ("second_factor", "signed_in_at")}),
        (_("Ngày tháng"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "display_name", "email", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined", "second_factor", "signed_in_at")
    list_display = (
        "username",
        "display_name",
        "email",
        "in_groups",
        "is_staff",
        "is_active",
        "is_guarded",
    )
    list_filter = ("is_staff", "is_active", SecondFactorFilter, "groups")
    list_filter_submit = True
    list_per_page = 50
    ordering = ("username",)
    search_fields = ("username", "display_name", "email")
    search_help_text = _("Tìm theo tên hoặc thư điện tử")
    show_full_result_count = False
    actions = ("end_sessions_of", "turn_off_second_factor_of")
    actions_detail = ("end_sessions", "turn_off_second_factor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Read the groups and second factors of all accounts of a list at once."""
        accounts: QuerySet[User] = super().get_queryset(request)
        return accounts.prefetch_related("groups").annotate(is_guarded=Exists(GUARDS))

    # Who may do what ---------------------------------------------------------

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let nobody but the owner of the site hand out rights, to themselves or others."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *ROOT_FIELDS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let nobody but an owner change an owner, whose password opens everything."""
        return super().has_change_permission(request, obj) and _not_above(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let nobody but an owner delete an owner."""
        return super().has_delete_permission(request, obj) and _not_above(request, obj)

    def has_end_sessions_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this member of staff may end others' sessions."""
        return END_SESSIONS.may(request)

    def has_turn_off_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this member of staff may take away others' second factors."""
        return TURN_OFF_SECOND_FACTOR.may(request)

    # The list and the form ---------------------------------------------------

    def formfield_for_manytomany(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Show the few groups as boxes to tick."""
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @display(description=_("nhóm"))
    def in_groups(self, account: User) -> str:
        """The names of the account's groups."""
        return ", ".join(group.name for group in account.groups.all())

    @display(description=_("hai bước"), boolean=True)
    def is_guarded(self, account: User) -> bool:
        """Whether the account has a second factor."""
        return bool(account.is_guarded)  # type: ignore[attr-defined]

    @display(description=_("xác thực hai bước"))
    def second_factor(self, account: User) -> str:
        """The same, on the account's own page."""
        return str(_("đã bật") if has_second_factor(account) else _("chưa bật"))

    @display(description=_("nơi đang đăng nhập"))
    def signed_in_at(self, account: User) -> str:
        """Where the account is signed in."""
        found = sessions.places(account)
        return "; ".join(f"{place.device} ({place.address or '…'})" for place in found) or "–"

    # Acts --------------------------------------------------------------------

    @action(description=END_SESSIONS.title, permissions=["end_sessions"])
    def end_sessions_of(self, request: HttpRequest, accounts: Any) -> HttpResponse:
        """End all sessions of the chosen accounts."""
        return self._in_list(request, END_SESSIONS, accounts, "end_sessions_of")

    @action(description=TURN_OFF_SECOND_FACTOR.title, permissions=["turn_off"])
    def turn_off_second_factor_of(self, request: HttpRequest, accounts: Any) -> HttpResponse:
        """Let the chosen accounts in with their password alone."""
        act = TURN_OFF_SECOND_FACTOR
        return self._in_list(request, act, accounts, "turn_off_second_factor_of")

    @action(
        description=END_SESSIONS.title,
        url_path="dang-xuat",
        icon="logout",
        permissions=["end_sessions"],
    )
    def end_sessions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """End all sessions of one account."""
        return self._on_page(request, END_SESSIONS, object_id)

    @action(
        description=TURN_OFF_SECOND_FACTOR.title,
        url_path="tat-hai-buoc",
        icon="remove_moderator",
        variant=ActionVariant.DANGER,
        permissions=["turn_off"],
    )
    def turn_off_second_factor(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let one account in with its password alone."""
        return self._on_page(request, TURN_OFF_SECOND_FACTOR, object_id)

    def _in_list(
        self, request: HttpRequest, act: AccountAct, accounts: Any, name: str
    ) -> HttpResponse:
        back = reverse("admin:accounts_user_changelist")
        return ask_then_do(self, request, act, list(accounts), back, name)

    def _on_page(self, request: HttpRequest, act: AccountAct, object_id: str) -> HttpResponse:
        account = get_object_or_404(User, pk=object_id)
        back = reverse("admin:accounts_user_change", args=[account.pk])
        return ask_then_do(self, request, act, [account], back)


def _not_above(request: HttpRequest, account: User | None) -> bool:
    return account is None or request.user.is_superuser or not account.is_superuser
