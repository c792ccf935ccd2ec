"""Where the words that were asked for stand: marked in headlines and in a line of the text.

Typed marks are respected: "hòa bình" marks no "hoa bình". What was typed without marks
marks every spelling: "hoa binh" marks "hòa bình".
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.search.asked import Asked, Wish
from articles.search.words import Word, plain, words

LENGTH = 30
"""Words of a snippet."""

BEFORE = 8
"""Words of it that stand before what was found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: its words, and whether they were asked for."""

    text: str
    is_found: bool


def marked(text: str, asked: Asked) -> list[Piece]:
    """Return a whole text in pieces."""
    text = plain(text)
    return _pieces(text, _places(words(text), asked), 0, len(text))


def snippet(texts: Iterable[str], asked: Asked) -> list[Piece]:
    """Return the line in which most of what was asked for stands; of the first text if none.

    Args:
        texts: in the order in which they are preferred where nothing tells them apart.
    """
    best: tuple[int, int, str, list[tuple[int, int]], list[Word]] | None = None
    for text in texts:
        text = plain(text)
        found = words(text)
        places = _places(found, asked)
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
    pieces = _pieces(text, places, begin, end)
    before = [Piece("… ", False)] if begin else []
    after = [Piece(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def _places(found: Sequence[Word], asked: Asked) -> list[tuple[int, int]]:
    """Return where in the text the wishes stand, as pairs of places, none in another."""
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(found):
        size = max((_size(found, at, wish) for wish in asked.wishes), default=0)
        if size:
            places.append((found[at].start, found[at + size - 1].end))
        at += size or 1
    return places


def _size(found: Sequence[Word], at: int, wish: Wish) -> int:
    """Return how many words from here on are this wish."""
    sizes = [0]
    for spelled in wish.spellings:
        here = found[at : at + len(spelled)]
        if len(here) == len(spelled) and all(map(_agrees, here, spelled)):
            sizes.append(len(spelled))
    if wish.glued and found[at].folded == wish.glued:
        sizes.append(1)
    return max(sizes)


def _agrees(here: Word, typed: Word) -> bool:
    return here.exact == typed.exact if typed.is_marked else here.folded == typed.folded


def _densest(found: Sequence[Word], places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the word with which the richest line begins, and how much stands in it."""
    starts = [word.start for word in found]
    best = (0, 0)
    for place, (start, _end) in enumerate(places):
        first = bisect_left(starts, start)
        last = starts[min(first + LENGTH - BEFORE, len(starts)) - 1]
        inside = {plain_key(found, starts, each) for each in places[place:] if each[0] <= last}
        if len(inside) > best[1]:
            best = (first, len(inside))
    return best


def plain_key(found: Sequence[Word], starts: Sequence[int], place: tuple[int, int]) -> str:
    """Return what stands at a place, without marks: the same words count once in a line."""
    first = bisect_left(starts, place[0])
    return " ".join(word.folded for word in found[first : bisect_left(starts, place[1])])


def _pieces(text: str, places: Sequence[tuple[int, int]], begin: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = begin
    for start, stop in places:
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
