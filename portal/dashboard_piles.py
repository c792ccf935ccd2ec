"""Piles of work, read at once: how many lie in each, and what lies on top.

However many piles there are, they cost two queries: one counts in all of them, up
to a bound, and one reads the first few rows of each, as the parts of one UNION.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    Expression,
    F,
    IntegerField,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.functional import Promise

from accounts.models import User

ON_TOP = 5
EXCERPT = 160
MOST_COUNTED = 1000
NOTHING: Any = Value("")
NUMBER, HEADLINE = F("pk"), F("headline")

Column = F | Expression


class Row(NamedTuple):
    """What is read of one thing in a pile, whatever it is."""

    pile: str
    kind: str
    number: int
    headline: str
    section: str
    at: datetime
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind in a pile.

    Attributes:
        rows: in the order in which they lie, the first on top.
        headline, section, at, who, note: from which column each is read.
    """

    kind: str
    rows: QuerySet[Any]
    at: Column
    number: Column = NUMBER
    headline: Column = HEADLINE
    section: Column = NOTHING
    who: Column = NOTHING
    note: Column = NOTHING


@dataclass(frozen=True, slots=True)
class Pile:
    """Work of one sort that waits.

    Attributes:
        newest_first: whether what has the latest time lies on top.
    """

    name: str
    parts: tuple[Part, ...]
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One card, before anything of it is read.

    Attributes:
        name: its address within the page.
        empty: what it says when nothing lies in it.
        is_work: whether somebody has to do something about it.
        link: where all of it is listed; blank where no list is.
    """

    name: str
    title: str | Promise
    empty: str | Promise
    parts: tuple[Part, ...]
    link: str = ""
    is_work: bool = True
    newest_first: bool = False

    @property
    def pile(self) -> Pile:
        """What is read for it."""
        return Pile(self.name, self.parts, self.newest_first)


class HowMany(Subquery):
    """How many rows a query would give."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def person(path: str) -> Coalesce:
    """Return the name of an account that a row points to; blank where there is none."""
    shown = NullIf(F(f"{path}__display_name"), Value(""))
    return Coalesce(shown, F(f"{path}__username"), Value(""))


def how_many(piles: Sequence[Pile], user: Any, **more: Any) -> dict[str, Any]:
    """Count in every pile, up to one more than ``MOST_COUNTED``, in one query.

    Args:
        more: other expressions that the same query shall answer, by name.
    """
    counts = {
        f"{pile.name}_{place}": HowMany(part.rows.order_by().values("pk")[: MOST_COUNTED + 1])
        for pile in piles
        for place, part in enumerate(pile.parts)
    }
    wanted = counts | more
    if not wanted:
        return {}
    answer = User.objects.filter(pk=user.pk).annotate(**wanted).values(*wanted).get()
    sums = {
        pile.name: sum(answer[f"{pile.name}_{place}"] for place, _part in enumerate(pile.parts))
        for pile in piles
    }
    return sums | {name: answer[name] for name in more}


def on_top(piles: Sequence[Pile]) -> dict[str, list[Row]]:
    """Read the first rows of every pile in one query."""
    queries = [_read(pile.name, part) for pile in piles for part in pile.parts]
    if not queries:
        return {}
    first, *others = queries
    rows = [Row(*values) for values in first.union(*others, all=True).order_by()]
    return {
        pile.name: sorted(
            (row for row in rows if row.pile == pile.name),
            key=attrgetter("at"),
            reverse=pile.newest_first,
        )[:ON_TOP]
        for pile in piles
    }


def _read(pile: str, part: Part) -> QuerySet[Any, Any]:
    # The rows on top are chosen inside, because a part of a UNION may not be sliced.
    known: QuerySet[Any, Any] = part.rows.model._default_manager.all()
    chosen = known.filter(pk__in=part.rows.values("pk")[:ON_TOP])
    return chosen.order_by().values_list(
        Value(pile, CharField()),
        Value(part.kind, CharField()),
        part.number,
        Cast(part.headline, TextField()),
        Cast(part.section, TextField()),
        part.at,
        Cast(part.who, TextField()),
        Cast(part.note, TextField()),
    )
