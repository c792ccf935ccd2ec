"""Old addresses at the desk."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.lists import DeskAdmin
from articles.models import LegacyPath
from articles.models.legacy_path import GOALS


@admin.register(LegacyPath)
class LegacyPathAdmin(DeskAdmin):
    """Addresses of old sites, and former ones of ours, with what they lead to."""

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
