"""Which of the articles that match are what the reader meant.

Everything is asked of the engine as a tier: a term that holds for an article or does not.
Both engines answer alike, so both rank alike. Weights were set on the judged queries of
``tests/words/judged_queries.tsv``; ``make bench`` shows what a search costs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2

from articles.search.asked import Asked, Wish, side_by_side
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

HEADLINE, HEADLINE_WORD, HEADLINE_PAIR, ANY_PAIR = 4.0, 3.0, 4.0, 5.0
"""For a headline with everything; for the share of its words, its pairs, of pairs anywhere."""

LOOSE_PAIR, LOOSE_HEADLINE, LOOSE_TAG = 4.0, 4.0, 4.0
"""What a pair, and a word of the headline or a tag, is worth against a word elsewhere."""

RECENCY, HALF_LIFE = 2.0, 365 * 24 * 3600.0
"""What today's article has over an old one, and after how many seconds half of it is left."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The tiers of a query, and what each is worth.

    Attributes:
        tiers: first what must hold, then what makes a match better.
        sought: which of them says what was meant, where marks were typed: "múa rối" is no "mùa"
            and "rồi". Else the first.
        loose: what is looked for where fewer than ``ENOUGH`` were meant.
        word_count: how many of these are words.
    """

    tiers: list[tuple[Tier, float]]
    sought: int
    loose: list[tuple[Tier, float]]
    word_count: int

    @property
    def full(self) -> int:
        """The bits of which each says that every word is there: all tiers ask for them all."""
        return (1 << len(self.tiers)) - 1

    def is_good(self, held: int, counts: Sequence[int], is_met: bool) -> bool:
        """Whether every word is there, or most of them are, or some of them are its topic.

        A topic is told by a tag; and where nothing holds all that was typed, by two words in
        a row of the headline or of a tag, or by a word of the headline that few articles have.

        Args:
            counts: how many articles hold each loose tier.
            is_met: whether something holds all that was asked for, as it was typed.
        """
        if held & self.full:
            return True
        words, pairs, headline, tags = self._loose(held)
        if words.bit_count() >= max(2, ceil(self.word_count * MOST)):
            return True
        if is_met:
            return self.word_count > 2 and tags > 0
        in_a_row = pairs & (headline & headline >> 1 | tags & tags >> 1)
        is_rare = any(headline >> at & 1 and counts[at] <= ENOUGH for at in range(self.word_count))
        return in_a_row > 0 or is_rare or (self.word_count > 2 and tags > 0)

    def _loose(self, held: int) -> tuple[int, int, int, int]:
        """Return the bits of words, of pairs, of words of the headline and of the tags."""
        loose, found = held >> len(self.tiers), []
        for size in (self.word_count, max(0, self.word_count - 1), self.word_count):
            found.append(loose & ((1 << size) - 1))
            loose >>= size
        return found[0], found[1], found[2], loose

    def rarest(self, numbers: Iterable[int], counts: Sequence[int]) -> list[int]:
        """Return what holds the word that fewest articles have, where those are few."""
        fewest = min(filter(None, counts[: self.word_count]), default=0)
        if not 0 < fewest <= ENOUGH:
            return []
        rare = sum(1 << at for at in range(self.word_count) if counts[at] == fewest)
        return [held for held in numbers if held >> len(self.tiers) & rare]

    def worth(self, held: int, rarity: Sequence[float]) -> tuple[int, float]:
        """Return what it is worth that these things hold, the larger the better.

        First every word, then marks as they were typed; then where the words stand.

        Args:
            rarity: of what each loose tier asks for.
        """
        is_exact = self.sought > 0 and bool(held >> self.sought & 1)
        where = sum(worth for bit, (_tier, worth) in enumerate(self.tiers) if held >> bit & 1)
        loose = held >> len(self.tiers)
        where += sum(
            worth * rare
            for bit, ((_tier, worth), rare) in enumerate(zip(self.loose, rarity, strict=True))
            if loose >> bit & 1
        )
        return int(is_exact), where

    def counts(self, numbers: Mapping[int, int]) -> list[int]:
        """Return how many articles hold each loose tier.

        Args:
            numbers: how many articles hold the same things.
        """
        bits = range(len(self.tiers), len(self.tiers) + len(self.loose))
        return [sum(n for held, n in numbers.items() if held >> bit & 1) for bit in bits]


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
    tiers = [(Tier(narrowed(*full), WINDOW), 0.0)]

    def add(worth: float, *terms: Term) -> None:
        tiers.append((Tier(narrowed(*terms), BEST), worth))

    add(HEADLINE, *(_as_typed(wish, Part.HEADLINE) for wish in wishes))
    for part, worth in WEIGHTS.items():
        add(worth, *(_as_typed(wish, part) for wish in wishes))
    if len(wishes) > 1:
        for n, wish in enumerate(asked.leading):
            others = full[:n] + full[n + 1 :]
            add(HEADLINE_WORD / len(asked.leading), *others, _as_typed(wish, Part.HEADLINE))
        for n, (one, two) in enumerate(asked.pairs):
            share = len(asked.pairs)
            # Where the two words of a pair are, single words among the wishes are there, too.
            held = [k for k in (n, n + 1) if len(wishes[k].typed) == 1]
            others = [term for k, term in enumerate(full) if k not in held]
            add(ANY_PAIR / share, *others, Token(pair(one, two)))
            add(HEADLINE_PAIR / share, *others, Token(pair(one, two), Part.HEADLINE))
    sought = 0
    if asked.is_marked:
        sought = len(tiers)
        add(0.0, *(wish.exact() if wish.is_marked else wish.term() for wish in wishes))
    apart = asked.apart.leading if len(asked.apart.wishes) > 1 else ()
    loose = [(Tier(narrowed(term), BEST), worth) for term, worth in _loose(apart)]
    return Plan(tiers, sought, loose, len(apart))


def _as_typed(wish: Wish, part: Part | None = None) -> Term:
    """Return what matches a wish with its marks, where any were typed.

    A word without its marks says too little: "đồng hồ" is no Đông Hồ.
    """
    return wish.exact(part) if wish.is_marked and len(wish.spellings) == 1 else wish.term(part)


def _loose(wishes: Sequence[Wish]) -> list[tuple[Term, float]]:
    """Return what is looked for where few articles hold every word, and what each is worth.

    Words first, then pairs, words of the headline, and last of the topics.
    """
    pairs = [Token(pair(*both)) for both in side_by_side(wishes)]
    return [
        *((_as_typed(wish), 1.0) for wish in wishes),
        *((both, LOOSE_PAIR) for both in pairs),
        *((_as_typed(wish, Part.HEADLINE), LOOSE_HEADLINE) for wish in wishes),
        *((_as_typed(wish, Part.TAGS), LOOSE_TAG) for wish in wishes),
    ]


def ranked(plan: Plan, found: Sequence[Match], now: float) -> list[Match]:
    """Return the good answers, the best first; what is new is worth a little more.

    Args:
        now: in seconds since 1970.
    """
    numbers = Counter(match.held for match in found)
    counts = plan.counts(numbers)
    # The fewer hold it, the more it tells articles apart.
    rarity = [1 / log2(2 + count) for count in counts]
    is_met = any(held >> plan.sought & 1 for held in numbers)
    kept = [held for held in numbers if plan.is_good(held, counts, is_met)]
    worth = {held: plan.worth(held, rarity) for held in kept or plan.rarest(numbers, counts)}
    good = [match for match in found if match.held in worth]

    def best(match: Match) -> tuple[int, float, int]:
        order, where = worth[match.held]
        age = max(0.0, now - published(match.key))
        return order, where + RECENCY * 0.5 ** (age / HALF_LIFE), match.key

    return sorted(good, key=best, reverse=True)


def newest(found: Sequence[Match]) -> list[Match]:
    """Return what was found in the order of publication, newest first."""
    return sorted(found, key=lambda match: match.key, reverse=True)
