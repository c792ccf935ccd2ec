"""Filters of the photo library."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from articles.admin.rows import row_number
from articles.models import Photo, PhotoUse

MOST_PEOPLE = 200
OWN = "toi"
UNUSED = "chua-dung"


class PhotoStateFilter(DropdownFilter):
    """Photos in which something is missing, or that no article shows."""

    title = _("còn thiếu")
    parameter_name = "thieu"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        """Name what may be missing."""
        return [
            ("file", _("tệp ảnh")),
            ("alt", _("mô tả ảnh")),
            ("credit", _("nguồn ảnh")),
            ("caption", _("chú thích")),
            (UNUSED, _("chưa bài nào dùng")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo] | None:
        """Keep the photos without it."""
        value = self.value()
        if value == UNUSED:
            return queryset.filter(~Exists(PhotoUse.objects.filter(photo=OuterRef("pk"))))
        known = ("file", "alt", "credit", "caption")
        return queryset.filter(**{value: ""}) if value in known else None


class UploaderFilter(DropdownFilter):
    """Photos that one member of the desk uploaded."""

    title = _("người tải lên")
    parameter_name = "nguoi"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:  # type: ignore[type-arg]
        """Offer oneself, then everybody at the desk."""
        people: Any = Photo._meta.get_field("uploaded_by").related_model
        desk = people._default_manager.filter(is_staff=True).order_by("username")[:MOST_PEOPLE]
        return [(OWN, _("tôi")), *((str(user.pk), str(user)) for user in desk)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo] | None:
        """Keep the photos of this member."""
        if not self.value():
            return None
        number = request.user.pk if self.value() == OWN else row_number(self.value())
        return queryset.filter(uploaded_by=number)
