"""A page of results as readers see it: articles with their lines, and the ways to narrow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Article, Category
from articles.search import Found
from articles.search.narrowing import Kind, When, counted, counted_times, first_day
from articles.search.searched import LAST_PAGE, Searched
from articles.search.snippets import Piece, marked, snippet
from articles.search.terms import Part

PAGE_SIZE = 20
MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Result:
    """An article that was found, its headline and a line of it, with the words marked."""

    article: Article
    headline: list[Piece]
    line: list[Piece]
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the results."""

    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way to narrow the search, or back out of it where it was chosen.

    Attributes:
        count: how many articles are left.
        is_below: whether it is a subcategory.
    """

    name: str
    address: str
    count: int
    is_chosen: bool
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Ways of one kind."""

    name: str
    choices: list[Way]


class Results:
    """One page of results."""

    def __init__(
        self,
        search: Searched,
        found: Found,
        articles: Sequence[Article],
        categories: Sequence[Category],
        today: date,
    ) -> None:
        self.search, self.found, self.categories, self.today = search, found, categories, today
        self.results = [self._result(article) for article in articles]
        self.choices = counted(found.full)

    @cached_property
    def count(self) -> int:
        """How many were found; where not all were read, the newest of them."""
        return len({*self.found.pinned, *(match.article for match in self.found.matches)})

    @property
    def full_count(self) -> int:
        """How many of them hold every word."""
        return len(self.found.full)

    @property
    def next_page(self) -> Searched | None:
        """The next page, if there is one."""
        is_more = self.count > self.search.page * PAGE_SIZE and self.search.page < LAST_PAGE
        return self.search.turned(1) if is_more else None

    @property
    def previous_page(self) -> Searched | None:
        """The page before, if there is one."""
        return self.search.turned(-1) if self.search.page > 1 else None

    def orders(self) -> list[Order]:
        """Return the orders of the results."""
        newest = self.search.newest_first
        best, latest = (self.search.sorted_by(newest_first=each).address for each in (False, True))
        return [
            Order(_("Sát nhất"), best, not newest),
            Order(pgettext("order of results", "Mới nhất"), latest, newest),
        ]

    def groups(self) -> list[Group]:
        """Return the ways to narrow the search, and out of what was chosen.

        Beside what was chosen stands only what lies within it: of anything else, which
        would take its place, this page does not know how many there are.
        """
        groups = [
            Group(_("Chuyên mục"), self._categories()),
            Group(_("Thời gian"), self._times()),
            Group(_("Tác giả"), self._named(Kind.AUTHOR)),
            Group(_("Nguồn"), self._named(Kind.SOURCE)),
            Group(_("Ảnh"), self._photo()),
        ]
        return [group for group in groups if group.choices]

    def _categories(self) -> list[Way]:
        counts = {choice.number: choice.count for choice in self.choices[Kind.CATEGORY]}
        chosen = self.search.narrowing.kinds.get(Kind.CATEGORY)
        return [
            self._way(
                Kind.CATEGORY, each.pk, each.name, counts[each.pk], each.parent_id is not None
            )
            for each in self.categories
            if each.pk in counts and chosen in (None, each.pk, each.parent_id)
        ]

    def _times(self) -> list[Way]:
        names = {
            When.TODAY: _("Hôm nay"),
            When.WEEK: _("7 ngày qua"),
            When.MONTH: _("30 ngày qua"),
            When.THIS_YEAR: _("Năm nay"),
        }
        counts = counted_times(self.found.full, self.today)
        chosen, days = self.search.when, self.search.narrowing
        return [
            Way(
                name,
                self.search.timed(None if when == chosen else when).address,
                counts[when],
                when == chosen,
            )
            for when, name in names.items()
            if when == chosen
            or (counts[when] and days.holds_all_since(first_day(when, self.today)))
        ]

    def _named(self, kind: Kind) -> list[Way]:
        chosen = self.search.narrowing.kinds.get(kind)
        choices = [each for each in self.choices[kind] if chosen in (None, each.number)]
        return [
            self._way(kind, each.number, each.name, each.count) for each in choices[:MOST_CHOICES]
        ]

    def _photo(self) -> list[Way]:
        choices = self.choices[Kind.PHOTO]
        return [self._way(Kind.PHOTO, 1, _("Có ảnh"), each.count) for each in choices]

    def _way(self, kind: Kind, number: int, name: str, count: int, is_below: bool = False) -> Way:
        is_chosen = self.search.narrowing.kinds.get(kind) == number
        address = self.search.narrowed(kind, None if is_chosen else number).address
        return Way(name, address, count, is_chosen, is_below)

    def _result(self, article: Article) -> Result:
        asked, parts = self.found.asked, article.search_entry.words.parts
        texts = [article.standfirst, parts[Part.BODY], parts[Part.CAPTIONS]]
        return Result(
            article,
            marked(article.headline, asked),
            snippet(texts, asked),
            article.pk in self.found.pinned,
        )
