"""Votes and ratings of guests: how many one network may give, and who is one person twice.

A guest is known by a cookie, and whoever throws it away is somebody new. So guests of
one network are counted together, and what a browser sends again before its first
cookie came is taken for the same wish.
"""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Model, QuerySet
from django.utils import timezone

from comments.voice import Voice, keyed_hash

# A mobile network shares one address among up to 256 phones, where each gets a block of
# 256 of the 65,536 ports (RFC 6888, RFC 7422): so many may speak, and a program no more.
MOST_OF_A_NETWORK = 256
AN_HOUR = timedelta(hours=1)
# A page may take this long to answer on a slow line, while its reader presses again.
SAME_WISH_SECONDS = 15
# Every browser calls itself so; programs do not click twice.
BROWSER = "Mozilla/"


def is_crowded[M: Model](rows: QuerySet[M], voice: Voice) -> bool:
    """Whether so many guests of the sender's network were counted here within an hour.

    Args:
        rows: of one article or comment, with ``network`` and ``created_at``.
        voice: who wants to add one; an account stands for itself and is never crowded out.
    """
    if voice.account is not None or not voice.network:
        return False
    since = timezone.now() - AN_HOUR
    return rows.filter(network=voice.network, created_at__gt=since).count() >= MOST_OF_A_NETWORK


def take_up[M: Model](rows: QuerySet[M], wish: str, voice: Voice) -> None:
    """Give a newcomer what the same browser sent a moment ago, before its cookie came.

    Must be called under the lock that guards the rows.

    Args:
        rows: where the earlier row is, with its ``voter``.
        wish: what is asked for, in words that name it.
        voice: who asks; nothing happens for somebody who is known, or is no browser.
    """
    if not voice.new_id or BROWSER not in voice.origin:
        return
    key = keyed_hash("same wish", f"{wish}\0{voice.origin}")
    if before := cache.get(key):
        rows.filter(voter=before).update(voter=voice.key)
    cache.set(key, voice.key, SAME_WISH_SECONDS)


def network_of(voice: Voice) -> str:
    """Return what is kept of a guest's network; of an account's nothing is."""
    return voice.network if voice.account is None else ""
