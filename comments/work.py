"""Proof of work: a small sum for the sender's machine, asked only where the rules want it.

A challenge is bound to who sends and to the article, lives an hour and is good for
one comment. Where no script runs, waiting does instead: after a few minutes the
same challenge is good without an answer, once in that time for one network.
Docs: docs/decisions/0018-robots-are-slowed-not-tested.md
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from articles.models import Article
from comments.voice import Voice, keyed_hash

# Leading zero bits of SHA-256 that an answer must reach: 2**BITS tries on average.
BITS = 17
LIFETIME = timedelta(hours=1)
WAIT = timedelta(minutes=3)
_LONGEST_ANSWER = 20


def challenge_for(voice: Voice, article: Article) -> str:
    """Return a new challenge for whoever wants to comment; 55 bytes with its answer at most.

    So short, SHA-256 reads it in one block.
    """
    made = f"{int(timezone.now().timestamp()):x}"
    return _sealed(f"{made}.{secrets.token_urlsafe(8)}", voice, article)


def is_done(voice: Voice, article: Article, challenge: str, answer: str) -> bool:
    """Tell whether this challenge was answered, or waited for; the first yes is the only one.

    Args:
        voice, article: as when the challenge was made.
        challenge: from the form; anything may stand there.
        answer: the number the machine found; empty where it could not look.
    """
    body = challenge.rpartition(".")[0]
    if not body or not hmac.compare_digest(
        _sealed(body, voice, article).encode(), challenge.encode("utf-8", "replace")
    ):
        return False
    made, _, nonce = body.partition(".")
    age = timedelta(seconds=timezone.now().timestamp() - int(made, 16))
    if age > LIFETIME or not (_answers(challenge, answer) or _has_waited(voice, age)):
        return False
    return bool(cache.add(f"comments.work.{nonce}", True, LIFETIME.total_seconds()))


def _sealed(body: str, voice: Voice, article: Article) -> str:
    seal = keyed_hash("work", f"{body}.{BITS}.{article.pk}.{voice.origin}")
    return f"{body}.{seal[:24]}"


def _answers(challenge: str, answer: str) -> bool:
    if not (answer.isascii() and answer.isdigit() and len(answer) <= _LONGEST_ANSWER):
        return False
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest) >> (256 - BITS) == 0


def _has_waited(voice: Voice, age: timedelta) -> bool:
    who = keyed_hash("waited", voice.place or voice.origin)
    return age >= WAIT and bool(cache.add(f"comments.waited.{who}", True, WAIT.total_seconds()))
