"""The house rules: a new version is added; one that is in force is never edited."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Max, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.lists import DeskAdmin
from articles.keeping import log
from comments.models import HouseRules


@admin.register(HouseRules)
class HouseRulesAdmin(DeskAdmin):
    """Versions of the house rules, the newest first."""

    fields = ("text", "published_at")
    list_display = ("__str__", "published_at", "standing", "accepted")
    ordering = ("-version",)
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[HouseRules]:
        """Read with each version how many readers accepted it, and which one is in force."""
        versions: QuerySet[HouseRules] = super().get_queryset(request)
        current = HouseRules.objects.in_force().values("pk")[:1]
        return versions.annotate(accepted=Count("acceptances"), current=Subquery(current))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Start a new version from the words of the last one, in force from now."""
        last = HouseRules.objects.order_by("-version").first()
        return {"text": last.text if last else "", "published_at": timezone.now()}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers accepted is not edited: a version may change until it is in force."""
        may: bool = super().has_change_permission(request, obj)
        return may and (obj is None or not _is_out(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version that was in force stays on record."""
        may: bool = super().has_delete_permission(request, obj)
        return may and (obj is not None and not _is_out(obj))

    def save_model(self, request: HttpRequest, obj: HouseRules, form: Any, change: bool) -> None:
        """Give a new version the next number."""
        if not change:
            last = HouseRules.objects.aggregate(last=Max("version"))["last"] or 0
            obj.version = last + 1
        obj.save()
        log(obj, request.user, str(_("Có hiệu lực từ %(at)s")) % {"at": obj.published_at})

    @display(
        description=_("trạng thái"), label={"now": "success", "old": "default", "next": "info"}
    )
    def standing(self, rules: HouseRules) -> tuple[str, Any]:
        """Whether it is in force, was, or will be."""
        if not _is_out(rules):
            return "next", _("sắp có hiệu lực")
        if rules.pk == rules.current:  # type: ignore[attr-defined]
            return "now", _("đang có hiệu lực")
        return "old", _("bản cũ")

    @display(description=_("số người đã đồng ý"))
    def accepted(self, rules: HouseRules) -> int:
        """How many readers accepted it."""
        return int(rules.accepted)  # type: ignore[attr-defined]


def _is_out(rules: HouseRules) -> bool:
    return bool(rules.published_at and rules.published_at <= timezone.now())
