"""Accounts and groups at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from accounts.models import User

OUR_APPS = ("articles", "comments", "portal", "accounts", "auth")
VERBS = {"view": _("xem"), "add": _("thêm"), "change": _("sửa"), "delete": _("xóa")}
ROOT_FIELDS = ("is_superuser", "is_staff", "groups", "user_permissions")


class PermissionChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """What a group may do, as a newsroom says it: "bài · sửa"."""

    def label_from_instance(self, permission: Permission) -> str:
        """Name the thing and the verb."""
        verb = permission.codename.partition("_")[0]
        return f"{permission.content_type.name} · {VERBS.get(verb, permission.name)}"


class NewAccountForm(UserCreationForm):
    """A new account: name and password first, the rest on the next page."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "display_name", "email")


class AccountForm(UserChangeForm):
    """An account."""

    class Meta(UserChangeForm.Meta):
        model = User
        fields = "__all__"


class OneAtATime:
    """Accounts and groups are deleted one by one, on the page that says what goes with them."""

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Leave out Django's bulk deletion."""
        actions: dict[str, Any] = super().get_actions(request, action_location)  # type: ignore[misc]
        actions.pop("delete_selected", None)
        return actions


@admin.register(User)
class AccountAdmin(OneAtATime, UserAdmin, ModelAdmin):  # type: ignore[type-arg]
    """Who may sign in, and to which group they belong."""

    form = AccountForm
    add_form = NewAccountForm
    change_password_form = AdminPasswordChangeForm
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "email")}),
        (
            _("Quyền"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser"),
                "description": _("Quyền đến từ nhóm; người không vào tòa soạn thì không cần nhóm."),
            },
        ),
        (_("Ngày tháng"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "display_name", "email", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "display_name", "email", "in_groups", "is_staff", "is_active")
    list_filter = ("is_staff", "is_active", "groups")
    list_filter_submit = True
    list_per_page = 50
    ordering = ("username",)
    search_fields = ("username", "display_name", "email")
    search_help_text = _("Tìm theo tên hoặc thư điện tử")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Read the groups of all accounts of a list at once."""
        accounts: QuerySet[User] = super().get_queryset(request)
        return accounts.prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let nobody but the owner of the site hand out rights, to themselves or others."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *ROOT_FIELDS)

    def formfield_for_manytomany(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Show the few groups as boxes to tick."""
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @display(description=_("nhóm"))
    def in_groups(self, account: User) -> str:
        """The names of the account's groups."""
        return ", ".join(group.name for group in account.groups.all())


# Django registers its own page for groups, without the theme.
admin.site.unregister(Group)


@admin.register(Group)
class DeskGroupAdmin(OneAtATime, GroupAdmin, ModelAdmin):
    """What the members of a group may do."""

    list_display = ("name",)
    show_full_result_count = False

    def formfield_for_manytomany(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Name permissions in the language of the desk."""
        kwargs["form_class"] = PermissionChoiceField
        ours = Permission.objects.filter(content_type__app_label__in=OUR_APPS)
        kwargs["queryset"] = ours.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)
