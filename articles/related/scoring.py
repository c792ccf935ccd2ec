"""How good a companion one article is for another, and why. Pure: rows in, scores out."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log, sqrt

from articles.models import Companion
from articles.related.profiles import NOTHING, Profile

Reason = Companion.Reason

# What each likeness adds, at most, to a score. Weighed on the judged set: docs/decisions/0028.
BY_TOPICS = 0.5
BY_TEXT = 3.0
BY_SECTION = 0.1
BY_CATEGORY = 0.1
BY_REFERENCE = 0.5
# Below these, topics or words give no reason to send a reader there.
ENOUGH_TOPICS = 2.0
ENOUGH_TEXT = 0.04
ENOUGH = 0.35
# Rarity is measured among so many of the newest, and in a new paper as if there were some.
NEWEST = 200
AT_LEAST = 50
# In fewer than these, a word that nothing else has is still no reason to leave it out.
MANY = 30
# An older story loses half of what it may lose in so many days; a newer one loses nothing.
HALF_LIFE = timedelta(days=180)
LEAST_FRESH = 0.7


@dataclass(frozen=True, slots=True)
class Piece:
    """What is compared of an article."""

    pk: int
    category: int
    section: int
    published_at: datetime
    topics: frozenset[int]
    named: frozenset[int]
    profile: Profile = NOTHING
    story: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """That a piece is good company, with its score and its reason."""

    pk: int
    score: float
    reason: Reason
    topics: list[int] = field(default_factory=list)


class Paper:
    """The pieces among which rarity is measured: what most of them have says little."""

    def __init__(self, pieces: Collection[Piece]) -> None:
        newest = sorted(pieces, key=lambda piece: piece.published_at, reverse=True)[:NEWEST]
        self._newest, self._all = max(len(newest), AT_LEAST), max(len(pieces), AT_LEAST)
        self._topics = Counter(topic for piece in newest for topic in piece.topics)
        self._fewest = 2 if len(pieces) >= MANY else 1
        self._terms = Counter(term for piece in pieces for term in piece.profile.terms)

    def rarity_of_topic(self, topic: int) -> float:
        """Return how much a topic tells: nothing where everything new has it."""
        return log((self._newest + 1) / (self._topics[topic] + 1))

    def weights(self, profile: Profile) -> dict[int, float]:
        """Return the terms of a profile weighed by how rare they are, with a length of one.

        Terms that half of all have are left out of it, and those that no other piece has:
        they would only make a long text look like nothing else.
        """
        if not profile.tells:
            return {}
        rare = {
            term: (1 + log(n)) * log((self._all + 1) / (self._terms[term] + 0.5))
            for term, n in profile.terms.items()
            if self._fewest <= self._terms[term] < self._all / 2
        }
        length = sqrt(sum(weight * weight for weight in rare.values()))
        return {term: weight / length for term, weight in rare.items()} if length else {}

    def matches(self, piece: Piece, others: Sequence[Piece]) -> list[tuple[Match, Match]]:
        """Compare a piece with others; give what each is to the other, the best first.

        Copies of the piece itself are no company for it.
        """
        weights = self.weights(piece.profile)
        found = []
        for other in others:
            if other.pk == piece.pk or other.story == piece.story:
                continue
            likeness = dot(weights, self.weights(other.profile))
            if pair := self._pair(piece, other, likeness):
                found.append(pair)
        return sorted(found, key=lambda pair: (-pair[0].score, -pair[0].pk))

    def _pair(self, piece: Piece, other: Piece, likeness: float) -> tuple[Match, Match] | None:
        both = piece.topics & other.topics
        shared = sorted(both, key=lambda topic: (-self.rarity_of_topic(topic), topic))
        told = sum(map(self.rarity_of_topic, shared))
        reason = _reason(piece, other, told, likeness)
        if reason is None:
            return None
        score = BY_TOPICS * self._cosine(piece.topics, other.topics, shared)
        score += BY_TEXT * likeness
        score += BY_SECTION * (piece.section == other.section)
        score += BY_CATEGORY * (piece.category == other.category)
        score += BY_REFERENCE * (reason in (Reason.NAMED, Reason.NAMING))
        if score < ENOUGH:
            return None
        back = {Reason.NAMED: Reason.NAMING, Reason.NAMING: Reason.NAMED}.get(reason, reason)
        return (
            Match(other.pk, score * freshness(piece, other), reason, shared),
            Match(piece.pk, score * freshness(other, piece), back, shared),
        )

    def _cosine(
        self, one: Collection[int], other: Collection[int], shared: Collection[int]
    ) -> float:
        if not shared:
            return 0.0
        squares = [
            sum(self.rarity_of_topic(topic) ** 2 for topic in topics)
            for topics in (shared, one, other)
        ]
        return squares[0] / (sqrt(squares[1] * squares[2]) or 1.0)


def _reason(piece: Piece, other: Piece, told: float, likeness: float) -> Reason | None:
    """Return what a reader is told, the strongest first; None where there is nothing to say."""
    if other.pk in piece.named:
        return Reason.NAMED
    if piece.pk in other.named:
        return Reason.NAMING
    if told >= ENOUGH_TOPICS:
        return Reason.TOPICS
    return Reason.TEXT if likeness >= ENOUGH_TEXT else None


def dot(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Return the cosine of two weighed profiles, each of length one."""
    few, many = sorted((one, other), key=len)
    return sum(weight * many[term] for term, weight in few.items() if term in many)


def freshness(piece: Piece, other: Piece) -> float:
    """Return what is left of a score by how much older the other is: news before archive.

    It depends on the two alone and not on the day it is asked, so that stored scores can
    be compared.
    """
    older = max(piece.published_at - other.published_at, timedelta(0))
    left: float = 0.5 ** (older / HALF_LIFE)
    return LEAST_FRESH + (1 - LEAST_FRESH) * left
