"""Totals kept with an article: always counted anew under its lock, never added to."""

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article
from comments.models import Comment, Rating


def lock(article: Article) -> Article:
    """Let nobody else change what hangs on the article until the transaction ends.

    Must be called inside a transaction. On SQLite the transaction itself is the lock.
    """
    return Article.objects.select_for_update(no_key=True).get(pk=article.pk)


@transaction.atomic
def recount_comments(article: Article) -> None:
    """Make the article's number of comments the number readers can see."""
    lock(article)
    shown = Comment.objects.public().filter(article=OuterRef("pk"))
    Article.objects.filter(pk=article.pk).update(public_comment_count=number_of(shown))


@transaction.atomic
def recount_ratings(article: Article) -> None:
    """Make the article's own good ratings the number of rows that say so."""
    lock(article)
    good = Rating.objects.filter(article=OuterRef("pk"), value=Rating.Value.GOOD)
    Article.objects.filter(pk=article.pk).update(own_good_ratings=number_of(good))


def number_of(rows: QuerySet[Comment] | QuerySet[Rating]) -> Coalesce:
    """Return the count of an article's rows, for an UPDATE of that article."""
    counted = rows.order_by().values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
