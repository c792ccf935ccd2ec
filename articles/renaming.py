"""Places that move: what stood at an address of ours is found at the new one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from articles.models import Author, Category, LegacyPath, Tag
from articles.models.legacy_path import GOALS

Place = Author | Category | Tag


@contextmanager
def moving(place: Place) -> Iterator[None]:
    """Let the caller rename and save a place; its old address leads to the new one for good.

    The subcategories of a category move with it. A new place has no old address.
    """
    with transaction.atomic():
        before = addresses_of(place) if place.pk else {}
        yield
        for row, address in addresses_of(place).items():
            row.legacy_paths.filter(path=address).delete()  # It is back where it was before.
            if before.get(row, address) != address:
                lead(before[row], row)


def lead(address: str, place: Place) -> None:
    """Have an address of ours, at which nothing stands any more, lead to a place."""
    goals: dict[str, Any] = dict.fromkeys(GOALS)
    goals[str(place._meta.model_name)] = place
    LegacyPath.objects.update_or_create(path=address, defaults=goals)


def addresses_of(place: Place) -> dict[Place, str]:
    """Return the address a place has in the database, and those of its subcategories."""
    rows: Iterable[Place] = type(place)._default_manager.filter(pk=place.pk)
    if isinstance(place, Category):
        rows = Category.objects.filter(pk=place.pk) | Category.objects.filter(parent=place.pk)
        rows = rows.select_related("parent")
    return {row: row.get_absolute_url() for row in rows}
