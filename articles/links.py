"""The links of a text: which of them lead nowhere.

Links to our own pages are looked up. Links to other sites are judged by their spelling only,
on purpose: the desk asks no other site for anything, so that nobody learns what a newsroom is
writing about, and no address can make this server open another.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from articles import body
from articles.models import Article, Author, Category, LegacyPath, Tag
from articles.old_paths import path_of, spellings
from articles.paging import LARGEST_ID

LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
HOST = re.compile(r"(?=.{4,253}\Z)(?:[\w-]{1,63}\.)+[\w-]{2,63}", re.UNICODE)
MAIL = re.compile(r"mailto:[^@\s]+@[\w.-]+\.[\w-]{2,}(?:\?.*)?", re.IGNORECASE)
PHONE = re.compile(r"tel:\+?[\d().\s-]{3,}", re.IGNORECASE)
SLUGS: dict[str, type[Any]] = {
    "articles:category": Category,
    "articles:subcategory": Category,
    "articles:tag": Tag,
    "articles:author": Author,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A link that readers could not follow.

    Attributes:
        place: how many links stand before it in the text.
        words: what it says; why: what is wrong, and what to do.
    """

    place: int
    address: str
    words: str
    why: str


def problems(html: str) -> list[Problem]:
    """Return the links of a cleaned body that lead nowhere, in their order.

    One query for all articles they name, and one each for the categories, topics,
    authors and old addresses, if any are named.
    """
    links = [(unescape(found[1]), body.plain(found[2])) for found in LINK.finditer(html)]
    own = OwnPages(address for address, _words in links if address.startswith("/"))
    judged = [
        (place, address, words, own.fault(address) if address.startswith("/") else fault(address))
        for place, (address, words) in enumerate(links)
    ]
    return [Problem(*each) for each in judged if each[-1]]


def broken_links(html: str) -> list[str]:
    """Return a sentence for every link of a cleaned body that leads nowhere."""
    return [
        _("Liên kết «%(words)s» (%(address)s): %(why)s")
        % {"words": each.words[:60], "address": each.address[:80], "why": each.why}
        for each in problems(html)
    ]


def fault(address: str) -> str:
    """Say what is wrong with the spelling of an address of another site; "" for nothing."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return _("địa chỉ sai.")
    if parts.scheme == "mailto":
        return "" if MAIL.fullmatch(address) else _("thư điện tử sai.")
    if parts.scheme == "tel":
        return "" if PHONE.fullmatch(unquote(address)) else _("số điện thoại sai.")
    if not parts.scheme:
        return _("địa chỉ thiếu https://")
    if host == "localhost" or _is_private(host):
        return _("địa chỉ này chỉ mở được trong máy của bạn.")
    return "" if HOST.fullmatch(host) or _is_number(host) else _("địa chỉ sai.")


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def _is_private(host: str) -> bool:
    return _is_number(host) and not ip_address(host).is_global


class OwnPages:
    """What stands at addresses of our own, looked up together."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self.matches = {address: _match(address) for address in addresses}

    def fault(self, address: str) -> str:
        """Say what is wrong with a path of ours; "" for nothing."""
        match = self.matches[address]
        path = _path(address)
        if match is None:
            return "" if self._has_moved(address) else _("báo không có trang này.")
        if path.startswith(settings.DESK_PATH):
            return _("trang của tòa soạn, độc giả không mở được.")
        if match.view_name == "articles:article":
            return self._article_fault(int(match.kwargs["pk"]))
        model = SLUGS.get(match.view_name)
        is_known = not model or match.kwargs["slug"] in self.slugs[model]
        return "" if is_known or self._has_moved(address) else _("báo không có trang này.")

    def _article_fault(self, pk: int) -> str:
        article = self.articles.get(pk)
        if article is None:
            return _("không có bài này.")
        if article.is_withdrawn:
            return _("bài này đã gỡ.")
        return "" if article.is_public else _("bài này chưa đăng hoặc đã hạ.")

    @cached_property
    def articles(self) -> dict[int, Article]:
        """The articles that are named, by id."""
        named = {int(match.kwargs["pk"]) for match in self._named("articles:article")}
        found = Article.objects.only("status", "published_at", "expires_at")
        return dict(found.in_bulk([pk for pk in named if pk <= LARGEST_ID]))

    @cached_property
    def slugs(self) -> dict[type[Any], set[str]]:
        """The names of pages that exist, among those that are named, by model."""
        named: dict[type[Any], set[str]] = {}
        for view, model in SLUGS.items():
            slugs = {match.kwargs["slug"] for match in self._named(view)}
            named[model] = named.get(model, set()) | slugs
        return {
            model: set(model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))
            for model, slugs in named.items()
            if slugs
        }

    @cached_property
    def legacy(self) -> set[str]:
        """The addresses of old sites among those that are named."""
        paths = {path for address in self.matches for path in _old(address)}
        found = LegacyPath.objects.filter(path__in=paths)
        return set(found.values_list("path", flat=True))

    def _has_moved(self, address: str) -> bool:
        """Whether something stood here that is found elsewhere now."""
        return not self.legacy.isdisjoint(_old(address))

    def _named(self, view: str) -> Iterator[ResolverMatch]:
        return (match for match in self.matches.values() if match and match.view_name == view)


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return address


def _old(address: str) -> list[str]:
    """Return the spellings in which an address may be kept as an old one."""
    path = path_of(address)
    return spellings(path) if path else []


def _match(address: str) -> ResolverMatch | None:
    try:
        return resolve(_path(address))
    except Resolver404:
        return None
