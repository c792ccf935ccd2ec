"""Keyset pages: a long list costs the same on its last page as on its first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

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
    return f"{(article.published_at - EPOCH) // MICROSECOND}-{article.pk}"


def read_mark(mark: str) -> tuple[datetime, int] | None:
    """Return the time and id a mark stands for, or None where it is not one of ours."""
    stamp, dash, pk = mark.partition("-")
    if not (dash and stamp.isascii() and stamp.isdigit() and pk.isascii() and pk.isdigit()):
        return None
    if len(stamp) > 17 or len(pk) > 19 or int(pk) > LARGEST_ID:
        return None
    return EPOCH + int(stamp) * MICROSECOND, int(pk)


def page(
    articles: ArticleQuerySet,
    mark: str = "",
    clock: str = "published_at",
    size: int = PAGE_SIZE,
) -> Page:
    """Return the articles that stand after a mark, in one query.

    Args:
        articles: what to list; this function orders it and loads the card parts.
        mark: from the address; anything that is not a mark means the first page.
        clock: which copy of the publication time orders the list.
        size: how many articles stand on a page.
    """
    place = read_mark(mark)
    rest = articles.newest_first(clock).with_card_parts()
    if place:
        rest = rest.older_than(*place, clock)
    found = list(rest[: size + 1])
    shown = found[:size]
    return Page(
        articles=shown,
        next_mark=mark_of(shown[-1]) if len(found) > size else "",
        is_first=place is None,
    )
