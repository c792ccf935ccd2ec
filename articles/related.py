"""What stands beside an article, each with its reason. No reader profile is used.

One query brings all neighbours of a page: the articles its references name, the
ones that share its topics, and the newest of its category.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Max,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from articles.models import Article, ArticleTag, Reference, Tag
from articles.paging import EPOCH
from articles.text import match_key

RELATED = 4
SAME_CATEGORY = 6
# A topic on more than two of the newest hundred articles is common: "Nga" alone relates
# nobody. Two shared topics do, or one that is not common.
NEWEST = 100
COMMON = 2
RARE_WEIGHS = 3
ENOUGH = 2
# What keeps the cost bounded: topics of the article, and newest articles of each.
TOPICS = 12
OF_A_TOPIC = 200
NAMED_TOPICS = 3
NUMBERS = StringAgg(Cast("tag", CharField()), delimiter=Value(" "))


@dataclass(frozen=True, slots=True)
class Related:
    """A related article and the topics that relate it, as readers are told."""

    article: Article
    topic: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a page shows beside its article."""

    related: list[Related] = field(default_factory=list)
    same_category: list[Article] = field(default_factory=list)
    referred: list[Any] = field(default_factory=list)

    def find(self, headline: str, picked: int | None = None) -> Article | None:
        """Return the article a reference line means, when readers may see it.

        Args:
            picked: the number of the article, where an editor picked it; else the headline tells.
        """
        key = match_key(headline)
        chosen = (other for other in self.referred if other.pk == picked)
        called = (other for other in self.referred if other.named == key)
        return next(chosen, None) or next(called, None)


def neighbours(article: Article) -> Neighbours:
    """Find what stands beside this article, in one query.

    Related are articles that share enough topics: those that share the most come
    first, a rare topic weighing more than common ones, then the newest. An
    article that is related does not stand again under its category.

    Args:
        article: with its page parts; without them its topics cost a query of their own.
    """
    others = Article.objects.public().exclude(pk=article.pk)
    topics = list(article.tags.all())[:TOPICS]
    references = Reference.objects.filter(article=article.pk)

    heaviest = (
        _newest_with(topics)
        .filter(Exists(others.filter(pk=OuterRef("content_object"))))
        .values("content_object")
        .annotate(weight=_weight_of("tag"), published=Max("published_at"))
        .filter(weight__gte=ENOUGH)
        .order_by("-weight", "-published", "-content_object")
    )
    newest = others.filter(category=article.category_id).newest_first()
    # Each part asks only for what readers may see; asked once more around them, SQLite
    # would read every public article to find these few.
    found = Article.objects.filter(
        Q(pk__in=heaviest.values("content_object")[:RELATED])
        | Q(pk__in=newest.values("pk")[: RELATED + SAME_CATEGORY])
        | Q(pk__in=others.filter(referred_by__article=article.pk).values("pk"))
    )
    shared = ArticleTag.objects.filter(content_object=OuterRef("pk"), tag__in=topics)
    of_each = shared.values("content_object")
    found = found.annotate(
        weight=Coalesce(Subquery(of_each.annotate(n=_weight_of("tag")).values("n")), 0),
        topics=Subquery(of_each.annotate(tags=NUMBERS).values("tags")),
        named=Subquery(references.filter(target=OuterRef("pk")).values("key")[:1]),
    )
    return _arrange(article, topics, list(found.with_card_parts().newest_first()))


def _newest_with(topics: list[Tag]) -> QuerySet[ArticleTag, Any]:
    """Return the newest uses of these topics, read along the index of each."""
    listed = ArticleTag.objects.filter(published_at__lte=timezone.now()).order_by("-published_at")
    newest = Q(pk__in=[])
    for topic in topics:
        times = listed.filter(tag=topic).values("published_at")
        last = Subquery(times[OF_A_TOPIC : OF_A_TOPIC + 1])
        newest |= Q(tag=topic, published_at__gt=Coalesce(last, EPOCH))
    return ArticleTag.objects.filter(newest)


def _weight_of(tag: str) -> Sum:
    """Weigh topics: the sum over a group's tags, which ``tag`` leads to."""
    newest = Article.objects.public().newest_first().values("pk")[:NEWEST]
    uses = ArticleTag.objects.filter(content_object__in=newest).values("tag")
    common = uses.annotate(n=Count("pk")).filter(n__gt=COMMON).values("tag")
    return Sum(Case(When(**{f"{tag}__in": common}, then=1), default=RARE_WEIGHS))


def _arrange(article: Article, topics: list[Tag], found: list[Any]) -> Neighbours:
    """Put each neighbour where the page shows it."""
    sharing = [other for other in found if other.weight >= ENOUGH]
    related = sorted(sharing, key=lambda other: -other.weight)[:RELATED]
    same = [
        other
        for other in found
        if other.category_id == article.category_id and other not in related
    ]
    return Neighbours(
        related=[Related(other, _reason(topics, other.topics)) for other in related],
        same_category=same[:SAME_CATEGORY],
        referred=[other for other in found if other.named],
    )


def _reason(topics: list[Tag], shared: str) -> str:
    """Name the shared topics, in the order in which the article has them."""
    names = [topic.name for topic in topics if str(topic.pk) in shared.split()]
    return ", ".join(names[:NAMED_TOPICS])
