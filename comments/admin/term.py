"""What may not be said, and how it is disguised."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from articles.admin.lists import DeskAdmin
from comments.models import BannedTerm, Teencode


@admin.register(BannedTerm)
class BannedTermAdmin(DeskAdmin):
    """Words that hold a comment back."""

    list_display = ("term", "match", "verdict")
    list_filter = (("match", ChoicesDropdownFilter), ("verdict", ChoicesDropdownFilter))
    list_filter_submit = True
    search_fields = ("term",)
    search_help_text = _("Tìm từ")


@admin.register(Teencode)
class TeencodeAdmin(DeskAdmin):
    """Ways of writing that hide a word."""

    list_display = ("written", "meant")
    search_fields = ("written", "meant")
    search_help_text = _("Tìm cách viết, nghĩa")
