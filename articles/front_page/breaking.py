"""The bar above the pages when something has just happened."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles.models import Article, BreakingNews

Told = dict[str, Any]


def breaking_news(at: datetime | None = None) -> BreakingNews | None:
    """Return the newest breaking news that stands at an instant (default: now), if any.

    Its ``article`` is there only while readers may see it, with what its address needs.
    """
    return news_of(_told(at).first())


def breaking_column() -> Subquery:
    """Return the breaking news that stands now, for another query to bring along."""
    return Subquery(_told(None)[:1])


def news_of(told: Told | None) -> BreakingNews | None:
    """Return the breaking news that came along with another query."""
    if not told:
        return None
    is_linked = told["slug"] is not None
    article = Article(pk=told["article"], slug=told["slug"]) if is_linked else None
    return BreakingNews(pk=told["pk"], text=told["text"], article=article)


def _told(at: datetime | None) -> "QuerySet[BreakingNews, Told]":
    at = at or timezone.now()
    public = Article.objects.public(at).filter(pk=OuterRef("article")).values("slug")
    told = JSONObject(pk="pk", text="text", article="article", slug=Subquery(public[:1]))
    standing = BreakingNews.objects.standing(at).order_by("-starts_at", "-pk")
    rows: QuerySet[BreakingNews, Told] = standing.values_list(told, flat=True)
    return rows
