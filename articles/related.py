"""What stands beside an article, each with its reason. No reader profile is used.

One query brings all neighbours of a page: the articles its references name, the
ones that share a tag, and the newest of its category.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, ArticleTag, Reference
from articles.text import match_key

RELATED = 4
SAME_CATEGORY = 6


@dataclass(frozen=True, slots=True)
class Related:
    """A related article and the topic that relates it."""

    article: Article
    topic: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a page shows beside its article."""

    related: list[Related] = field(default_factory=list)
    same_category: list[Article] = field(default_factory=list)
    referred: dict[str, Article] = field(default_factory=dict)

    def find(self, headline: str) -> Article | None:
        """Return the article a reference line names, when readers may see it."""
        return self.referred.get(match_key(headline))


def neighbours(article: Article) -> Neighbours:
    """Find what stands beside this article, in one query.

    Related are articles that share a tag: most shared tags first, then newest;
    the reason named is the rarest of the shared tags. An article that is related
    does not stand again under its category.
    """
    others = Article.objects.public().exclude(pk=article.pk)
    tags = ArticleTag.objects.filter(content_object=article.pk).values("tag")
    shared = ArticleTag.objects.filter(content_object=OuterRef("pk"), tag__in=tags)
    references = Reference.objects.filter(article=article.pk)

    related = others.filter(tagged_items__tag__in=tags).annotate(shared=Count("pk"))
    most_shared = related.order_by("-shared", "-published_at", "-pk")
    newest = others.filter(category=article.category_id).newest_first()
    found = others.filter(
        Q(pk__in=most_shared.values("pk")[:RELATED])
        | Q(pk__in=newest.values("pk")[: RELATED + SAME_CATEGORY])
        | Q(pk__in=references.exclude(target=None).values("target"))
    ).annotate(
        topic=Subquery(
            shared.annotate(uses=Count("tag__tagged_items"))
            .order_by("uses", "tag__name")
            .values("tag__name")[:1]
        ),
        shared=Coalesce(
            Subquery(shared.values("content_object").annotate(n=Count("pk")).values("n")), 0
        ),
        named=Subquery(references.filter(target=OuterRef("pk")).values("key")[:1]),
    )
    return _arrange(article, list(found.with_card_parts().newest_first()))


def _arrange(article: Article, found: list[Any]) -> Neighbours:
    """Put each neighbour where the page shows it."""
    sharing = sorted((other for other in found if other.shared), key=lambda other: -other.shared)
    related = sharing[:RELATED]
    same = [
        other
        for other in found
        if other.category_id == article.category_id and other not in related
    ]
    return Neighbours(
        related=[Related(other, other.topic) for other in related],
        same_category=same[:SAME_CATEGORY],
        referred={other.named: other for other in found if other.named},
    )
