"""Groups at the desk: what their members may do."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.admin.lists import OneAtATime

OUR_APPS = ("articles", "comments", "portal", "accounts", "auth")
VERBS = {"view": _("xem"), "add": _("thêm"), "change": _("sửa"), "delete": _("xóa")}


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """A group."""

    class Meta:
        model = Group
        fields = ("name", "permissions")
        help_texts = {
            "name": _("Gọi theo việc, ví dụ: Ban Thể thao."),
            "permissions": _("Việc mà người trong nhóm được làm."),
        }


class PermissionChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """What a group may do, as a newsroom says it: "bài · sửa"."""

    def label_from_instance(self, permission: Permission) -> str:
        """Name the thing and the verb."""
        verb = permission.codename.partition("_")[0]
        return f"{permission.content_type.name} · {VERBS.get(verb, permission.name)}"


# Django registers its own page for groups, without the theme.
admin.site.unregister(Group)


@admin.register(Group)
class DeskGroupAdmin(OneAtATime, GroupAdmin, ModelAdmin):
    """What the members of a group may do."""

    form = GroupForm
    list_display = ("name",)
    show_full_result_count = False

    def formfield_for_manytomany(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Name permissions in the language of the desk."""
        kwargs["form_class"] = PermissionChoiceField
        ours = Permission.objects.filter(content_type__app_label__in=OUR_APPS)
        kwargs["queryset"] = ours.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)
