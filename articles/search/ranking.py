"""Which of the articles that match are what the reader meant.

Everything is asked of the engine as a tier: a term that holds for an article or does not.
Both engines answer alike, so both rank alike. Weights were set on the judged queries of
``tests/search_queries.tsv``; ``make bench`` shows what a search costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from articles.search.asked import Asked
from articles.search.engine import Match, Tier
from articles.search.index import published
from articles.search.terms import Part, Term, Token, Without, every
from articles.search.words import pair

WINDOW = 2_000
"""Matches that are ranked: the newest so many."""

BEST = 500
"""Matches of each tier, the newest so many: an old headline is found behind the window."""

ENOUGH = 10
"""Where fewer articles hold every word, those that hold most of them follow."""

MOST = 0.6
"""The share of the words that is "most of them"."""

WEIGHTS = {Part.TAGS: 4.0, Part.STANDFIRST: 3.0, Part.BYLINE: 4.0, Part.CAPTIONS: 1.0}
"""For a part that holds everything asked for."""

HEADLINE, HEADLINE_WORD, HEADLINE_PAIR, ANY_PAIR = 4.0, 3.0, 4.0, 3.0
"""For a headline with everything; for the share of its words, its pairs, of pairs anywhere."""

RECENCY, HALF_LIFE = 2.0, 365 * 24 * 3600.0
"""What today's article has over an old one, and after how many seconds half of it is left."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The tiers of a query, and what each is worth."""

    base: Term
    tiers: list[tuple[Tier, float]]
    loose: list[Tier]
    exact: int | None

    def worth(self, held: int) -> tuple[int, float]:
        """Return what it is worth that these things hold, the larger the better.

        First every word (or how many, where not all are there), then marks as they were
        typed; apart from it where the words stand.
        """
        part = 0 if self.is_full(held) else self.words_held(held) - 1000
        is_exact = self.exact is not None and bool(held >> self.exact & 1)
        where = sum(worth for bit, (_tier, worth) in enumerate(self.tiers, 1) if held >> bit & 1)
        return part * 2 + is_exact, where

    def is_full(self, held: int) -> bool:
        """Whether every word is there: each tier asks for them all."""
        return bool(held & ((1 << len(self.tiers) + 1) - 1))

    def words_held(self, held: int) -> int:
        """Return how many of the words a match holds that does not hold all."""
        return (held >> (len(self.tiers) + 1)).bit_count()


def plan(asked: Asked, kinds: Sequence[Term]) -> Plan:
    """Return what makes an article a good answer.

    Args:
        asked: at least one wish.
        kinds: what the reader narrowed the search to.
    """

    def narrowed(*terms: Term) -> Term:
        wanted = every([*terms, *kinds])
        return Without(wanted, asked.unwanted) if asked.unwanted else wanted

    wishes = asked.wishes
    full = [wish.term() for wish in wishes]
    tiers: list[tuple[Tier, float]] = []

    def add(worth: float, *terms: Term) -> None:
        tiers.append((Tier(narrowed(*terms), BEST), worth))

    add(HEADLINE, *(wish.term(Part.HEADLINE) for wish in wishes))
    for part, worth in WEIGHTS.items():
        add(worth, *(wish.term(part) for wish in wishes))
    if len(wishes) > 1:
        for wish in wishes:
            add(HEADLINE_WORD / len(wishes), *full, wish.term(Part.HEADLINE))
        for one, two in asked.pairs:
            share = len(asked.pairs)
            add(ANY_PAIR / share, *full, Token(pair(one, two)))
            add(HEADLINE_PAIR / share, *full, Token(pair(one, two), Part.HEADLINE))
    exact = None
    if asked.is_marked:
        add(0.0, *(wish.exact() if wish.is_marked else wish.term() for wish in wishes))
        exact = len(tiers)
        add(HEADLINE, *(wish.exact(Part.HEADLINE) for wish in wishes))
    loose = [Tier(narrowed(term), BEST) for term in full] if len(wishes) > 2 else []
    return Plan(narrowed(*full), tiers, loose, exact)


def ranked(plan: Plan, found: Sequence[Match], now: float) -> list[Match]:
    """Return the good answers, the best first; what is new is worth a little more.

    Args:
        now: in seconds since 1970.
    """
    needed = ceil(len(plan.loose) * MOST)
    worth = {held: plan.worth(held) for held in {match.held for match in found}}

    def best(match: Match) -> tuple[int, float, int]:
        class_, where = worth[match.held]
        age = max(0.0, now - published(match.key))
        return class_, where + RECENCY * 0.5 ** (age / HALF_LIFE), match.key

    good = [m for m in found if plan.is_full(m.held) or plan.words_held(m.held) >= needed]
    return sorted(good, key=best, reverse=True)
