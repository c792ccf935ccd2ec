"""Where the words that were asked for stand: marked in headlines and in a line of the text.

Typed marks are respected: "hòa bình" marks no "hoa bình". What was typed without marks
marks every spelling: "hoa binh" marks "hòa bình".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.search.asked import Asked, Spelled
from articles.search.words import Word, agrees, glued_of, plain, ties, words

LENGTH = 30
"""Words of a snippet."""

BEFORE = 8
"""Words of it that stand before what was found."""

AFTER = LENGTH - BEFORE
"""Words of it that stand behind the first that was found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: its words, and whether they were asked for."""

    text: str
    is_found: bool


def marked(text: str, asked: Asked) -> list[Piece]:
    """Return a whole text in pieces."""
    text = plain(text)
    found = words(text)
    return _pieces(text, found, _places(found, _beginnings(asked)), 0, len(text))


def snippet(texts: Iterable[str], asked: Asked) -> list[Piece]:
    """Return the line in which most of what was asked for stands; of the first text if none.

    Args:
        texts: in the order in which they are preferred where nothing tells them apart.
    """
    begins = _beginnings(asked)
    best: tuple[int, int, str, list[tuple[int, int]], list[Word]] | None = None
    for text in texts:
        if best is not None and best[0] >= len(asked.wishes):
            break  # All is said; a long text need not be read.
        text = plain(text)
        found = words(text)
        places = _places(found, begins)
        start, worth = _densest(found, places)
        if best is None or worth > best[0]:
            best = (worth, start, text, places, found)
    if best is None or not best[4]:
        return []
    _worth, start, text, places, found = best
    first = max(0, start - BEFORE)
    last = min(len(found), first + LENGTH)
    begin, end = found[first].start, found[last - 1].end
    if not first:
        begin = 0
    if last == len(found):
        end = len(text)
    pieces = _pieces(text, found, places, begin, end)
    before = [Piece("… ", False)] if begin else []
    after = [Piece(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def _places(found: Sequence[Word], begins: Mapping[str, list[Spelled]]) -> list[tuple[int, int]]:
    """Return where in the text the wishes stand, as runs of words, none in another."""
    places: list[tuple[int, int]] = []
    until = 0
    apart = _written_apart(found, begins)
    for at, word in enumerate(found):
        spellings = begins.get(word.folded, ())
        if at < until or not (spellings or at in apart):
            continue
        size = max((_size(found, at, spelled) for spelled in spellings), default=0)
        if end := max(apart.get(at, 0), size and at + size):
            until = end
            places.append((at, until))
    return places


def _written_apart(found: Sequence[Word], begins: Mapping[str, list[Spelled]]) -> dict[int, int]:
    """Return first and end of what is written with a sign and was asked for without: COVID-19."""
    if not any(key[-1].isdecimal() for key in begins):
        return {}
    runs = ties([word.gap for word in found[1:]])
    return {
        first: end
        for first, end in runs
        if end - first > 1 and glued_of(found[first:end]) in begins
    }


def _beginnings(asked: Asked) -> dict[str, list[Spelled]]:
    """Return what may be found, by the word with which it begins."""
    begins: dict[str, list[Spelled]] = defaultdict(list)
    for wish in asked.wishes:
        for spelled in wish.spellings:
            begins[spelled[0].folded].append(spelled)
        if wish.glued:
            begins[wish.glued].append(())
    return begins


def _size(found: Sequence[Word], at: int, spelled: Spelled) -> int:
    """Return how many words from here on are this spelling; a glued one is the word itself."""
    here = found[at : at + len(spelled)]
    is_here = len(here) == len(spelled) and all(map(agrees, here, spelled))
    return max(1, len(spelled)) if is_here else 0


def _densest(found: Sequence[Word], places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the word with which the richest line begins, and how much stands in it.

    The same words count once in a line.
    """
    best = (0, 0)
    for place, (first, _end) in enumerate(places):
        line = [each for each in places[place : place + LENGTH] if each[0] <= first + AFTER]
        said = {tuple(word.folded for word in found[start:end]) for start, end in line}
        if len(said) > best[1]:
            best = (first, len(said))
    return best


def _pieces(
    text: str, found: Sequence[Word], places: Sequence[tuple[int, int]], begin: int, end: int
) -> list[Piece]:
    pieces: list[Piece] = []
    at = begin
    for start, stop in ((found[one].start, found[two - 1].end) for one, two in places):
        if start < begin or stop > end:
            continue
        if start > at:
            pieces.append(Piece(_line(text[at:start]), False))
        pieces.append(Piece(text[start:stop], True))
        at = stop
    if at < end:
        pieces.append(Piece(_line(text[at:end]), False))
    return pieces


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
