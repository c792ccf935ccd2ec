"""Fields for times: typed by the paper's own clock, with the others said beside them."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSplitDateTimeWidget


class ClockedWidget(UnfoldAdminSplitDateTimeWidget):
    """Day and time, with the clocks of ``settings.CLOCKS`` said beside them while typing."""

    template_name = "admin/desk/clocked_time.html"

    @property
    def media(self) -> forms.Media:
        """The theme's scripts, and the one that tells the clocks."""
        return super().media + forms.Media(js=["js/desk/clock-fields.js"])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say which clocks there are, and which one is typed."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        ours = next(iter(settings.CLOCKS))
        context["clocks"] = {
            "zones": settings.CLOCKS,
            "says": _now("Giờ %(city)s") % {"city": ours},
        }
        return context


class ClockedField(forms.SplitDateTimeField):
    """A time by the paper's clock; a time typed without its day is refused with a reason."""

    widget = ClockedWidget
    default_error_messages = {
        "invalid_date": _("Hãy ghi ngày kiểu 24/11/2026."),
        "invalid_time": _("Hãy ghi giờ kiểu 18:30."),
    }
