"""Finding banned terms in what readers wrote: whole syllables, never parts of one.

"ma" is not found in "mạnh", "máy" or "mã", however their marks were typed, and it is
found in "m͏a", "мa" and "maaaa". The letters of a text are walked along a tree of all
terms (``Lexicon``); whether what was found is meant, ``comments.disguises.meant`` says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comments.disguises.matches import Shape, shape_of
from comments.disguises.meant import is_meant
from comments.disguises.readings import How, Path, Reading, Readings, Step, chat_key
from comments.disguises.stream import Gap, Stream, streams
from comments.disguises.syllables import SYLLABLES
from comments.disguises.typed import letters_of
from comments.models import BannedTerm, Verdict

# The tree's name for the terms that end at a node; no letter is empty.
_ENDS = ""
# An unbroken string this long is no syllable: terms may stand inside it.
_GLUED = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A banned word or phrase, ready to be looked for.

    Attributes:
        words: as the newsroom wrote it.
        is_folded: whether marks do not count.
        verdict: what becomes of a comment that has it.
    """

    words: str
    is_folded: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Found:
    """A term, and where its author wrote it.

    Attributes:
        term: what was found.
        start: where it begins in the text that was searched.
        end: where it ends.
    """

    term: Term
    start: int
    end: int


def term_of(words: str, match: str, verdict: str) -> Term:
    """Read the columns of a ``BannedTerm``."""
    return Term(words, match == BannedTerm.Match.FOLDED, Verdict(verdict))


class Lexicon:
    """All banned terms as one tree of letters, with the chat spellings that may hide them.

    Cost: a text is walked once; each word costs as many steps as letters it shares with
    some term. The tree holds a node a letter.
    """

    def __init__(self, terms: Iterable[Term] = (), chat: Iterable[tuple[str, str]] = ()) -> None:
        """Build the tree.

        Args:
            terms: what is banned.
            chat: (written, meant), as in ``Teencode``.
        """
        self._tree: dict[str, Any] = {}
        self._chat = {chat_key(written): tuple(letters_of(meant)) for written, meant in chat}
        for term in terms:
            shape = shape_of(term.words, term.is_folded)
            if not shape.letters:
                continue
            node = self._tree
            for letter in shape.letters:
                node = node.setdefault(letter.base, {})
            node.setdefault(_ENDS, []).append((term, shape))

    def find(self, text: str) -> Found | None:
        """Return the strictest term that stands in the text, the first of several."""
        best: Found | None = None
        for stream in streams(text) if self._tree else ():
            found = self._in(stream)
            if found and found.term.verdict == Verdict.REJECTED:
                return found
            best = best or found
        return best

    def _in(self, stream: Stream) -> Found | None:
        """Return the strictest term of one way to read the text."""
        readings = Readings(stream, self._chat)
        best: Found | None = None
        for start in _starts(readings.stream):
            if not self._may_begin(readings, start):
                continue
            for found in self._from(readings, start):
                if found.term.verdict == Verdict.REJECTED:
                    return found
                best = best or found
        return best

    def _may_begin(self, readings: Readings, start: int) -> bool:
        """Whether a closer look is worth it: most words leave the tree after some letters."""
        bases, node = readings.stream.bases, self._tree
        for at in range(start, len(bases)):
            if not readings.is_plain(at) or (at > start and bases[at] == bases[at - 1]):
                return True
            if bases[at] not in node:
                break
            node = node[bases[at]]
            if _ENDS in node:
                return True
        return False

    def _from(self, readings: Readings, start: int) -> Iterator[Found]:
        """Walk the tree from one letter on, along every reading of what follows."""
        waiting: list[tuple[int, dict[str, Any], Path | None]] = [(start, self._tree, None)]
        seen: set[tuple[int, int, How, tuple[int, ...]]] = set()
        while waiting:
            at, node, path = waiting.pop()
            if path and (ends := node.get(_ENDS)):
                yield from _meant(readings.stream, path, ends)
            if at >= len(readings.stream.units):
                continue
            for reading in _readings(readings, at, path):
                if (ahead := _follow(readings.stream, at, node, path, reading)) is None:
                    continue
                place = (reading.after, id(ahead[0]), reading.how, ahead[1].words)
                if place not in seen:
                    seen.add(place)
                    waiting.append((reading.after, *ahead))


def _starts(stream: Stream) -> Iterator[int]:
    """Give the letters at which a term may begin."""
    bases = stream.bases
    for start, end in stream.atoms:
        yield start
        if end - start >= _GLUED and bases[start:end] not in SYLLABLES:
            yield from (at for at in range(start + 1, end) if bases[at] != bases[at - 1])


def _readings(readings: Readings, at: int, path: Path | None) -> list[Reading]:
    """Give the readings of a letter: as itself, or as the letter before it, stretched."""
    if path and (end := readings.stream.end_of_stretch(at, path.step.letter.base)) > at:
        return [Reading((readings.stream.units[at].letter,), end, How.REPEAT), *readings.at(at)]
    return readings.at(at)


def _follow(
    stream: Stream, at: int, node: dict[str, Any], path: Path | None, reading: Reading
) -> tuple[dict[str, Any], Path] | None:
    """Go down the tree along a reading; None where no term goes on like that."""
    gap = stream.units[at].gap
    for letter in reading.letters:
        if letter.base == " ":
            gap = Gap.SPACE
            continue
        if reading.how is not How.REPEAT:
            if letter.base not in node:
                return None
            node = node[letter.base]
        path = Path.of(Step(at, reading.after, letter, reading.how, gap), path)
        gap = Gap.NONE
    return (node, path) if path else None


def _meant(stream: Stream, path: Path, ends: list[tuple[Term, Shape]]) -> Iterator[Found]:
    steps = path.steps()
    for term, shape in ends:
        if is_meant(stream, steps, shape):
            first, last = stream.units[steps[0].at], stream.units[steps[-1].after - 1]
            yield Found(term, first.start, last.end)


EMPTY = Lexicon()
