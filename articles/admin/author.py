"""Authors at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from articles.admin.forms import SluggedForm
from articles.admin.lists import FindableAdmin, FoldedAdmin, MovableAdmin
from articles.models import Author


class AuthorForm(SluggedForm):
    """A name that readers see."""

    class Meta:
        model = Author
        fields = ("name", "kind", "about", "slug")


@admin.register(Author)
class AuthorAdmin(FindableAdmin, MovableAdmin, FoldedAdmin):
    """Persons, desks and agencies that sign articles."""

    found_in = "bylines__author"
    form = AuthorForm
    list_display = ("name", "kind", "slug")
    ordering = ("key", "pk")
    list_filter = (("kind", ChoicesDropdownFilter),)
    list_filter_submit = True
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("key",)
    search_help_text = _("Tìm trong tên, có dấu hay không dấu")
