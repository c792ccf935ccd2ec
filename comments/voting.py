"""The verbs of "Hữu ích": one row a voter for a comment, and none against it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments.counting import lock, recount_votes
from comments.crowds import is_crowded, network_of, take_up
from comments.models import Comment, Vote
from comments.voice import Voice

# Pressed again so soon it is a double click and no change of mind.
DOUBLE_CLICK = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a reader and a comment stand after a vote.

    Attributes:
        count: how many readers found the comment helpful.
        is_helpful: whether this reader is one of them.
        is_counted: False where the vote was not taken: it is the reader's own comment, or
            the network sent too many within an hour.
        is_own: whether the reader wrote the comment.
    """

    count: int
    is_helpful: bool
    is_counted: bool = True
    is_own: bool = False


@transaction.atomic
def vote(comment: Comment, voice: Voice) -> Stand:
    """Record that a reader found a comment helpful; nobody votes for their own.

    Args:
        comment: one that readers may see.
        voice: who votes.
    """
    lock(comment.article)
    if comment.voice == voice.key or (voice.account and comment.author_id == voice.account):
        return Stand(recount_votes(comment), is_helpful=False, is_counted=False, is_own=True)
    votes = Vote.objects.filter(comment=comment)
    take_up(votes, f"vote {comment.pk}", voice)
    if not votes.filter(voter=voice.key).exists() and is_crowded(votes, voice):
        return Stand(recount_votes(comment), is_helpful=False, is_counted=False)
    network = {"network": network_of(voice)}
    Vote.objects.get_or_create(comment=comment, voter=voice.key, defaults=network)
    return Stand(recount_votes(comment), is_helpful=True)


@transaction.atomic
def withdraw(comment: Comment, voter: str) -> Stand:
    """Take a vote back; without one nothing changes."""
    lock(comment.article)
    Vote.objects.filter(comment=comment, voter=voter).delete()
    return Stand(recount_votes(comment), is_helpful=False)


def toggle(comment: Comment, voice: Voice) -> Stand:
    """Vote, or take the vote back; the second half of a double click changes nothing."""
    mine = Vote.objects.filter(comment=comment, voter=voice.key).first()
    if mine and mine.created_at < timezone.now() - DOUBLE_CLICK:
        return withdraw(comment, voice.key)
    return vote(comment, voice)


def own_votes(article: Article | int | None, key: str | None) -> list[int]:
    """Return the numbers of the comments under an article that a reader found helpful."""
    mine = Vote.objects.filter(voter=key, comment__article=article)
    return list(mine.order_by("comment").values_list("comment", flat=True))
