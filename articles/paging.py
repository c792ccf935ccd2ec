"""Keyset pages: a long list costs the same on its last page as on its first.

A mark names a place (a time and an id), not a number of pages, so that an address shows
the same articles however many come out since. It stands in the address of every page but
the first: the page shows what stands after it, and the way back is the mark of the article
that stands one page before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article
from articles.querysets import ArticleQuerySet

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and the ways on and back.

    Attributes:
        next_mark: at which the next page starts; "" on the last one.
        is_first: whether nothing stands before it.
        previous_mark: at which the page before it starts; "" for the beginning of the list.
    """

    articles: Sequence[Article]
    next_mark: str
    is_first: bool
    previous_mark: str = ""

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may keep the page: the beginning of a list that holds some."""
        return self.is_first and bool(self.articles)


def mark_of(article: Article) -> str:
    """Return the place of a published article in a newest-first list, as an address part."""
    assert article.published_at is not None
    return mark_at(article.published_at, article.pk)


def mark_at(instant: datetime, pk: int) -> str:
    """Return the mark of a place: the time and the id of what stands there."""
    return f"{(instant - EPOCH) // MICROSECOND}-{pk}"


def read_mark(mark: str) -> tuple[datetime, int] | None:
    """Return the time and id a mark stands for, or None where it is not one of ours."""
    stamp, dash, pk = mark.partition("-")
    if not (dash and stamp.isascii() and stamp.isdigit() and pk.isascii() and pk.isdigit()):
        return None
    if len(stamp) > 17 or len(pk) > 19 or int(pk) > LARGEST_ID:
        return None
    return EPOCH + int(stamp) * MICROSECOND, int(pk)


def page(articles: ArticleQuerySet, mark: str = "", size: int = PAGE_SIZE) -> Page:
    """Return the articles that stand after a mark: one query, and one more for the way back.

    Args:
        articles: what to list; this function orders it and loads the card parts.
        mark: from the address; anything that is not a mark means the first page.
        size: how many articles stand on a page.
    """
    place = read_mark(mark)
    if place is None:
        return _page(articles.newest_first().with_card_parts(), size)
    before = articles.not_older_than(*place).order_by("published_at", "pk")
    rest = articles.older_than(*place).newest_first().with_card_parts()
    return _page(rest, size, before.values_list("published_at", "pk"))


def page_along(
    links: QuerySet[Any], to: str, articles: ArticleQuerySet, mark: str = "", size: int = PAGE_SIZE
) -> Page:
    """Return a page of the articles that rows of a link table lead to; queries as in ``page``.

    The links are walked along their own index, newest first, and only as far as
    the page needs, however many there are.

    Args:
        links: the bylines of an author, or the tagged items of a tag; each knows the
            ``published_at`` of its article.
        to: the name of the link's foreign key to the article.
        articles: which of them may be listed.
        mark, size: as in ``page``.
    """
    place = read_mark(mark)
    walked = links.filter(Exists(articles.filter(pk=OuterRef(to))), published_at__isnull=False)
    before = None
    if place:
        at, pk = place
        since = Q(published_at__gt=at) | Q(**{"published_at": at, f"{to}__gte": pk})
        before = walked.filter(since, published_at__gte=at).order_by("published_at", to)
        until = Q(published_at__lt=at) | Q(**{"published_at": at, f"{to}__lt": pk})
        walked = walked.filter(until, published_at__lte=at)
    reached = walked.order_by("-published_at", f"-{to}").values(to)[: size + 1]
    found = Article.objects.filter(pk__among=reached).newest_first().with_card_parts()
    return _page(found, size, before if before is None else before.values_list("published_at", to))


def way_back(before: QuerySet[Any, Any], size: int = PAGE_SIZE) -> tuple[bool, str]:
    """Return whether nothing stands before a mark, and the mark of the page that does.

    Args:
        before: the times and ids of what stands at the mark or before it, the nearest first.
        size: how many stand on a page. No more than one page is read.
    """
    nearest = list(before[: size + 1])
    return not nearest, mark_at(*nearest[size]) if len(nearest) > size else ""


def _page(articles: ArticleQuerySet, size: int, before: QuerySet[Any, Any] | None = None) -> Page:
    """Make a page of one article more than stands on it: the one that tells of a next page."""
    found = list(articles[: size + 1])
    shown = found[:size]
    is_first, previous_mark = (True, "") if before is None else way_back(before, size)
    next_mark = mark_of(shown[-1]) if len(found) > size else ""
    return Page(shown, next_mark, is_first, previous_mark)
