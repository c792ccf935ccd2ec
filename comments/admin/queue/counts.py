"""How much lies in every pile and behind every filter: counted up to a bound, in one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from comments.admin.queue.asked import AGES, PILES, WAITING, Asked, held_by, in_pile, last_code
from comments.admin.queue.words import rule_label
from comments.models import Claim, Comment, Reason, Takedown

MOST_COUNTED = 1000
MOST_CHOICES = 30
Queries = QuerySet[Any, Any]


class Counted(NamedTuple):
    """One number: of what, of which value, and what the value is called."""

    facet: str
    value: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many comments have it; None where it is not counted."""

    value: str
    label: str
    n: int | None
    is_chosen: bool

    @property
    def number(self) -> str:
        """The number in figures."""
        return "" if self.n is None else in_words(self.n)


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as the page offers it."""

    name: str
    label: str
    choices: list[Choice]


class Counts:
    """All numbers of the page."""

    def __init__(self, rows: Iterable[Counted]) -> None:
        self.by_facet: dict[str, dict[str, Counted]] = defaultdict(dict)
        for row in rows:
            self.by_facet[row.facet][row.value] = row

    def of(self, facet: str, value: str = "") -> int:
        """Return one number."""
        row = self.by_facet[facet].get(value)
        return row.n if row else 0

    def held_elsewhere(self, me: int) -> list[Counted]:
        """Return which colleagues hold how many of the waiting comments."""
        return [row for value, row in self.by_facet["claim"].items() if value != str(me)]


def in_words(n: int) -> str:
    """Write a number that was counted up to ``MOST_COUNTED``: "312", "1.000+"."""
    written = number_format(min(n, MOST_COUNTED), force_grouping=True)
    return f"{written}+" if n > MOST_COUNTED else written


def counted(asked: Asked) -> Counts:
    """Count everything the page says, in one query."""
    queries = [_up_to(in_pile(pile), "pile", pile) for pile in PILES]
    queries.append(_up_to(Takedown.objects.open(), "takedown", "open"))
    queries.append(_up_to(Takedown.objects.overdue(), "takedown", "overdue"))
    found = asked.filtered(in_pile(asked.pile))
    queries.append(_up_to(found, "found", ""))
    lying = Comment.objects.filter(pk__in=_first(in_pile(asked.pile)))
    held = Coalesce(held_by(), Value(""))
    queries.append(_grouped(lying.annotate(of=held), "luat", F("of"), F("of")))
    queries.append(
        _grouped(lying.annotate(of=last_code()).exclude(of=""), "ly-do", F("of"), F("of"))
    )
    queries.append(_grouped(lying, "bai", F("article_id"), F("article__headline")))
    queries.append(
        _grouped(lying, "chuyen-muc", F("article__category_id"), F("article__category__name"))
    )
    claims = Claim.objects.in_force().filter(comment__in=_first(in_pile(WAITING)))
    queries.append(_grouped(claims, "claim", F("by_id"), F("by__username")))
    first, *others = queries
    return Counts(Counted(*row) for row in first.union(*others, all=True).order_by())


def filters_of(asked: Asked, counts: Counts) -> list[Filter]:
    """Return the filters with their values, the most frequent first."""
    chosen = {
        "luat": asked.rule,
        "ly-do": asked.reason,
        "bai": str(asked.article or ""),
        "chuyen-muc": str(asked.section or ""),
    }
    labels = {"luat": _("Luật"), "ly-do": _("Lý do"), "bai": _("Bài"), "chuyen-muc": _("Mục")}
    found = [Filter(name, labels[name], _choices(name, counts, chosen[name])) for name in labels]
    ages = [Choice(key, str(words), None, asked.age == key) for key, (words, _age) in AGES.items()]
    return [*(each for each in found if each.choices), Filter("tuoi", _("Tuổi"), ages)]


def waiting_numbers(request: HttpRequest) -> dict[str, int]:
    """Return how many comments wait and how many takedown requests are open, once a request."""
    known: dict[str, int] | None = getattr(request, "waiting_numbers", None)
    if known is None:
        waiting = _up_to(in_pile(WAITING), "pile", WAITING)
        asked = _up_to(Takedown.objects.open(), "takedown", "open")
        rows = waiting.union(asked, all=True).order_by()
        known = keep_numbers(request, Counts(Counted(*row) for row in rows))
    return known


def keep_numbers(request: HttpRequest, counts: Counts) -> dict[str, int]:
    """Let the navigation of this page use what the page has counted already."""
    numbers = {"comments": counts.of("pile", WAITING), "takedowns": counts.of("takedown", "open")}
    request.waiting_numbers = numbers  # type: ignore[attr-defined]
    return numbers


def _choices(name: str, counts: Counts, chosen: str) -> list[Choice]:
    rows = sorted(counts.by_facet[name].values(), key=lambda row: (-row.n, row.label))
    known = {row.value for row in rows}
    extra = [Counted(name, chosen, chosen, 0)] if chosen and chosen not in known else []
    return [
        Choice(row.value, _label(name, row), row.n, row.value == chosen)
        for row in [*extra, *rows[:MOST_CHOICES]]
        if row.value
    ]


def _label(name: str, row: Counted) -> str:
    if name == "luat":
        return rule_label(row.value)
    return str(Reason(row.value).label) if name == "ly-do" else row.label


def _first(rows: QuerySet[Any]) -> Queries:
    return rows.order_by().values("pk")[: MOST_COUNTED + 1]


def _up_to(rows: QuerySet[Any], facet: str, value: str) -> Queries:
    """Count rows up to the bound, as one line of the union."""
    model: Any = rows.model
    few = model._default_manager.filter(pk__in=_first(rows)).order_by()
    one = few.annotate(whole=Value(1)).values("whole").annotate(n=Count("pk"))
    found: Queries = one.values_list(_text(facet), _text(value), _text(""), "n")
    return found


def _grouped(rows: QuerySet[Any], facet: str, value: Any, label: Any) -> Queries:
    groups = rows.order_by().annotate(v=Cast(value, TextField()), w=Cast(label, TextField()))
    counts = groups.values("v", "w").annotate(n=Count("pk", output_field=IntegerField()))
    found: Queries = counts.values_list(_text(facet), "v", "w", "n")
    return found


def _text(words: str) -> Cast:
    return Cast(Value(words), TextField())
