"""What the newsroom taught search: spellings of one thing, and articles that come first.

Kept in the memory of each process. Every page reads the categories; with them comes a
stamp of these two small tables, so that a change counts at once and costs no query.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Subquery
from django.db.models.expressions import BaseExpression

from articles.models import PinnedResult, SpellingVariants
from articles.search.asked import Spelled, Variants
from articles.search.words import folded, words

Stamp = tuple[int | None, datetime | None, int | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The newsroom's hand in search.

    Attributes:
        variants: all spellings of a thing, by each of them, folded.
        pinned: numbers of articles, by the folded query they come first for.
    """

    variants: Variants
    pinned: dict[str, list[int]]


_kept: tuple[Stamp, Dictionary] | None = None


def stamps() -> dict[str, Any]:
    """Return what a query of the categories brings along: the stamp, in four columns."""
    return {
        name: Subquery(_summed(model, what))
        for model, prefix in ((SpellingVariants, "variants"), (PinnedResult, "pinned"))
        for name, what in ((f"{prefix}_count", Count("pk")), (f"{prefix}_saved", Max("saved_at")))
    }


def _summed(model: Any, what: BaseExpression) -> Any:
    return model.objects.order_by().values(all_of_it=what.copy()).values("all_of_it")[:1]


def stamp_of(category: Any) -> Stamp:
    """Return the stamp that came with a category."""
    return (
        category.variants_count,
        category.variants_saved,
        category.pinned_count,
        category.pinned_saved,
    )


def dictionary(stamp: Stamp | None) -> Dictionary:
    """Return the dictionary as it stood at a stamp; without one it is read anew."""
    global _kept
    if stamp is not None and _kept is not None and _kept[0] == stamp:
        return _kept[1]
    found = _read()
    if stamp is not None:
        _kept = (stamp, found)
    return found


def _read() -> Dictionary:
    variants: dict[tuple[str, ...], dict[Spelled, str]] = defaultdict(dict)
    for group in SpellingVariants.objects.all():
        spelled = {found: name for name in group.names if (found := tuple(words(name)))}
        for each in spelled:
            variants[folded(each)] |= spelled
    pinned: dict[str, list[int]] = defaultdict(list)
    for pin in PinnedResult.objects.all():
        pinned[pin.key].append(pin.article_id)
    return Dictionary(dict(variants), dict(pinned))
