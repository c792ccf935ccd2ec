"""Two wordings of one text, word by word: what went, what came, what stayed.

Vietnamese is written in syllables with blanks between them; each is a word here,
as are a number with its dots and commas, a mark of punctuation and a run of blanks.
Nothing here knows HTML: texts go in, texts come out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

WORD = re.compile(r"\d+(?:[.,:/]\d+)+(?!\w)|[\w\u0300-\u036f]+|\s+|.", re.DOTALL)
MOST_CELLS = 60_000_000
"""How many pairs of words one comparison may look at: a bit of memory each."""

SAME, REMOVED, ADDED, STYLED, CHANGED = "same", "removed", "added", "styled", "changed"


class Word(NamedTuple):
    """A word, and how it stands: some of "b" (bold), "i" (italic), "a" (where a link leads)."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that stayed, went, came, or only changed its style.

    Attributes:
        was: the style it had before, where only that changed.
    """

    kind: str
    text: str
    style: str = ""
    was: str = ""

    @property
    def is_bold(self) -> bool:
        """Whether it stands in bold type now."""
        return "b" in self.style

    @property
    def is_italic(self) -> bool:
        """Whether it stands in italics now."""
        return "i" in self.style

    @property
    def is_address(self) -> bool:
        """Whether it is no text of the article but the address behind a link."""
        return "a" in self.style

    @property
    def became_bold(self) -> bool:
        """Whether bold type is what changed, by coming."""
        return self.kind == STYLED and "b" in self.style and "b" not in self.was

    @property
    def became_italic(self) -> bool:
        """Whether italics are what changed, by coming."""
        return self.kind == STYLED and "i" in self.style and "i" not in self.was

    @property
    def lost_bold(self) -> bool:
        """Whether bold type is what changed, by going."""
        return self.kind == STYLED and "b" in self.was and "b" not in self.style

    @property
    def lost_italic(self) -> bool:
        """Whether italics are what changed, by going."""
        return self.kind == STYLED and "i" in self.was and "i" not in self.style


class Budget:
    """How much one comparison may still cost; beyond it texts are compared as wholes."""

    def __init__(self, cells: int = MOST_CELLS) -> None:
        self.cells = cells

    def covers(self, cells: int) -> bool:
        """Take this much out of the budget if it is there."""
        if cells > self.cells:
            return False
        self.cells -= cells
        return True


def words(text: str, style: str = "") -> list[Word]:
    """Split a text into words; put together they are the text again."""
    return [Word(found, style) for found in WORD.findall(text)]


def whole(kind: str, text: Iterable[Word]) -> list[Part]:
    """Return a text as parts of one kind."""
    return [
        Part(kind, "".join(word.text for word in run), style)
        for style, run in groupby(text, key=attrgetter("style"))
    ]


def differences(old: Sequence[Word], new: Sequence[Word], budget: Budget) -> list[Part]:
    """Return how one wording became the other.

    The parts that are not added, put together, are the old text; those that are not
    removed are the new one.
    """
    pairs = matches([word.text for word in old], [word.text for word in new], budget)
    parts: list[Part] = []
    for run in _merged(_runs(old, new, pairs)):
        if run.stayed:
            parts += _stayed(run.old, run.new)
        else:
            parts += [*whole(REMOVED, run.old), *whole(ADDED, run.new)]
    return parts


def matches(old: Sequence[Any], new: Sequence[Any], budget: Budget) -> list[tuple[int, int]]:
    """Return the longest common subsequence, as pairs of places.

    Beyond the budget only the common beginning and end are found.
    """
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - start
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [(n, n) for n in range(start)]
    if budget.covers(len(inner_old) * len(inner_new)):
        found += [(start + i, start + j) for i, j in _common(inner_old, inner_new)]
    return found + [(len(old) - n, len(new) - n) for n in range(end, 0, -1)]


def _common(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Find the longest common subsequence with one row of bits for each old word.

    Hyyrö's bit-parallel method: a 0 in row i, column j says that the new word j makes
    the subsequence of the first i old words longer. The cost depends on the lengths
    only, never on what the texts say.
    """
    places: dict[Any, int] = {}
    for j, word in enumerate(new):
        places[word] = places.get(word, 0) | 1 << j
    full = (1 << len(new)) - 1
    rows = [full]
    for word in old:
        row = rows[-1]
        met = row & places.get(word, 0)
        rows.append(((row + met) | (row - met)) & full)
    found = []
    i, j = len(old), len(new)
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
        elif not rows[i - 1] >> (j - 1) & 1:
            i -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


@dataclass(slots=True)
class _Run:
    """Words that stayed, or words that came in the place of others."""

    stayed: bool
    old: list[Word] = field(default_factory=list)
    new: list[Word] = field(default_factory=list)
    old_length: int = 0
    new_length: int = 0

    def take(self, old: Sequence[Word], new: Sequence[Word]) -> None:
        """Grow by these words."""
        self.old += old
        self.new += new
        self.old_length += sum(len(word.text) for word in old)
        self.new_length += sum(len(word.text) for word in new)

    @property
    def length(self) -> int:
        """How many characters its longer side has."""
        return max(self.old_length, self.new_length)

    @property
    def is_blank(self) -> bool:
        """Whether it is nothing but a blank within a line."""
        return all(word.text.isspace() and "\n" not in word.text for word in self.old)


def _runs(old: Sequence[Word], new: Sequence[Word], pairs: list[tuple[int, int]]) -> list[_Run]:
    """Cut both wordings into runs that stayed and runs that changed, in turn."""
    runs: list[_Run] = []
    i = j = 0
    for at_old, at_new in [*pairs, (len(old), len(new))]:
        if i < at_old or j < at_new:
            runs.append(_Run(stayed=False))
            runs[-1].take(old[i:at_old], new[j:at_new])
        if not runs or not runs[-1].stayed:
            runs.append(_Run(stayed=True))
        runs[-1].take(old[at_old : at_old + 1], new[at_new : at_new + 1])
        i, j = at_old + 1, at_new + 1
    return [run for run in runs if run.old or run.new]


def _merged(runs: list[_Run]) -> list[_Run]:
    """Join changes with nothing but a word or a blank between them: they read as one."""
    done: list[_Run] = []
    for run in runs:
        if not run.stayed and len(done) > 1 and _is_slight(done[-2], done[-1], run):
            between, first = done.pop(), done[-1]
            first.take(between.old, between.new)
            first.take(run.old, run.new)
        else:
            done.append(run)
    return done


def _is_slight(first: _Run, between: _Run, last: _Run) -> bool:
    """Whether what stayed between two changes is too little to be read by itself."""
    return between.is_blank or between.length <= min(first.length, last.length)


def _stayed(olds: Sequence[Word], news: Sequence[Word]) -> list[Part]:
    """Return words that stayed, those apart whose style changed."""
    styles = [(old.style, new.style) for old, new in zip(olds, news, strict=True)]
    parts = []
    place = 0
    for (was, style), run in groupby(styles):
        length = sum(1 for _each in run)
        text = "".join(word.text for word in news[place : place + length])
        place += length
        parts.append(
            Part(SAME if was == style else STYLED, text, style, was if was != style else "")
        )
    return parts
