"""The sections of the paper: all categories, read once for a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Expression, Subquery
from django.http import HttpRequest

from articles.models import Category


@dataclass(frozen=True, slots=True)
class Section:
    """A category of the first level with its subcategories."""

    category: Category
    children: list[Category]


def all_categories(**along: Expression | Subquery) -> list[Category]:
    """Return every category in the paper's order, with its parent, in one query.

    Args:
        along: what else this query brings, the same with each category.
    """
    return list(Category.objects.select_related("parent").annotate(**along))


def of(request: HttpRequest) -> Sequence[Category]:
    """Return every category, read once for a page, with all that comes along for it."""
    at_hand: Sequence[Category] = request.categories  # type: ignore[attr-defined]
    return at_hand


def in_sections(categories: Sequence[Category]) -> list[Section]:
    """Group categories into sections, in their order."""
    return [
        Section(category, children_of(category, categories))
        for category in categories
        if category.parent_id is None
    ]


def children_of(category: Category, categories: Sequence[Category]) -> list[Category]:
    """Return the subcategories of a category."""
    return [child for child in categories if child.parent_id == category.pk]


def find(categories: Sequence[Category], slug: str, parent_slug: str | None) -> Category | None:
    """Return the category that stands at ``/parent_slug/slug/``, or at ``/slug/``."""
    for category in categories:
        if category.slug == slug and parent_slug == (category.parent and category.parent.slug):
            return category
    return None
