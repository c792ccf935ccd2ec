"""The bar above the pages when something has just happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article, BreakingNews

COLUMNS = ("pk", "text", "article", "linked_slug")


def breaking_news(at: datetime | None = None) -> BreakingNews | None:
    """Return the newest breaking news that stands at an instant (default: now), if any.

    Its ``article`` is there only while readers may see it, with what its address needs.
    """
    return _news(_standing(at).values_list(*COLUMNS).first())


def breaking_columns() -> dict[str, Subquery]:
    """Return the breaking news that stands now, for another query to bring along."""
    standing = _standing(None)
    return {f"breaking_{name}": Subquery(standing.values(name)[:1]) for name in COLUMNS}


def news_of(row: object) -> BreakingNews | None:
    """Return the breaking news that came along with a row of another query."""
    return _news([getattr(row, f"breaking_{name}") for name in COLUMNS])


def _news(told: Sequence[Any] | None) -> BreakingNews | None:
    if told is None or told[0] is None:
        return None
    pk, text, article, slug = told
    linked = Article(pk=article, slug=slug) if slug is not None else None
    return BreakingNews(pk=pk, text=text, article=linked)


def _standing(at: datetime | None) -> QuerySet[BreakingNews]:
    at = at or timezone.now()
    public = Article.objects.public(at).filter(pk=OuterRef("article")).values("slug")
    found: QuerySet[BreakingNews] = BreakingNews.objects.standing(at)
    return found.order_by("-starts_at", "-pk").annotate(linked_slug=Subquery(public[:1]))
