"""The newsroom's hand in search: spellings of one thing, and articles that come first."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.lists import DeskAdmin, FoldedAdmin
from articles.models import PinnedResult, PopularSearch, SpellingVariants


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


@admin.register(PopularSearch)
class PopularSearchAdmin(FoldedAdmin):
    """What readers search for; the newsroom only says what shall not be shown."""

    fields = ("text", "searches", "is_hidden")
    readonly_fields = ("text", "searches")
    list_display = ("text", "searches", "state")
    list_filter = ("is_hidden",)
    search_fields = ("key",)
    search_help_text = _("Tìm trong các câu tìm, có dấu hay không dấu")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Count the searches along."""
        counted: QuerySet[Any] = PopularSearch.objects.most_first()
        return counted

    @display(description=_("lượt tìm 7 ngày"), ordering="searches")
    def searches(self, search: Any) -> int:
        """Say how many networks asked on each of the last seven days, added up."""
        return int(search.searches)

    @display(description=_("với bạn đọc"), ordering="is_hidden", label={"hidden": "danger"})
    def state(self, search: Any) -> tuple[str, object] | None:
        """Say what is hidden from readers."""
        return ("hidden", _("Không hiện")) if search.is_hidden else None

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Put first what most ask for."""
        return ("-searches", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers add rows, by searching."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What nobody asks for any more goes by itself; what is hidden has to stay."""
        return False
