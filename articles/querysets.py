"""The words of reading: which articles, in which order, with which parts."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from articles.models import Article, Author, Category, Tag


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, in the words of the newsroom."""

    def get_by_natural_key(self, guid: str) -> "Article":
        """Return the article with this lasting identifier."""
        return self.get(guid=guid)

    def public(self, at: datetime | None = None) -> Self:
        """Keep what readers may see at an instant (default: now).

        This and ``Article.is_public_at`` are the only definitions of "public".
        The embargo needs no word here: the database refuses a publication time
        that precedes it.
        """
        now = at or timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            status=self.model.Status.PUBLISHED,
            published_at__lte=now,
        )

    def in_category(self, category: "Category", children: Sequence["Category"] = ()) -> Self:
        """Keep the articles of a category and of these subcategories of it."""
        return self.filter(category__in=[category, *children])

    def tagged(self, tag: "Tag") -> Self:
        """Keep the articles with this tag. ``paging.page_along`` lists them."""
        return self.filter(tagged_items__tag=tag)

    def by(self, author: "Author") -> Self:
        """Keep the articles this author signed. ``paging.page_along`` lists them."""
        return self.filter(bylines__author=author)

    def newest_first(self) -> Self:
        """Order by publication time, newest first; the id breaks ties."""
        return self.order_by("-published_at", "-pk")

    def older_than(self, published_at: datetime, pk: int) -> Self:
        """Keep what stands after this place in ``newest_first`` order (keyset paging)."""
        return self.filter(
            Q(published_at__lt=published_at) | Q(published_at=published_at, pk__lt=pk),
            published_at__lte=published_at,
        )

    def with_card_parts(self) -> Self:
        """Load what a card shows: its category and its photo; leave the body unread.

        A card that asks for more fails at once instead of costing a query each.
        """
        return (
            self.select_related("category__parent", "lead_photo")
            .defer("body")
            .fetch_mode(models.FETCH_RAISE)
        )

    def with_page_parts(self) -> Self:
        """Load what the article page shows of the article itself, in three queries."""
        bylines = self.model.bylines.rel.related_model._default_manager.select_related("author")
        return self.select_related("category__parent", "lead_photo", "source").prefetch_related(
            models.Prefetch("bylines", queryset=bylines), "tags"
        )
