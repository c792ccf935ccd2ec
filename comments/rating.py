"""The verbs of rating: one row per article and voter, changed as often as the voter likes."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.counting import lock, recount_ratings
from comments.crowds import is_crowded, network_of, take_up
from comments.models import Rating
from comments.voice import Voice

# Four or fewer readers are a family, not an opinion; with five one vote is a fifth.
FEWEST_FOR_A_LABEL = 5
# Where Steam, whose words readers know, draws the lines of "positive" and "negative".
GOOD_FROM = 0.7
POOR_BELOW = 0.4


class Label(TextChoices):
    """What readers think of an article, taken together."""

    GOOD = "good", _("Đánh giá tốt")
    MIXED = "mixed", _("Ý kiến trái chiều")
    POOR = "poor", _("Đánh giá chưa tốt")


@dataclass(frozen=True, slots=True)
class Opinion:
    """How many readers rated an article, and what they think of it.

    Attributes:
        number: of readers, here and on the page the article came from.
        label: None where they are too few to say.
    """

    number: int
    label: Label | None


def opinion_of(article: Article) -> Opinion:
    """Return what the totals kept with an article say; imported ratings count as good."""
    good, poor = article.good_ratings, article.own_poor_ratings
    number = good + poor
    if number < FEWEST_FOR_A_LABEL:
        return Opinion(number, None)
    share = good / number
    if share >= GOOD_FROM:
        return Opinion(number, Label.GOOD)
    return Opinion(number, Label.POOR if share < POOR_BELOW else Label.MIXED)


@transaction.atomic
def rate(article: Article, voice: Voice, value: Rating.Value) -> bool:
    """Record how a reader finds the article; a second judgement replaces the first.

    Args:
        article: any article; the caller has checked that readers may see it.
        voice: who rates.
        value: good or poor.

    Returns:
        whether it counts; not where the network sent too many within an hour.
    """
    lock(article)
    ratings = Rating.objects.filter(article=article)
    take_up(ratings, f"rating {article.pk} {value}", voice)
    if not ratings.filter(voter=voice.key).exists() and is_crowded(ratings, voice):
        return False
    said = {"value": value, "network": network_of(voice)}
    Rating.objects.update_or_create(article=article, voter=voice.key, defaults=said)
    recount_ratings(article)
    return True


@transaction.atomic
def withdraw(article: Article, voter: str) -> None:
    """Forget the voter's judgement; without one nothing changes."""
    lock(article)
    Rating.objects.filter(article=article, voter=voter).delete()
    recount_ratings(article)
