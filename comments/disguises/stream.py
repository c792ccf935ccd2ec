"""A text as a stream of letters, each with the place where its author wrote it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from functools import lru_cache
from itertools import pairwise

from comments.disguises import typed
from comments.disguises.letters import TONES, Letter, read, with_mark
from comments.writing import is_unseen

# Signs read as letters only where they touch letters: "v@y", "$ex", "v|p".
_SIGNS = {"@": "a", "$": "s", "!": "i", "|": "i", "+": "t"}
# Signs typed for marks after a vowel, those of shapes first; at the end of a word few are.
MARK_SIGNS = typed.SHAPE_SIGNS | typed.TONE_SIGNS
_MARKS_AT_THE_END = "`ˋ'´ˊ’^~+"
_OPENING_QUOTE = re.compile(r"(?<!\w)['`´‘](?=\w)")
_MARKED = re.compile(r"[^\W\d_](?:[`ˋ'´ˊ’^~+]|[?.(][^\W\d_^`'])")
# These may begin or end a word; the others are signs of their own there.
_EDGE_SIGNS = "@$"
_TOUCHING = re.compile(r"[^\W_][@$!|+][^\W_]|[@$][^\W_]|[^\W_][@$]|[🇦-🇿]{2}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.).*|[\w.+-]+@[\w.-]+\.(?:com|net|org|info|edu|gov|vn|ru|io|me)\W*",
    re.IGNORECASE,
)
_FLAG = range(0x1F1E6, 0x1F200)


class Signs(Enum):
    """What signs that touch letters stand for: "v@y", "v+a+y", "la^`n"."""

    LETTERS = 1
    GAPS = 2
    MARKS = 3


class Gap(IntEnum):
    """What stands between two letters, from nothing to the end of a sentence."""

    NONE = 0
    TIGHT = 1
    SPACE = 2
    WIDE = 3
    LINE = 4
    END = 5


@dataclass(slots=True)
class Unit:
    """One letter of the stream.

    Attributes:
        letter: what it stands for.
        start: where its character begins in the text.
        end: where its character, with its marks, ends.
        gap: what stands before it.
        is_upper: whether it is a capital.
        is_sign: a sign such as @ that touches letters.
        in_address: part of a web or mail address, which is read as it stands.
    """

    letter: Letter
    start: int
    end: int
    gap: Gap = Gap.NONE
    is_upper: bool = False
    is_sign: bool = False
    in_address: bool = False


def streams(text: str) -> Iterator["Stream"]:
    """Read a text in every way in which its signs may be meant."""
    yield Stream(text)
    if _TOUCHING.search(text):
        yield Stream(text, signs=Signs.GAPS)
    if _MARKED.search(text):
        yield Stream(text, signs=Signs.MARKS)


class _Kind(Enum):
    LETTERS = 1
    SIGN = 2
    MARK = 3
    UNSEEN = 4


class Stream:
    """The letters of a text.

    Attributes:
        text: as its author wrote it.
        units: its letters.
        bases: one character a letter, without marks.
        atoms: the stretches of letters that touch, from and to.
    """

    def __init__(self, text: str, *, is_a_term: bool = False, signs: Signs = Signs.LETTERS) -> None:
        """Read the text.

        Args:
            text: in any form of Unicode.
            is_a_term: whether the newsroom wrote it, whose Russian words are no disguise.
            signs: what signs that touch letters are.
        """
        self.text = text
        self._signs = signs
        quote = _OPENING_QUOTE.search(text) if signs is Signs.MARKS else None
        self._quotes_from = quote.start() if quote else len(text)
        self.units: list[Unit] = []
        self._read_letters()
        if not _SIGNS.keys().isdisjoint(text):
            self._leave_out_lone_signs()
        self._measure_gaps()
        starts = [at for at, unit in enumerate(self.units) if unit.gap]
        self.atoms = list(pairwise([*starts, len(self.units)]))
        if is_a_term or not self._joined().isascii():
            self._leave_foreign_words_alone(is_a_term)
        if "." in text:
            self._mark_addresses()
        self.bases = self._joined()
        self._stretches = self._measure_stretches()

    def starts_atom(self, at: int) -> bool:
        """Whether something stands between this letter and the one before it."""
        return at >= len(self.units) or self.units[at].gap > Gap.NONE

    def end_of_atom(self, at: int) -> int:
        """Return where the letters that touch this one end."""
        end = at + 1
        while not self.starts_atom(end):
            end += 1
        return end

    def end_of_stretch(self, at: int, base: str) -> int:
        """Return where letters that repeat the one before, perhaps with signs between, end."""
        goes_on = at < len(self.units) and self.bases[at] == base
        return self._stretches[at] if goes_on and self.units[at].gap <= Gap.TIGHT else at

    def _joined(self) -> str:
        return "".join([unit.letter.base for unit in self.units])

    def _read_letters(self) -> None:
        units = self.units
        for at, char in enumerate(self.text):
            kind, letters = _kind(char)
            if self._signs is Signs.MARKS and (mark := self._typed_mark(at)):
                units[-1].letter = _with_typed_mark(units[-1].letter, mark)
                units[-1].end = at + 1
                continue
            if self._signs is Signs.GAPS and (kind is _Kind.SIGN or ord(char) in _FLAG):
                continue
            if kind is _Kind.LETTERS:
                is_upper = char.isupper()
                for letter in letters:
                    units.append(Unit(letter, at, at + 1, is_upper=is_upper))
            elif kind is _Kind.SIGN:
                units.append(Unit(letters[0], at, at + 1, is_sign=True))
            elif units and units[-1].end == at:
                last = units[-1]
                last.end = at + 1
                if kind is _Kind.MARK:
                    last.letter = with_mark(last.letter, char)

    def _typed_mark(self, at: int) -> str:
        """Return the mark that a sign after a letter stands for; "" for none.

        Some are one after a vowel inside a word only, a few at the end of every word.
        """
        char, after = self.text[at], self.text[at + 1 : at + 2]
        if char not in MARK_SIGNS or not self.units or self.units[-1].end != at:
            return ""
        is_no_quote = char not in "'`´’" or at < self._quotes_from
        is_ending = not after.isalnum() and after != char
        is_at_the_end = char in _MARKS_AT_THE_END and is_ending and is_no_quote
        is_second = self.text[at - 1] in typed.SHAPE_SIGNS
        is_after_vowel = self.units[-1].letter.base in typed.VOWELS
        is_inside = is_after_vowel and (is_second or after.isalpha() or after in MARK_SIGNS)
        return MARK_SIGNS[char] if is_at_the_end or is_inside else ""

    def _leave_out_lone_signs(self) -> None:
        """Keep a sign only where it touches letters."""
        units = self.units
        kept = []
        for at, unit in enumerate(units):
            before = at > 0 and units[at - 1].end == unit.start and not units[at - 1].is_sign
            after = (
                at + 1 < len(units)
                and units[at + 1].start == unit.end
                and not units[at + 1].is_sign
            )
            touches = (before and after) or (
                self.text[unit.start] in _EDGE_SIGNS and (before or after)
            )
            if not unit.is_sign or touches:
                kept.append(unit)
        self.units = kept

    def _measure_gaps(self) -> None:
        if self.units:
            self.units[0].gap = Gap.END
        for last, unit in pairwise(self.units):
            if unit.start > last.end:
                unit.gap = _gap(self.text[last.end : unit.start])
            elif (ord(self.text[unit.start]) in _FLAG) != (ord(self.text[last.start]) in _FLAG):
                unit.gap = Gap.TIGHT

    def _measure_stretches(self) -> list[int]:
        """Say of each letter where the same letters after it end."""
        ends = list(range(1, len(self.units) + 1))
        for at in reversed(range(len(ends) - 1)):
            if self.bases[at] == self.bases[at + 1] and self.units[at + 1].gap <= Gap.TIGHT:
                ends[at] = ends[at + 1]
        return ends

    def _leave_foreign_words_alone(self, is_a_term: bool) -> None:
        """Read a word as Russian or Greek where the text has letters of it that look like none."""
        scripts = {
            _script(unit.letter.base) for unit in self.units if not unit.letter.base.isascii()
        }
        if not scripts and not is_a_term:
            return
        for start, end in self.atoms:
            atom = self.units[start:end]
            is_foreign = all(unit.letter.is_foreign for unit in atom)
            if is_foreign and (is_a_term or _script(self.text[atom[0].start]) in scripts):
                for unit in atom:
                    unit.letter = Letter(self.text[unit.start].lower()[0])

    def _mark_addresses(self) -> None:
        covered = bytearray(len(self.text))
        for chunk in re.finditer(r"\S+", self.text):
            if _ADDRESS.fullmatch(chunk[0]):
                covered[chunk.start() : chunk.end()] = b"\1" * len(chunk[0])
        for unit in self.units:
            unit.in_address = bool(covered[unit.start])


@lru_cache(maxsize=8192)
def _kind(char: str) -> tuple[_Kind, tuple[Letter, ...]]:
    """Tell what a character adds to the stream."""
    if char in _SIGNS:
        return _Kind.SIGN, (Letter(_SIGNS[char], is_altered=True),)
    if is_unseen(char):
        return _Kind.UNSEEN, ()
    if unicodedata.category(char) in ("Mn", "Me"):
        return _Kind.MARK, ()
    return _Kind.LETTERS, read(char)


def _with_typed_mark(letter: Letter, mark: str) -> Letter:
    """Return the letter with a mark; the tone of a word may be typed after its last consonant."""
    if letter.base in typed.VOWELS or mark not in TONES:
        return with_mark(letter, mark)
    return replace(letter, tones=letter.tones + mark)


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _gap(between: str) -> Gap:
    if between == " ":
        return Gap.SPACE
    seen = "".join(char for char in between if not is_unseen(char))
    if not seen:
        return Gap.NONE
    if not any(char.isspace() for char in seen):
        return Gap.TIGHT
    is_end = seen[0] in ".,;:!?…" or ("\n" in seen and any(c in ".!?…" for c in seen))
    if is_end or seen.count("\n") > 1:
        return Gap.END
    if "\n" in seen:
        return Gap.LINE
    return Gap.SPACE if len(seen) == 1 else Gap.WIDE
