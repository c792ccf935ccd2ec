"""What the address of a results page says: the words, what they are narrowed to, the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from articles.models import Category
from articles.paging import LARGEST_ID
from articles.search.asked import LONGEST_QUERY
from articles.search.narrowing import Kind, Narrowing, When, first_day
from articles.text import nfc

LAST_PAGE = 100
NEWEST = "moi"
# What the parts of a search are called in its address.
NUMBERS = {Kind.CATEGORY: "muc", Kind.AUTHOR: "tac-gia", Kind.SOURCE: "nguon", Kind.PHOTO: "anh"}


@dataclass(frozen=True, slots=True)
class Searched:
    """A search as its address says it.

    Attributes:
        query: the words, in NFC.
        narrowing: what they are narrowed to.
        when: the time that readers mean, where one was chosen by its name.
        newest_first: the order.
        page: counted from 1.
    """

    query: str
    narrowing: Narrowing
    when: When | None = None
    newest_first: bool = False
    page: int = 1

    @property
    def address(self) -> str:
        """The address of this page of results."""
        return f"{reverse('articles:search')}?{urlencode(self._said())}"

    @property
    def kept(self) -> list[tuple[str, object]]:
        """What a form that asks for other days keeps."""
        left_out = ("tu", "den", "khi", "trang")
        return [(name, said) for name, said in self._said().items() if name not in left_out]

    @property
    def is_narrowed(self) -> bool:
        """Whether the search is narrowed to anything."""
        return self.narrowing != Narrowing({})

    @property
    def widened(self) -> "Searched":
        """The same words in the whole paper."""
        return replace(self, narrowing=Narrowing({}), when=None, page=1)

    @property
    def first_page(self) -> "Searched":
        """The first page of these results."""
        return replace(self, page=1)

    def _said(self) -> dict[str, object]:
        days = {"tu": self.narrowing.since, "den": self.narrowing.until}
        said: dict[str, object] = {"q": self.query}
        said |= {NUMBERS[kind]: number for kind, number in self.narrowing.kinds.items()}
        if self.when:
            said["khi"] = self.when.value
        else:
            said |= {name: day.isoformat() for name, day in days.items() if day}
        said |= {"xep": NEWEST} if self.newest_first else {}
        said |= {"trang": self.page} if self.page > 1 else {}
        return said

    def narrowed(self, kind: Kind, number: int | None) -> "Searched":
        """Return the first page narrowed to one of a kind, or to none of it."""
        kinds = {each: of for each, of in self.narrowing.kinds.items() if each != kind}
        if number is not None:
            kinds[kind] = number
        return replace(self, narrowing=replace(self.narrowing, kinds=kinds), page=1)

    def timed(self, when: When | None) -> "Searched":
        """Return the first page narrowed to a time, or to none."""
        since = first_day(when, timezone.localdate()) if when else None
        narrowing = replace(self.narrowing, since=since, until=None)
        return replace(self, narrowing=narrowing, when=when, page=1)

    def sorted_by(self, newest_first: bool) -> "Searched":
        """Return the first page in another order."""
        return replace(self, newest_first=newest_first, page=1)

    def asking(self, query: str) -> "Searched":
        """Return the first page of other words."""
        return replace(self, query=query, page=1)

    def turned(self, pages: int) -> "Searched":
        """Return the page so many further on."""
        return replace(self, page=self.page + pages)


def searched(said: Mapping[str, str], categories: Sequence[Category]) -> Searched:
    """Read an address; what it says wrongly counts as not said.

    Args:
        said: the parts of the address after its question mark.
        categories: all of the paper's.
    """
    query = " ".join(nfc(said.get("q", "")).replace("\x00", " ").split())[:LONGEST_QUERY]
    kinds = {
        kind: number for kind, name in NUMBERS.items() if (number := _number(said.get(name, "")))
    }
    if not any(category.pk == kinds.get(Kind.CATEGORY) for category in categories):
        kinds.pop(Kind.CATEGORY, None)
    when = When(said["khi"]) if said.get("khi") in When else None
    since, until = _day(said.get("tu", "")), _day(said.get("den", ""))
    if when:
        since, until = first_day(when, timezone.localdate()), None
    page = min(_number(said.get("trang", "")) or 1, LAST_PAGE)
    narrowing = Narrowing(kinds, since, until)
    return Searched(query, narrowing, when, said.get("xep") == NEWEST, page)


def _number(said: str) -> int | None:
    is_number = said.isascii() and said.isdigit() and len(said) < 20
    return int(said) if is_number and 0 < int(said) <= LARGEST_ID else None


def _day(said: str) -> date | None:
    try:
        return parse_date(said)
    except ValueError:
        return None
