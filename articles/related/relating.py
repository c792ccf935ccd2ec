"""Working out the companions of an article when it is kept, on both sides, in bounded time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from articles.models import Article, ArticleTag, Companion, Reference, TextProfile
from articles.related.profiles import is_same_story, packed, profile_of, unpacked
from articles.related.scoring import NEWEST, Match, Paper, Piece
from articles.turns import one_at_a_time

KEPT = 12
"""Companions kept of an article; a page shows fewer, and some may be withdrawn."""
TOPICS = 12
OF_A_TOPIC = 100
OF_A_CATEGORY = 60
REFERENCES = 50


@transaction.atomic
def relate(article: Article) -> list[Match]:
    """Find the companions of an article and let it stand beside them, too.

    Compared are the newest of its topics, of its category and of the paper, what it names
    and what names it: some hundreds at most, however large the paper is. What is not
    public yet is compared all the same, since readers are shown only what is public.

    Args:
        article: any; one that is not out loses its companions and leaves those of others.
    """
    one_at_a_time(Companion)
    Companion.objects.filter(Q(article=article.pk) | Q(other=article.pk)).delete()
    if not article.is_out:
        TextProfile.objects.filter(pk=article.pk).delete()
        return []
    compared = _compared_with(article)
    _keep_profile(article, compared)
    pieces = _pieces(compared)
    own = next(piece for piece in pieces if piece.pk == article.pk)
    matches = Paper(pieces).matches(own, pieces)[: 2 * KEPT]
    _keep((article.pk, match) for match, _back in matches[:KEPT])
    _keep((match.pk, back) for match, back in matches)
    _trim([match.pk for match, _back in matches])
    return [match for match, _back in matches[:KEPT]]


def keep_profile(article: Article) -> None:
    """Write down what the words of an article are made of, and whose copy it is."""
    _keep_profile(article, _compared_with(article))


def _keep_profile(article: Article, compared: Sequence[int]) -> None:
    profile = profile_of(article)
    terms, sketch = packed(profile)
    story = article.pk
    if profile.sketch:
        others = TextProfile.objects.filter(pk__in=compared).exclude(pk=article.pk)
        for pk, written, same in others.values_list("pk", "sketch", "story"):
            if is_same_story(profile.sketch, unpacked(b"", written).sketch):
                story = min(story, pk, same)
    TextProfile.objects.update_or_create(
        article=article, defaults={"terms": terms, "sketch": sketch, "story": story}
    )


def _compared_with(article: Article) -> list[int]:
    """Return the numbers of what may be company for an article, and its own.

    Each part is walked along its own index. Not asked around them for what is out, as in
    ``ArticleQuerySet.among``.
    """
    out = Article.objects.out().order_by("-published_at", "-pk").values("pk")
    named = Reference.objects.filter(article=article.pk).exclude(target=None)
    naming = Reference.objects.filter(target=article.pk)
    compared = (
        Q(pk=article.pk)
        | Q(pk__among=out[:NEWEST])
        | Q(pk__among=out.filter(category=article.category_id)[:OF_A_CATEGORY])
        | Q(pk__among=named.values("target")[:REFERENCES])
        | Q(pk__among=naming.order_by("-pk").values("article")[:REFERENCES])
    )
    topics = article.tagged_items.order_by("pk").values_list("tag", flat=True)[:TOPICS]
    for topic in topics:
        uses = ArticleTag.objects.filter(tag=topic, published_at__isnull=False)
        newest = uses.order_by("-published_at").values("content_object")[:OF_A_TOPIC]
        compared |= Q(pk__among=newest)
    return list(Article.objects.filter(compared).order_by().values_list("pk", flat=True))


def _pieces(numbers: Sequence[int]) -> list[Piece]:
    """Read what is compared of those of these articles that are out, in three queries."""
    profile = ("profile__terms", "profile__sketch", "profile__story")
    section = Coalesce("category__parent", "category")
    rows = Article.objects.out().among(numbers).order_by()
    topics = _sets(ArticleTag.objects.filter(content_object__in=numbers), "content_object", "tag")
    references = Reference.objects.filter(article__in=numbers).exclude(target=None)
    named = _sets(references, "article", "target")
    return [
        Piece(
            pk=pk,
            category=category,
            section=top,
            published_at=published_at,
            topics=frozenset(topics.get(pk, ())),
            named=frozenset(named.get(pk, ())),
            profile=unpacked(terms, sketch),
            story=story or pk,
        )
        for pk, category, published_at, terms, sketch, story, top in rows.values_list(
            "pk", "category", "published_at", *profile, section
        )
    ]


def _sets(rows: QuerySet[Any], key: str, value: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in rows.order_by().values_list(key, value):
        found.setdefault(one, set()).add(other)
    return found


def _keep(matches: Iterable[tuple[int, Match]]) -> None:
    Companion.objects.bulk_create(
        (
            Companion(
                article_id=pk,
                other_id=match.pk,
                score=match.score,
                reason=match.reason,
                topics=match.topics,
            )
            for pk, match in matches
        ),
        update_conflicts=True,
        unique_fields=["article", "other"],
        update_fields=["score", "reason", "topics"],
    )


def _trim(numbers: Sequence[int]) -> None:
    """Forget, of these articles, the companions that others have pushed out."""
    place = Window(RowNumber(), partition_by=F("article"), order_by=("-score", "-other"))
    ranked = Companion.objects.filter(article__in=numbers).annotate(place=place)
    surplus = list(ranked.filter(place__gt=KEPT).order_by().values_list("pk", flat=True))
    Companion.objects.filter(pk__in=surplus).delete()


def relate_newest() -> Iterator[int]:
    """Work out anew what stands beside the newest articles: many have come at once.

    Each was compared with what was there before it; what is rare shows when all are there.

    Yields:
        As ``relate_all``.
    """
    newest = Article.objects.out().order_by("-published_at", "-pk").values("pk")[:NEWEST]
    yield from _words_then_companions(Article.objects.filter(pk__among=newest))


def relate_all() -> Iterator[int]:
    """Work everything out anew: first the words of every article, then their companions.

    Yields:
        The number of each article, once for its words and once for its companions.
    """
    yield from _words_then_companions(Article.objects.out())


def _words_then_companions(articles: QuerySet[Article]) -> Iterator[int]:
    numbers = list(articles.order_by("published_at", "pk").values_list("pk", flat=True))
    for step in (keep_profile, relate):
        for number in numbers:
            if article := Article.objects.filter(pk=number).first():
                step(article)
                yield number
