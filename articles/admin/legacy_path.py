"""Old addresses at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import DeskAdmin
from articles.models import LegacyPath


@admin.register(LegacyPath)
class LegacyPathAdmin(DeskAdmin):
    """Addresses of old sites and the articles they lead to."""

    list_display = ("path", "article")
    list_select_related = ("article",)
    autocomplete_fields = ("article",)
    search_fields = ("path",)
    search_help_text = _("Tìm trong địa chỉ cũ")
