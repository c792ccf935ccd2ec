"""Keyset pages: a long list costs the same on its last page as on its first."""

from collections.abc import Iterable, Sequence
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
    """One page of a list, and the mark at which the next one starts."""

    articles: Sequence[Article]
    next_mark: str
    is_first: bool


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
    """Return the articles that stand after a mark, in one query.

    Args:
        articles: what to list; this function orders it and loads the card parts.
        mark: from the address; anything that is not a mark means the first page.
        size: how many articles stand on a page.
    """
    place = read_mark(mark)
    rest = articles.older_than(*place) if place else articles
    return _page(rest.newest_first().with_card_parts()[: size + 1], place is None, size)


def page_along(
    links: QuerySet[Any], to: str, articles: ArticleQuerySet, mark: str = "", size: int = PAGE_SIZE
) -> Page:
    """Return a page of the articles that rows of a link table lead to, in one query.

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
    if place:
        walked = walked.filter(
            Q(published_at__lt=place[0]) | Q(**{"published_at": place[0], f"{to}__lt": place[1]}),
            published_at__lte=place[0],
        )
    reached = walked.order_by("-published_at", f"-{to}").values(to)[: size + 1]
    found = Article.objects.filter(pk__in=reached).newest_first().with_card_parts()
    return _page(found, place is None, size)


def _page(articles: Iterable[Article], is_first: bool, size: int) -> Page:
    """Make a page of one article more than stands on it: the one that tells of a next page."""
    found = list(articles)
    shown = found[:size]
    return Page(shown, mark_of(shown[-1]) if len(found) > size else "", is_first)
