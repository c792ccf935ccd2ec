"""Everything a letter of a text may be read as, and the path of one reading."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from comments.disguises import typed
from comments.disguises.letters import Letter
from comments.disguises.stream import Gap, Stream
from comments.disguises.syllables import SYLLABLES

# Digits drawn for the letters they look like.
_DIGITS = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "6": "g",
    "7": "t",
    "8": "b",
    "9": "g",
}
# After these an open i may be written y: lý and lí, kỹ and kĩ.
I_OR_Y_AFTER = "hklmst"
_SHORTEST_CHAT_RUN = 3


class How(Enum):
    """How a letter came to be read so."""

    PLAIN = "as it stands"
    DRAWN = "from a digit or a sign that looks like it"
    SOUND = "from a letter that sounds like it"
    REPEAT = "once more"
    TYPED = "from Telex or VNI"
    CHAT = "from the table of chat spellings"


WHOLE_WORDS = (How.TYPED, How.CHAT)
# Paths that read other words as a whole are followed apart, as far back as this.
_WORDS_TOLD_APART = 4


class Reading(NamedTuple):
    """Letters that some units of the stream may stand for, and the unit after them."""

    letters: tuple[Letter, ...]
    after: int
    how: How


class Step(NamedTuple):
    """One letter of a term, found.

    Attributes:
        at: the first unit it was read from.
        after: the unit after the last.
        letter: what it was read as.
        how: how it was read.
        gap: what stands between it and the letter before it.
    """

    at: int
    after: int
    letter: Letter
    how: How
    gap: Gap


class Path(NamedTuple):
    """The steps so far, last first.

    Attributes:
        step: the last one.
        before: the path to it.
        words: where the latest words begin that were read as a whole, as Telex or chat.
    """

    step: Step
    before: "Path | None"
    words: tuple[int, ...] = ()

    @classmethod
    def of(cls, step: Step, before: "Path | None") -> "Path":
        """Go one step on."""
        words = before.words if before else ()
        if step.how in WHOLE_WORDS and step.at not in words:
            words = (*words, step.at)[-_WORDS_TOLD_APART:]
        return cls(step, before, words)

    def steps(self) -> list[Step]:
        """Return the steps in the order of the text."""
        found: list[Step] = []
        path: Path | None = self
        while path is not None:
            found.append(path.step)
            path = path.before
        return found[::-1]


class Readings:
    """What the letters of one text may be read as."""

    def __init__(self, stream: Stream, chat: Mapping[str, tuple[Letter, ...]]) -> None:
        self.stream = stream
        self._chat = chat
        self._known: dict[int, list[Reading]] = {}

    def is_plain(self, at: int) -> bool:
        """Whether a letter can be read in one way only, as long as its word can."""
        base = self.stream.bases[at]
        if base in _DIGITS or self.stream.units[at].letter.is_foreign:
            return False
        if self.stream.starts_atom(at) and self.of_word(at):
            return False
        is_dz = base == "d" and self._letter_after(at) == "z"
        return not is_dz and not self._sounds(at) and not any(self._i_or_l(at))

    def of_word(self, at: int) -> list[Reading]:
        """Return the readings of the whole word that begins at a unit."""
        return [r for r in self.at(at) if r.how in WHOLE_WORDS]

    def at(self, at: int) -> list[Reading]:
        """Return every reading that begins at a unit."""
        if at not in self._known:
            readings = list(self._of_letter(at))
            if self.stream.starts_atom(at) and not self.stream.units[at].in_address:
                readings += self._of_word(at)
            self._known[at] = readings
        return self._known[at]

    def _of_letter(self, at: int) -> list[Reading]:
        unit = self.stream.units[at]
        how = How.DRAWN if unit.is_sign else How.PLAIN
        readings = [Reading((unit.letter,), at + 1, how)]
        if unit.letter.is_foreign:
            itself = Letter(self.stream.text[unit.start].lower()[0])
            readings.append(Reading((itself,), at + 1, How.PLAIN))
        if unit.in_address:
            return readings
        base = unit.letter.base
        for drawn in _DIGITS.get(base, ""):
            readings.append(Reading((Letter(drawn, is_altered=True),), at + 1, How.DRAWN))
        readings += self._i_or_l(at)
        if base == "d" and self._letter_after(at) == "z":
            readings.append(Reading((unit.letter,), at + 2, How.PLAIN))
        readings += [
            Reading(
                tuple(Letter(c, is_altered=c in typed.VOWELS) for c in sound), at + 1, How.SOUND
            )
            for sound in self._sounds(at)
        ]
        return readings

    def _i_or_l(self, at: int) -> Iterator[Reading]:
        """Read y as i, l as i where no syllable has an l, a capital I as l in small letters."""
        stream, unit = self.stream, self.stream.units[at]
        base, after = unit.letter.base, self._letter_after(at)
        as_i = replace(unit.letter, base="i")
        if base == "y" and at and stream.bases[at - 1] not in typed.VOWELS:
            is_spelling = stream.bases[at - 1] in I_OR_Y_AFTER
            yield Reading((as_i,), at + 1, How.PLAIN if is_spelling else How.SOUND)
        elif base == "l" and not stream.starts_atom(at) and after not in tuple(typed.VOWELS):
            yield Reading((replace(as_i, is_altered=True),), at + 1, How.DRAWN)
        elif stream.text[unit.start] == "I" and after and not stream.units[at + 1].is_upper:
            yield Reading((Letter("l"),), at + 1, How.PLAIN)

    def _letter_after(self, at: int) -> str:
        """Return the letter that touches this one; "" if none does."""
        return "" if self.stream.starts_atom(at + 1) else self.stream.bases[at + 1]

    def _sounds(self, at: int) -> tuple[str, ...]:
        """Return the letters that a letter may stand for in chat, where it stands."""
        bases = self.stream.bases
        base = bases[at]
        if sounds := typed.SOUNDS_LIKE.get(base):
            return () if self._is_loanword(at) else sounds
        if base not in typed.ENDS_LIKE:
            return ()
        if base == "k" and not self.stream.starts_atom(at) and bases[at - 1] in typed.H_AFTER:
            return ("h",)
        if self.stream.starts_atom(at + 1) and at and bases[at - 1] in typed.VOWELS:
            return typed.ENDS_LIKE[base]
        begins = base in typed.BEGINS_LIKE and bases[at + 1 : at + 2] in typed.WRITTEN_WITH_C
        return typed.BEGINS_LIKE[base] if begins else ()

    def _is_loanword(self, at: int) -> bool:
        if not self.stream.starts_atom(at):
            return False
        end = self.stream.end_of_atom(at)
        is_marked = any(_is_marked(unit.letter) for unit in self.stream.units[at:end])
        return not is_marked and self.stream.bases[at:end] in typed.LOANWORDS

    def _of_word(self, at: int) -> list[Reading]:
        stream, readings = self.stream, []
        end = stream.end_of_atom(at)
        if end - at <= typed.LONGEST_TYPED:
            if meant := self._chat.get(_key(stream, at, end)):
                readings.append(Reading(meant, end, How.CHAT))
            if letters := _typed(stream, at, end):
                readings.append(Reading(tuple(letters), end, How.TYPED))
        run = _end_of_run(stream, at)
        if run - at >= _SHORTEST_CHAT_RUN and (meant := self._chat.get(_key(stream, at, run))):
            readings.append(Reading(meant, run, How.CHAT))
        return readings


def chat_key(written: str) -> str:
    """Return what two ways to write a chat spelling share."""
    stream = Stream(written)
    return _key(stream, 0, len(stream.units))


def _key(stream: Stream, start: int, end: int) -> str:
    letters = (unit.letter for unit in stream.units[start:end])
    return "".join(letter.base + letter.shape + letter.tones for letter in letters)


def _typed(stream: Stream, start: int, end: int) -> list[Letter] | None:
    """Read a word of plain a-z and digits as Telex or VNI left it."""
    word = stream.bases[start:end]
    if word in SYLLABLES or any(_is_marked(unit.letter) for unit in stream.units[start:end]):
        return None
    if word.isalpha():
        return typed.as_telex(word)
    return typed.as_vni(word)


def _is_marked(letter: Letter) -> bool:
    return bool(letter.shape or letter.tones or letter.is_altered) or not letter.base.isascii()


def _end_of_run(stream: Stream, at: int) -> int:
    """Return where single letters with signs between them, such as "v.c.l", end."""
    end = at
    while end < len(stream.units) and end - at <= typed.LONGEST_TYPED:
        if end > at and stream.units[end].gap != Gap.TIGHT:
            break
        end += 1
    return end
