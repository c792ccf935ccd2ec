"""Old addresses at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.lists import DeskAdmin
from articles.models import LegacyPath
from articles.models.legacy_path import GOALS
from articles.moving_in.goals import Goals
from articles.old_paths import path_of


class LegacyPathForm(forms.ModelForm):  # type: ignore[type-arg]
    """An old address and what it leads to."""

    class Meta:
        model = LegacyPath
        fields = ("path", *GOALS)

    def clean_path(self) -> Any:
        """Refuse an address at which readers find a page of ours."""
        typed = self.cleaned_data["path"]
        path = path_of(typed)
        if path and Goals([path]).stands(path):
            raise ValidationError(_("Địa chỉ này đang là một trang của báo."))
        return typed


@admin.register(LegacyPath)
class LegacyPathAdmin(DeskAdmin):
    """Addresses of old sites, and former ones of ours, with what they lead to."""

    form = LegacyPathForm
    fields = ("path", *GOALS)
    list_display = ("path", "leads_to")
    list_select_related = ("article", "category__parent", "tag", "author")
    autocomplete_fields = ("article", "tag", "author")
    search_fields = ("path",)
    search_help_text = _("Tìm trong địa chỉ cũ")

    @display(description=_("dẫn tới"))
    def leads_to(self, old: LegacyPath) -> SafeString | str:
        """What the address leads to; a link, where readers find something."""
        if not old.is_open:
            return str(old.goal)
        address = old.goal.get_absolute_url()
        return format_html('<a href="{}" class="desk-link">{}</a>', address, old.goal)
