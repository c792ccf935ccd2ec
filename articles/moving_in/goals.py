"""What a line of old addresses leads to: looked up for many lines at once."""

import re
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles.models import Article, Author, Category, LegacyPath, Tag
from articles.models.legacy_path import Goal
from articles.old_paths import path_of
from articles.paging import LARGEST_ID

BATCH = 500
NUMBER = re.compile(r"#?([0-9]{1,19})")
OWN_NUMBER = re.compile(r"/[^/]*-([0-9]{1,19})\.html")
PLACES: tuple[tuple[re.Pattern[str], type[Any]], ...] = (
    (re.compile(r"/chu-de/([\w-]+)/"), Tag),
    (re.compile(r"/tac-gia/([\w-]+)/"), Author),
)
# Pages that stand only where there is a row of this name; any other page always stands.
NAMED = ("article", "tag", "author", "category", "subcategory")


class Goals:
    """The rows that the goals of some lines mean, and the pages that stand here already.

    Args:
        written: goals and old addresses, as lines have them.
    """

    def __init__(self, written: Collection[str]) -> None:
        addresses = {path for each in written if (path := path_of(each))}
        addresses |= {path.partition("?")[0] for path in addresses}
        numbers = {number for each in written if (number := number_in(each))}
        numbers |= {int(found[1]) for path in addresses if (found := OWN_NUMBER.fullmatch(path))}
        light = Article.objects.only("guid", "slug", "status", "published_at", "expires_at")
        self.articles: dict[int, Article] = {}
        for some in _batches(numbers):
            self.articles |= light.in_bulk([pk for pk in some if pk <= LARGEST_ID])
        self.by_guid: dict[UUID, Article] = {}
        for some in _batches({guid for each in written if (guid := guid_in(each))}):
            self.by_guid |= light.in_bulk(some, field_name="guid")
        self.places = self._places(addresses)
        self.moved: dict[str, Goal] = {}
        for some in _batches(addresses):
            rows = LegacyPath.objects.filter(path__in=some)
            rows = rows.select_related("article", "category__parent", "tag", "author")
            self.moved |= {row.path: row.goal for row in rows.defer("article__body")}

    def named(self, goal: str) -> Goal | None:
        """Return the article that a number or a guid means."""
        if number := number_in(goal):
            return self.articles.get(number)
        guid = guid_in(goal)
        return self.by_guid.get(guid) if guid else None

    def at(self, path: str) -> Goal | None:
        """Return what stands at an address of ours now."""
        number = OWN_NUMBER.fullmatch(path)
        article = self.articles.get(int(number[1])) if number else None
        if article and article.get_absolute_url() == path:
            return article
        return self.places.get(path)

    def stands(self, path: str) -> bool:
        """Whether readers find a page of ours at a path, so that it cannot lead elsewhere."""
        bare, _mark, query = path.partition("?")
        if self.at(bare) is not None:
            return True
        if bare == "/":
            return not query  # The front page asks where a query leads.
        try:
            return resolve(bare).url_name not in NAMED
        except Resolver404:
            return False

    def why_unknown(self, goal: str) -> str:
        """Say what is wrong with a goal that means nothing here."""
        path = path_of(goal)
        number = OWN_NUMBER.fullmatch(path or "")
        if number and (article := self.articles.get(int(number[1]))):
            says = _("bài %(id)s nay ở %(address)s: hãy ghi địa chỉ ấy, hoặc số bài")
            return says % {"id": article.pk, "address": article.get_absolute_url()}
        if path:
            return _("báo không có trang «%(address)s»") % {"address": goal[:80]}
        if number_in(goal) or guid_in(goal):
            return _("không có bài «%(id)s»") % {"id": goal}
        return _("«%(goal)s» không phải số bài, guid hay địa chỉ") % {"goal": goal[:60]}

    def _places(self, addresses: Iterable[str]) -> dict[str, Goal]:
        rows: list[Goal] = list(Category.objects.select_related("parent"))
        for pattern, model in PLACES:
            slugs = {found[1] for path in addresses if (found := pattern.fullmatch(path))}
            for some in _batches(slugs):
                rows += model._default_manager.filter(slug__in=some)
        return {row.get_absolute_url(): row for row in rows}


def number_in(goal: str) -> int:
    """Return the number that a goal is; 0 where it is none."""
    found = NUMBER.fullmatch(goal)
    return int(found[1]) if found else 0


def guid_in(goal: str) -> UUID | None:
    """Return the lasting identifier that a goal is, as feeds write it or without their prefix."""
    try:
        return UUID(goal) if len(goal) >= 32 else None
    except ValueError:
        return None


def _batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    listed = sorted(values)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))
