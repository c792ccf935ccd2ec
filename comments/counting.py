"""Totals kept with articles and comments: always counted anew under a lock, never added to."""

from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article
from comments.models import Comment, Rating, Vote


def lock(article: Article) -> Article:
    """Let nobody else change what hangs on the article until the transaction ends.

    Must be called inside a transaction. On SQLite the transaction itself is the lock.
    """
    return Article.objects.select_for_update(no_key=True).get(pk=article.pk)


def totals_of_articles() -> dict[str, Coalesce]:
    """Return what each total kept with an article has to be, by its field."""
    return _total_of_what_is_said() | _totals_of_ratings()


def totals_of_comments() -> dict[str, Coalesce]:
    """Return what each total kept with a comment has to be, by its field."""
    return {"helpful_count": number_of(Vote.objects.filter(comment=OuterRef("pk")), "comment")}


@transaction.atomic
def recount_comments(article: Article) -> None:
    """Make the article's number of comments the number readers can see."""
    _recount_article(article, _total_of_what_is_said())


@transaction.atomic
def recount_ratings(article: Article) -> None:
    """Make the article's own ratings, good and poor, the numbers of rows that say so."""
    _recount_article(article, _totals_of_ratings())


@transaction.atomic
def recount_votes(comment: Comment) -> int:
    """Make the comment's number of votes the number of its rows; return it."""
    lock(comment.article)
    Comment.objects.filter(pk=comment.pk).update(**totals_of_comments())
    return Comment.objects.values_list("helpful_count", flat=True).get(pk=comment.pk)


def number_of(rows: QuerySet[Any], owner: str) -> Coalesce:
    """Return the count of an owner's rows, for an UPDATE of or a comparison with that owner.

    Args:
        rows: filtered by ``OuterRef("pk")`` of the owner.
        owner: the name of their foreign key to it.
    """
    counted = rows.order_by().values(owner).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _total_of_what_is_said() -> dict[str, Coalesce]:
    shown = Comment.objects.public().filter(article=OuterRef("pk"))
    return {"public_comment_count": number_of(shown, "article")}


def _totals_of_ratings() -> dict[str, Coalesce]:
    fields = {"own_good_ratings": Rating.Value.GOOD, "own_poor_ratings": Rating.Value.POOR}
    rated = Rating.objects.filter(article=OuterRef("pk"))
    return {name: number_of(rated.filter(value=value), "article") for name, value in fields.items()}


def _recount_article(article: Article, totals: dict[str, Coalesce]) -> None:
    lock(article)
    Article.objects.filter(pk=article.pk).update(**totals)
