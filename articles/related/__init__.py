"""What stands beside an article, each with its reason. No reader profile is used.

Companions are worked out when an article is kept (``related.relating``) and stored. One query
brings all neighbours of a page: what editors picked, what was worked out, the articles its
references name, the newest of its category and what is read most.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    Article,
    Companion,
    MostRead,
    PickedCompanion,
    Reference,
    TextProfile,
)
from articles.text import match_key

Reason = Companion.Reason

RELATED = 5
# What is less than half as good as the best is not shown to fill the place.
WORTH_SHOWING = 0.5
SAME_CATEGORY = 6
MOST_READ = 5
# Picks beyond these are never shown, whatever a restored dump may hold.
PICKED = 12
NAMED_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Related:
    """A related article and why it stands there, as readers are told."""

    article: Article
    reason: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a page shows beside its article.

    Attributes:
        referred: the articles that its reference lines lead to, each with the key ``named``.
        hidden: the numbers, and the keys of headlines, of those that readers may not see.
    """

    related: list[Related] = field(default_factory=list)
    same_category: list[Article] = field(default_factory=list)
    most_read: list[Article] = field(default_factory=list)
    referred: list[Any] = field(default_factory=list)
    hidden: frozenset[int | str] = frozenset()

    def find(self, headline: str, picked: int | None = None) -> Article | None:
        """Return the article a reference line means, when readers may see it.

        Args:
            picked: the number of the article, where an editor picked it; else the headline tells.
        """
        key = match_key(headline)
        chosen = (other for other in self.referred if other.pk == picked)
        called = (other for other in self.referred if other.named == key)
        return next(chosen, None) or next(called, None)

    def hides(self, headline: str, picked: int | None = None) -> bool:
        """Whether a reference line would give away the headline of what readers may not see."""
        is_hidden = picked in self.hidden or match_key(headline) in self.hidden
        return is_hidden and self.find(headline, picked) is None


def neighbours(article: Article) -> Neighbours:
    """Find what stands beside this article, in one query.

    What editors picked stands first, in their order; then what was worked out, the best
    first. Copies of one wire story stand there once, those of the article itself not at
    all. An article that is related does not stand again under its category.

    Args:
        article: with its page parts; without them its topics cost a query of their own.
    """
    picked = PickedCompanion.objects.filter(article=article.pk)
    companions = Companion.objects.filter(article=article.pk)
    references = Reference.objects.filter(article=article.pk)
    others = Article.objects.public().exclude(pk=article.pk)
    newest = others.filter(category=article.category_id).newest_first()
    # Whether readers may see them is asked of the few that come back: asked here for rows
    # that are named by number, SQLite would read every public article to find them.
    found = Article.objects.filter(
        Q(pk__among=picked.values("other")[:PICKED])
        | Q(pk__among=companions.values("other"))
        | Q(pk__among=newest.values("pk")[: RELATED + SAME_CATEGORY])
        | Q(pk__among=references.exclude(target=None).values("target"))
        | Q(pk__among=MostRead.objects.values("article"))
    )
    why = companions.filter(other=OuterRef("pk"))
    own_story = TextProfile.objects.filter(article=article.pk).values("story")
    found = found.annotate(
        pick=Subquery(picked.filter(other=OuterRef("pk")).values("position")[:1]),
        score=Subquery(why.values("score")[:1]),
        why=Subquery(why.values("reason")[:1]),
        shared=Subquery(why.values("topics")[:1]),
        named=Subquery(references.filter(target=OuterRef("pk")).values("key")[:1]),
        place=Subquery(MostRead.objects.filter(article=OuterRef("pk")).values("position")[:1]),
        story=Coalesce("profile__story", "pk", output_field=BigIntegerField()),
        own_story=Subquery(own_story[:1]),
    )
    now = timezone.now()
    read = list(found.exclude(pk=article.pk).with_card_parts().newest_first())
    public = [other for other in read if other.is_public_at(now)]
    return _arrange(article, public, not_told(other for other in read if other not in public))


def not_told(hidden: Iterable[Any]) -> frozenset[int | str]:
    """Return by what reference lines name these articles, each with the key ``named``."""
    return frozenset(part for other in hidden if other.named for part in (other.pk, other.named))


def most_read() -> list[Article]:
    """Return what is read most, in its order: the same for every reader, in one query."""
    ranked = Article.objects.filter(pk__among=MostRead.objects.values("article")).with_card_parts()
    now = timezone.now()
    found: Any = ranked.annotate(place=F("most_read__position"))
    public = [article for article in found if article.is_public_at(now)]
    return sorted(public, key=lambda article: article.place)[:MOST_READ]


def _arrange(article: Article, found: list[Any], hidden: frozenset[int | str]) -> Neighbours:
    """Put each neighbour where the page shows it."""
    topics = {topic.pk: topic.name for topic in article.tags.all()}
    picked = sorted(
        (other for other in found if other.pick is not None), key=lambda other: other.pick
    )
    related = [Related(other, _("Tòa soạn chọn")) for other in picked]
    computed = [other for other in found if other.score is not None and other.pick is None]
    best = max((other.score for other in computed), default=0)
    for other in sorted(computed, key=lambda other: -other.score):
        reason = _reason(other, topics)
        if reason and other.score >= WORTH_SHOWING * best:
            related.append(Related(other, reason))
    related = list(_one_a_story(related, {article.pk}))[:RELATED]
    shown = {each.article.pk for each in related}
    same = [
        other
        for other in found
        if other.category_id == article.category_id and other.pk not in shown
    ]
    ranked = [other for other in found if other.place is not None]
    return Neighbours(
        related=related,
        same_category=same[:SAME_CATEGORY],
        most_read=sorted(ranked, key=lambda other: other.place)[:MOST_READ],
        referred=[other for other in found if other.named],
        hidden=hidden,
    )


def _one_a_story(related: Iterable[Related], told: set[int]) -> Iterable[Related]:
    """Leave out copies of what stands there already; a pick is never left out."""
    told = set(told)
    for each in related:
        other: Any = each.article
        told.add(other.own_story)
        if other.pick is not None or other.story not in told:
            yield each
        told.add(other.story)


def _reason(other: Any, topics: dict[int, str]) -> str:
    """Say why an article stands there; "" where that is not true any more.

    Topics are named as the article has them now; one that was taken away relates nobody.
    """
    if other.why == Reason.NAMED:
        return _("Được nhắc trong bài")
    if other.why == Reason.NAMING:
        return _("Nhắc đến bài này")
    if other.why == Reason.TEXT:
        return _("Nội dung gần nhau")
    names = [topics[number] for number in other.shared if number in topics]
    return _("Cùng chủ đề: %s") % ", ".join(names[:NAMED_TOPICS]) if names else ""
