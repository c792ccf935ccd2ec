"""Everything a letter of a text may be read as, and the path of one reading."""

from collections.abc import Mapping
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
    """The steps so far, last first."""

    step: Step
    before: "Path | None"

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
        if base == "y":
            return not at or self.stream.bases[at - 1] not in I_OR_Y_AFTER
        return base not in _DIGITS and base not in typed.SOUNDS_LIKE

    def of_word(self, at: int) -> list[Reading]:
        """Return the readings of the whole word that begins at a unit."""
        return [r for r in self.at(at) if r.how in (How.CHAT, How.TYPED)]

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
        if unit.in_address:
            return readings
        base = unit.letter.base
        for drawn in _DIGITS.get(base, ""):
            readings.append(Reading((Letter(drawn, is_altered=True),), at + 1, How.DRAWN))
        if base == "y" and at and self.stream.units[at - 1].letter.base in I_OR_Y_AFTER:
            letter = Letter("i", unit.letter.shape, unit.letter.tones, unit.letter.is_altered)
            readings.append(Reading((letter,), at + 1, How.PLAIN))
        if base in typed.SOUNDS_LIKE and (base != "k" or self._is_before(at, "aou")):
            readings += [
                Reading(tuple(Letter(c, is_altered=True) for c in sound), at + 1, How.SOUND)
                for sound in typed.SOUNDS_LIKE[base]
            ]
        return readings

    def _is_before(self, at: int, bases: str) -> bool:
        units = self.stream.units
        return at + 1 < len(units) and units[at + 1].letter.base in bases

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
