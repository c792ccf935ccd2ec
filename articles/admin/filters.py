"""Filters of the desk's lists."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter

from articles.admin.category import categories_as_tree
from articles.admin.rows import row_number
from articles.models import Article, Photo


class CategoryFilter(DropdownFilter):
    """A section with its subsections, or one subsection."""

    title = _("chuyên mục")
    parameter_name = "chuyen-muc"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Offer the categories as a tree."""
        return [
            (str(category.pk), f"\u2003{category.name}" if category.parent_id else category.name)
            for category in categories_as_tree()
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> QuerySet[Article] | None:
        """Keep the articles of the category and of what is under it."""
        if not self.value():
            return None
        number = row_number(self.value())
        return queryset.filter(Q(category=number) | Q(category__parent=number))


class RowFilter(AutocompleteSelectFilter):
    """Rows that belong to another, which is searched for while typing."""

    def value(self) -> str | None:
        """Forget a choice that cannot be a row."""
        value: str | None = super().value()
        return value if row_number(value) else None


class MissingFilter(DropdownFilter):
    """Photos in which something is missing."""

    title = _("còn thiếu")
    parameter_name = "thieu"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        """Name what may be missing."""
        return [("file", _("tệp ảnh")), ("alt", _("mô tả ảnh")), ("credit", _("nguồn ảnh"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo] | None:
        """Keep the photos without it."""
        value = self.value()
        return queryset.filter(**{value: ""}) if value in ("file", "alt", "credit") else None
