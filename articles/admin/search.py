"""The newsroom's hand in search: spellings of one thing, and articles that come first."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import DeskAdmin, FoldedAdmin
from articles.models import PinnedResult, SpellingVariants


@admin.register(SpellingVariants)
class SpellingVariantsAdmin(FoldedAdmin):
    """Groups of spellings: whoever asks for one finds them all."""

    fields = ("spellings",)
    list_display = ("__str__",)
    ordering = ("key",)
    search_fields = ("key",)
    search_help_text = _("Tìm một cách viết, có dấu hay không dấu")


@admin.register(PinnedResult)
class PinnedResultAdmin(DeskAdmin):
    """Articles that come first for a query."""

    fields = ("query", "article", "position")
    list_display = ("query", "article", "position")
    list_select_related = ("article",)
    autocomplete_fields = ("article",)
    search_fields = ("key",)
    search_help_text = _("Tìm trong các câu tìm, không dấu")
