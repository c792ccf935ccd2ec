"""What stands on the front page: the newest, and a strip for each category. Two queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from articles.models import Article, Category

SECONDS = 3
LATEST = 8
STRIP = 5


@dataclass(frozen=True, slots=True)
class Strip:
    """A category and its newest articles that stand nowhere above."""

    category: Category
    articles: list[Article]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page, top to bottom. No article stands on it twice."""

    lead: Article | None
    seconds: list[Article]
    latest: list[Article]
    strips: list[Strip]


def front_page(categories: Sequence[Category]) -> FrontPage:
    """Lay out the front page.

    Args:
        categories: all categories; those without a parent get a strip, in their order,
            with the articles of their subcategories.
    """
    newest = list(Article.objects.public().newest_first().with_card_parts()[: 1 + SECONDS + LATEST])
    lead = _first_with_picture(newest)
    rest = [article for article in newest if article is not lead]
    seconds, latest = rest[:SECONDS], rest[SECONDS:]
    used = {article.pk for article in newest}
    return FrontPage(lead, seconds, latest, _strips(categories, used))


def _first_with_picture(articles: list[Article]) -> Article | None:
    """Prefer a lead that has a picture among the few newest."""
    top = articles[: 1 + SECONDS]
    pictured = (article for article in top if article.lead_photo and article.lead_photo.has_file)
    return next(pictured, top[0] if top else None)


def _strips(categories: Sequence[Category], used: set[int]) -> list[Strip]:
    families = {
        category.pk: [category.pk, *(c.pk for c in categories if c.parent_id == category.pk)]
        for category in categories
        if category.parent_id is None
    }
    if not families:
        return []
    rest = Article.objects.public().exclude(pk__in=used).newest_first()
    newest_of_each = [
        Q(pk__in=rest.filter(category__in=family).values("pk")[:STRIP])
        for family in families.values()
    ]
    found = list(
        Article.objects.filter(reduce(or_, newest_of_each)).with_card_parts().newest_first()
    )
    strips = [
        Strip(
            category, _picture_first([a for a in found if a.category_id in families[category.pk]])
        )
        for category in categories
        if category.pk in families
    ]
    return [strip for strip in strips if strip.articles]


def _picture_first(articles: list[Article]) -> list[Article]:
    """Lead with an article that has a picture; leave the others in their order."""
    lead = _first_with_picture(articles)
    return sorted(articles, key=lambda article: article is not lead)
