"""Filters of the list of articles, as links that say how many articles each leads to.

A ``Facet`` is one group of links, one of which may be chosen. It narrows the list, and
it says how its links are counted: by columns (``tallies``) whose values are grouped over
the newest articles, or, where the whole paper is listed, along an index (``whole``).
``facet_counts`` counts all of them together; docs/decisions/0012-bounded-counts.md says
what a number means.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ListFilter
from django.db.models import Case, IntegerField, Model, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.confirming import Words
from articles.admin.counting import BOUND, counted

EXACT = "*"
"""What is counted along an index is tallied under the facet's name and this."""


@dataclass
class Option:
    """One link of a facet.

    Attributes:
        n: how many articles it leads to; None where that was not counted.
        is_least: whether only the newest were looked at, so that there may be more.
        url: where it leads; a chosen one leads back.
    """

    value: str
    label: Words
    is_child: bool = False
    n: int | None = None
    is_least: bool = False
    is_chosen: bool = False
    url: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it certainly leads to nothing."""
        return self.n == 0 and not self.is_least

    @property
    def number(self) -> str:
        """The number as briefly as a margin needs it: "312", "10.000+"."""
        if self.n is None or (self.is_least and not self.n):
            return ""
        is_least = self.is_least or self.n > BOUND
        return counted(min(self.n, BOUND)) + ("+" if is_least else "")

    @property
    def said(self) -> str:
        """The number in words: "ít nhất 312"."""
        if self.n and self.is_least and self.n <= BOUND:
            return _("ít nhất %(n)s") % {"n": counted(self.n)}
        return counted(self.n) if self.number and self.n is not None else ""


class Facet(ListFilter):
    """A group of links, one of which may be chosen.

    Attributes:
        parameter: the name in the address; ``others`` are further ones.
        has_search: whether one may type a name that is not among the links.
    """

    title: Any = ""
    parameter = ""
    others: tuple[str, ...] = ()
    has_search = False
    template = "admin/desk/list_facet.html"

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.request, self.parameter_name = request, self.parameter
        self.given: dict[str, str] = {
            name: str(params.pop(name)[-1]).strip()
            for name in self.expected_parameters()
            if name in params
        }
        self.tallied: dict[str, Counter[str]] = {}
        self.named: dict[str, str] = {}
        self.is_cut = False

    def has_output(self) -> bool:
        """Every facet is shown."""
        return True

    def expected_parameters(self) -> list[str]:
        """Name what the facet reads from the address."""
        return [self.parameter, *self.others]

    @property
    def value(self) -> str:
        """What was chosen, as it stands in the address."""
        return self.given.get(self.parameter, "")

    @property
    def is_active(self) -> bool:
        """Whether something known was chosen."""
        return any(option.value == self.value for option in self.options())

    # What it does to the list ----------------------------------------------------

    def narrowed(self, articles: Any) -> Any:
        """Keep the articles of what was chosen."""
        return articles

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Keep the articles of what was chosen, if anything was."""
        return self.narrowed(queryset) if self.is_active else queryset

    # How its links are counted -----------------------------------------------------

    def tallies(self) -> Mapping[str, Any]:
        """Return the columns that are grouped to count the links, by name."""
        return {}

    def whole(self) -> Sequence[tuple[str, QuerySet[Any]]]:
        """Return, for each link, articles that are counted along an index."""
        return ()

    @property
    def is_counted_along_an_index(self) -> bool:
        """Whether the links of the whole paper are counted exactly."""
        return bool(self.whole() or self.names_of_all())

    def names(self, base: str) -> str:
        """Return SQL that gives the most frequent names in a base; empty where none is needed."""
        return ""

    def names_of_all(self) -> str:
        """Return the same SQL for the whole paper."""
        return ""

    def count(self, option: Option) -> int:
        """Return how many articles the link leads to, by what was tallied."""
        return self.tallied.get(self.parameter, Counter())[option.value]

    # What is shown -------------------------------------------------------------------

    def options(self) -> list[Option]:
        """Return the links."""
        return []

    def chosen(self) -> str:
        """Return what was chosen, in words."""
        return next((str(each.label) for each in self.options() if each.value == self.value), "")

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Give the links with their numbers and addresses."""
        exact = self.tallied.get(self.parameter + EXACT, Counter())
        cleared: dict[str, Any] = dict.fromkeys(self.expected_parameters())
        for option in self.options():
            option.is_chosen = self.is_active and option.value == self.value
            if option.value in exact:
                option.n = exact[option.value]
            elif self.tallied:
                option.n, option.is_least = self.count(option), self.is_cut
            value = None if option.is_chosen else option.value
            option.url = changelist.get_query_string({**cleared, self.parameter: value})
            yield option

    def without(self, changelist: Any) -> str:
        """Return the address of the list without this filter."""
        return str(changelist.get_query_string(dict.fromkeys(self.expected_parameters())))


def as_bit(condition: Any, bit: int = 1) -> Any:
    """Return a column that holds the bit where the condition holds, and 0 elsewhere."""
    return Case(When(condition, then=Value(bit)), default=Value(0), output_field=IntegerField())
