"""The words of a text as search knows them: as written, and without marks, side by side.

A pair is two words that stand next to each other: most words of Vietnamese are two
syllables, so that pairs tell "hòa bình" from a hòa here and a bình there.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.text import INVISIBLE, MARKS, fold, nfc, place_tones

LONGEST = 60
"""Characters of a word that are kept; what is longer is no word anybody types."""

_WORD = re.compile(f"[^\\W_](?:[^\\W_]|[{MARKS}])*")
_SIGNS = frozenset("-/.,+:&'’")
_NO_END = " \t\u00a0\"'“”‘’«»-–+&/"
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")


class Word(NamedTuple):
    """One word of a text.

    Attributes:
        exact: as it is written, in small letters, its tone where newspapers put it.
        folded: without marks.
        start: where it begins in the text (NFC, without invisible characters).
        end: where it ends.
        is_tied: whether only a sign stands between it and the word before, as in COVID-19.
        is_next: whether it may form a pair with the word before: no end of a sentence between.
    """

    exact: str
    folded: str
    start: int
    end: int
    is_tied: bool = False
    is_next: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether it is written with marks."""
        return self.exact != self.folded


def plain(text: str) -> str:
    """Return the text to which the places of words refer."""
    return INVISIBLE.sub("", nfc(text))


def words(text: str) -> list[Word]:
    """Split a text into words.

    Args:
        text: in any form of Unicode; places refer to ``plain(text)``.
    """
    return list(map(Word._make, _read(plain(text))))


def _read(text: str) -> Iterator[tuple[str, str, int, int, bool, bool]]:
    """Give what each ``Word`` of a plain text holds: a whole index is written in this loop."""
    end = -1
    for match in _WORD.finditer(text):
        start = match.start()
        exact, folded = _forms(match[0])
        is_tied = is_next = False
        if end >= 0:
            between = text[end:start]
            is_tied = between in _SIGNS
            is_next = between == " " or is_tied or not between.strip(_NO_END)
        end = match.end()
        yield exact, folded, start, end, is_tied, is_next


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


def ties(found: list[Word]) -> Iterator[list[Word]]:
    """Give the runs of words that are tied by signs: [COVID, 19], [21, 6, 2023], [hòa]."""
    run: list[Word] = []
    for word in found:
        if run and not word.is_tied:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def glued(run: list[Word], text: str) -> str | None:
    """Return what a run of tied words is without its signs, where it is also written so.

    "COVID-19" is also "covid19", "2.500" also "2500"; "21/6" is nothing else.

    Args:
        run: tied words.
        text: ``plain`` of the text in which they stand.
    """
    if len(run) < 2:
        return None
    signs = {text[one.end : two.start] for one, two in pairwise(run)}
    is_number = signs in ({"."}, {","}) and all(
        _THOUSANDS.fullmatch(word.folded) for word in run[1:]
    )
    if is_number or (signs == {"-"} and len(run) == 2):
        return "".join(word.folded for word in run)[:LONGEST]
    return None


def pair(one: str, two: str) -> str:
    """Return the token of two words in a row."""
    return f"{one}_{two}"


def tokens(text: str) -> list[str]:
    """Return everything under which a text is found: words, pairs, tied numbers.

    The forms with marks are there where they differ from those without.
    """
    text = plain(text)
    read = list(_read(text))
    kept: list[str] = []
    before = before_folded = ""
    ties_some = False
    for exact, folded, _start, _end, is_tied, is_next in read:
        kept.append(folded)
        if exact != folded:
            kept.append(exact)
        if is_next:
            both = pair(before_folded, folded)
            as_written = pair(before, exact)
            kept.append(both)
            if as_written != both:
                kept.append(as_written)
        ties_some = ties_some or is_tied
        before, before_folded = exact, folded
    if ties_some:
        found = list(map(Word._make, read))
        kept.extend(filter(None, (glued(run, text) for run in ties(found) if len(run) > 1)))
    return kept


def folded(found: Iterable[Word]) -> tuple[str, ...]:
    """Return words without their marks."""
    return tuple(word.folded for word in found)
