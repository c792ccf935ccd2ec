"""What the words of an article are made of: pairs of syllables, and a sketch of its passages.

A Vietnamese word is mostly two syllables with a blank between them, so that a pair of
neighbouring syllables says what it is about without a dictionary (docs/decisions/0028 has
the comparison with a word segmenter). Both are numbers of fixed size and are read back without
any parsing.
"""

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles import body
from articles.models import Article
from articles.text import place_tones

SYLLABLE = re.compile(r"[^\W_]+")
# Where a pair of syllables cannot go on: the end of a clause.
CLAUSE = re.compile(r"[\n.,:;!?…()\[\]“”\"«»]")
# The words of the headline and of the standfirst say most of what an article is about.
HEADLINE_WEIGHS = 3
STANDFIRST_WEIGHS = 2
MOST_TERMS = 800
MOST_OF_A_TERM = 255
# Fewer tell nothing: all short notes are alike.
FEWEST_TERMS = 30
# Passages of four syllables; of their numbers the smallest are kept, which estimates how much
# two texts share (A. Broder, On the resemblance and containment of documents, 1997).
PASSAGE = 4
SKETCH = 64
FEWEST_PASSAGES = 30
SAME_STORY = 0.5


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of an article's words.

    Attributes:
        terms: how often each pair of syllables stands there, by its number.
        sketch: the smallest numbers of its passages, in order.
    """

    terms: dict[int, int]
    sketch: frozenset[int]

    @property
    def tells(self) -> bool:
        """Whether there are words enough to compare."""
        return len(self.terms) >= FEWEST_TERMS


NOTHING = Profile({}, frozenset())


def profile_of(article: Article) -> Profile:
    """Read the words of an article as it stands."""
    terms: Counter[int] = Counter()
    text = body.plain(article.body)
    parts = (
        (article.headline, HEADLINE_WEIGHS),
        (article.standfirst, STANDFIRST_WEIGHS),
        (text, 1),
    )
    for words, weight in parts:
        for pair in pairs_in(words):
            terms[number(pair)] += weight
    counted = {term: min(n, MOST_OF_A_TERM) for term, n in terms.most_common(MOST_TERMS)}
    return Profile(counted, sketch_of(text))


def pairs_in(text: str) -> Iterator[str]:
    """Give the pairs of neighbouring syllables of each clause, in small letters."""
    for clause in CLAUSE.split(place_tones(text).casefold()):
        syllables = SYLLABLE.findall(clause)
        yield from map(" ".join, pairwise(syllables))


def sketch_of(text: str) -> frozenset[int]:
    """Return the sketch of a text; of a short one nothing, for it could be anybody's."""
    syllables = SYLLABLE.findall(place_tones(text).casefold())
    starts = range(len(syllables) - PASSAGE + 1)
    passages = {number(" ".join(syllables[at : at + PASSAGE])) for at in starts}
    return frozenset(sorted(passages)[:SKETCH]) if len(passages) >= FEWEST_PASSAGES else frozenset()


def number(words: str) -> int:
    """Return the 32 bits that stand for a pair or a passage."""
    return zlib.crc32(words.encode())


def is_same_story(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts share at least half of their passages, as their sketches tell."""
    if not one or not other:
        return False
    smallest = set(sorted(one | other)[:SKETCH])
    return len(smallest & one & other) >= SAME_STORY * len(smallest)


def packed(profile: Profile) -> tuple[bytes, bytes]:
    """Write a profile the way the database keeps it: terms with their counts, and the sketch."""
    terms = _bytes(profile.terms)
    return terms + bytes(profile.terms.values()), _bytes(sorted(profile.sketch))


def unpacked(terms: bytes | memoryview | None, sketch: bytes | memoryview | None) -> Profile:
    """Read a profile back; an article that has none yet has no words to compare."""
    if terms is None or sketch is None:
        return NOTHING
    n = len(terms) // 5  # four bytes of number, one of count
    numbers = _numbers(bytes(terms[: 4 * n]))
    return Profile(
        dict(zip(numbers, bytes(terms[4 * n :]), strict=True)), frozenset(_numbers(bytes(sketch)))
    )


def _bytes(numbers: Iterable[int]) -> bytes:
    return b"".join(n.to_bytes(4, "little") for n in numbers)


def _numbers(written: bytes) -> list[int]:
    found = array("I", written)
    return list(found)
