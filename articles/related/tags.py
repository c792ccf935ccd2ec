"""Which topics go with a topic: those that its newest articles have as well."""

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from articles.models import Article, ArticleTag, Tag

LOOKED_AT = 200
MOST = 8


def tags_beside(tag: Tag) -> list[Tag]:
    """Return the topics that most of the newest public articles of a topic have, too.

    In one query, whose cost does not grow with the topic.
    """
    is_public = Exists(Article.objects.public().filter(pk=OuterRef("content_object")))
    uses = ArticleTag.objects.filter(is_public, tag=tag, published_at__lte=timezone.now())
    newest = uses.order_by("-published_at", "-content_object").values("content_object")[:LOOKED_AT]
    beside = ArticleTag.objects.filter(content_object__in=newest).exclude(tag=tag).order_by()
    most = beside.values("tag", "tag__name", "tag__slug").annotate(n=Count("pk"))
    return [
        Tag(pk=row["tag"], name=row["tag__name"], slug=row["tag__slug"])
        for row in most.order_by("-n", "tag__name")[:MOST]
    ]
