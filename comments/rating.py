"""The verbs of rating: one row per article and voter, changed as often as the voter likes."""

from django.db import transaction

from articles.models import Article
from comments.counting import lock, recount_ratings
from comments.models import Rating


@transaction.atomic
def rate(article: Article, voter: str, value: Rating.Value) -> None:
    """Record how the voter finds the article; a second judgement replaces the first.

    Args:
        article: any article; the caller has checked that readers may see it.
        voter: the key of a voice (see ``comments.voice``).
        value: good or poor.
    """
    lock(article)
    Rating.objects.update_or_create(article=article, voter=voter, defaults={"value": value})
    recount_ratings(article)


@transaction.atomic
def withdraw(article: Article, voter: str) -> None:
    """Forget the voter's judgement; without one nothing changes."""
    lock(article)
    Rating.objects.filter(article=article, voter=voter).delete()
    recount_ratings(article)
