"""What the desk's lists have in common: bounded cost, and search with or without marks."""

from functools import partial
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from articles.admin.counting import BoundedChangeList, BoundedPaginator
from articles.admin.rows import RowChoices, refuse_odd_choice
from articles.models.fields import NfcTextField
from articles.renaming import moving
from articles.search.tasks import write_again
from articles.text import match_key, nfc

PER_PAGE = 50
# A text of a sentence or two gets three lines, not ten.
SHORT_TEXTS = {NfcTextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})}}


class DeskAdmin(RowChoices, ModelAdmin):
    """A list and a form at the desk."""

    formfield_overrides = SHORT_TEXTS
    list_per_page = PER_PAGE
    paginator = BoundedPaginator
    show_full_result_count = False
    warn_unsaved_form = True

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, or do something to the rows that were chosen in it."""
        refuse_odd_choice(request)
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Use the list that counts only so far."""
        return BoundedChangeList

    def spelled(self, term: str) -> str:
        """Spell a search term the way the searched columns are spelled."""
        return nfc(term)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search for the term in the spelling of the columns."""
        found: tuple[QuerySet[Any], bool] = super().get_search_results(
            request, queryset, self.spelled(search_term)
        )
        return found


class FoldedAdmin(DeskAdmin):
    """A list that is searched in folded columns: "chau au" finds "Châu Âu"."""

    def spelled(self, term: str) -> str:
        """Fold the term as ``KeyField`` folds names."""
        return match_key(term)


class MovableAdmin(ModelAdmin):
    """A form of what has an address readers know: the old one leads to the new one."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and remember where it stood."""
        with moving(obj):
            super().save_model(request, obj, form, change)


class FindableAdmin(ModelAdmin):
    """A form of what articles are found by: changed, it makes them be found by its new words."""

    # How an article leads to the row, as a lookup.
    found_in = ""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and have the articles written into the search index again."""
        super().save_related(request, form, formsets, change)
        if change and (form.has_changed() or any(each.has_changed() for each in formsets)):
            order = partial(write_again.enqueue, self.found_in, form.instance.pk)
            transaction.on_commit(order, robust=True)


class ReadOnlyAdmin(DeskAdmin):
    """A list and a page to look at: the portal writes these rows itself."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a row by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes a row by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes a row by hand."""
        return False
