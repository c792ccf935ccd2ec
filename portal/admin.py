"""The imprint at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from articles.admin.lists import DeskAdmin, ReadOnlyAdmin
from articles.admin.times import by_our_clock
from portal.models import Imprint, Letter

admin.site.index_title = _("Bàn làm việc")


@admin.register(Imprint)
class ImprintAdmin(DeskAdmin):
    """What the paper says about itself, one row for each country's law."""

    list_display = ("name", "jurisdiction", "registration_number", "editor_in_chief")
    fieldsets = (
        (None, {"fields": ("jurisdiction", "name", "age_mark", "reuse_terms")}),
        (
            _("Đăng ký"),
            {
                "classes": ("tab",),
                "fields": ("registrar", "registration_number", "registered_on", "original"),
            },
        ),
        (
            _("Người và liên hệ"),
            {
                "classes": ("tab",),
                "fields": (
                    "founder",
                    "founder_phone",
                    "editor_in_chief",
                    "editor_phone",
                    "email",
                    "address",
                    "advertising",
                ),
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one row for each law, so that there is nothing to add once all are there.

        The navigation of every page asks as well; there it need not be counted.
        """
        allowed: bool = super().has_add_permission(request)
        here = request.resolver_match and request.resolver_match.url_name
        if not allowed or not str(here).startswith("portal_imprint_"):
            return allowed
        return Imprint.objects.count() < len(Imprint.Jurisdiction)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open the only row at once."""
        rows = list(Imprint.objects.values_list("pk", flat=True)[:2])
        if len(rows) == 1 and self.has_view_permission(request):
            return redirect("admin:portal_imprint_change", rows[0])
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """What goes out by mail. What a letter says is not shown: it may hold a code to sign in."""

    list_display = ("standing", "to", "subject", "tries", "due", "problem")
    list_display_links = None
    list_filter = (("state", ChoicesDropdownFilter),)
    list_filter_submit = True
    ordering = ("-pk",)
    fields = (
        *("state", "recipients", "subject", "tries", "problem"),
        *("created_at", "due_at", "useless_after", "settled_at"),
    )

    @display(
        description=_("trạng thái"),
        label={
            Letter.State.WAITING.value: "info",
            Letter.State.SENT.value: "success",
            Letter.State.PARKED.value: "danger",
            Letter.State.DROPPED.value: "default",
        },
    )
    def standing(self, letter: Letter) -> tuple[str, Any]:
        """What became of the letter."""
        return letter.state, letter.get_state_display()

    @display(description=_("người nhận"))
    def to(self, letter: Letter) -> str:
        """Whom it is for."""
        return ", ".join(letter.recipients)

    @display(description=_("gửi lúc"))
    def due(self, letter: Letter) -> str | None:
        """When it went out or was given up; of one that waits, when it is tried next."""
        return by_our_clock(letter.settled_at or letter.due_at)
