"""The words of a text as search knows them: as written, and without marks, side by side.

A pair is two words that stand next to each other: most words of Vietnamese are two
syllables, so that pairs tell "hòa bình" from a hòa here and a bình there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.text import INVISIBLE, MARKS, fold, nfc, place_tones

LONGEST = 60
"""Characters of a word that are kept; what is longer is no word anybody types."""

# A word, and what stands between it and the next.
_PIECE = re.compile(f"([^\\W_](?:[^\\W_]|[{MARKS}])*)([\\W_]*)")
_SIGNS = frozenset("-/.,+:&'’")
# Where a sentence ends; a dot behind an abbreviation is none: TP. Hồ Chí Minh, V. Putin.
_END = re.compile(r"\n|[.!?…](?:\W*\s|$)")
_SHORT, _INITIALS = 2, 3
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")


class Word(NamedTuple):
    """One word of a text.

    Attributes:
        exact: as it is written, in small letters, its tone where newspapers put it.
        folded: without marks.
        start: where it begins in the text (NFC, without invisible characters).
        end: where it ends.
        gap: what stands between it and the word before; None where it is the first.
        is_next: whether it may form a pair with the word before.
    """

    exact: str
    folded: str
    start: int
    end: int
    gap: str | None = None
    is_next: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether it is written with marks."""
        return self.exact != self.folded

    @property
    def is_tied(self) -> bool:
        """Whether only a sign stands between it and the word before, as in COVID-19."""
        return self.gap in _SIGNS


def plain(text: str) -> str:
    """Return the text to which the places of words refer."""
    return nfc(INVISIBLE.sub("", text))


def words(text: str) -> list[Word]:
    """Split a text into words.

    Args:
        text: in any form of Unicode; places refer to ``plain(text)``.
    """
    text = plain(text)
    pieces = _PIECE.findall(text)
    start = len(text) - sum(len(piece) + len(gap) for piece, gap in pieces)
    before, is_next = None, False
    found: list[Word] = []
    for piece, gap in pieces:
        end = start + len(piece)
        found.append(Word(*_forms(piece), start, end, before, is_next))
        start, before, is_next = end + len(gap), gap, _joins(gap, piece)
    return found


def _joins(gap: str, before: str) -> bool:
    """Whether the words on both sides of this are neighbours: no sentence ends in it.

    Args:
        gap: what stands between them.
        before: the first of them, as it is written.
    """
    if gap == " " or gap in _SIGNS or not _ends(gap):
        return True
    return gap == ". " and _is_abbreviation(before)


@lru_cache(maxsize=1 << 10)
def _ends(gap: str) -> bool:
    return _END.search(gap) is not None


def _is_abbreviation(word: str) -> bool:
    """Whether a dot behind a word may well be its own: "TP", "St", "V", "PGS"."""
    return word[0].isupper() and (
        len(word) <= _SHORT or (len(word) <= _INITIALS and word.isupper())
    )


@lru_cache(maxsize=1 << 16)
def _forms(word: str) -> tuple[str, str]:
    """Return a word as written and folded; a day or month loses its leading nought."""
    exact = place_tones(word).casefold()[:LONGEST]
    if len(exact) == 2 and exact[0] == "0" and exact.isdecimal():
        exact = exact[1]
    return exact, fold(exact)[:LONGEST] or exact


def agrees(here: Word, typed: Word) -> bool:
    """Whether a word is the one that was typed, with the marks it was typed with if it had any."""
    return here.exact == typed.exact if typed.is_marked else here.folded == typed.folded


def ties(gaps: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Give first and end of each run of words that signs tie: COVID-19, 21/6/2023, hòa.

    Args:
        gaps: what stands between the words.
    """
    first = 0
    for end, gap in enumerate([*gaps, None], start=1):
        if gap not in _SIGNS:
            yield first, end
            first = end


def glued(said: Sequence[str], signs: Sequence[str | None]) -> str | None:
    """Return what tied words are without their signs, where they are also written so.

    "COVID-19" is also "covid19", "2.500" also "2500"; "21/6" is nothing else.

    Args:
        said: the words, folded.
        signs: what stands between them.
    """
    is_number = set(signs) in ({"."}, {","}) and all(map(_THOUSANDS.fullmatch, said[1:]))
    return "".join(said)[:LONGEST] if is_number or list(signs) == ["-"] else None


def glued_of(said: Sequence[Word]) -> str | None:
    """Return what words of a text are without the signs between them, as ``glued`` does."""
    signs = [word.gap for word in said[1:]]
    return glued(folded(said), signs) if signs else None


def pair(one: str, two: str) -> str:
    """Return the token of two words in a row."""
    return f"{one}_{two}"


def tokens(text: str) -> dict[str, None]:
    """Return everything under which a text is found, each once: words, pairs, tied numbers.

    The forms with marks are there where they differ from those without. A whole index is
    written here: lists of all words at once take half the time of ``words``.
    """
    pieces = _PIECE.findall(plain(text))
    gaps = [gap for _piece, gap in pieces[:-1]]
    joins = [_joins(gap, piece) for piece, gap in pieces[:-1]]
    forms = [_forms(piece) for piece, _gap in pieces]
    marked, unmarked = [exact for exact, _folded in forms], [folded for _exact, folded in forms]
    kept = unmarked + marked
    for said in (unmarked, marked):
        pairs = zip(said, said[1:], joins, strict=False)
        kept += [f"{one}_{two}" for one, two, join in pairs if join]
    for first, end in ties(gaps):
        if end - first > 1 and (one := glued(unmarked[first:end], gaps[first : end - 1])):
            kept.append(one)
    return dict.fromkeys(kept)


def folded(found: Iterable[Word]) -> tuple[str, ...]:
    """Return words without their marks."""
    return tuple(word.folded for word in found)
