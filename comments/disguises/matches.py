"""A banned term as it is compared, and letters of a text that spell it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from comments.disguises.letters import Letter
from comments.disguises.readings import I_OR_Y_AFTER, How, Step
from comments.disguises.stream import Gap, Stream
from comments.disguises.syllables import SYLLABLES


@dataclass(frozen=True)
class Shape:
    """A term as it is compared.

    Attributes:
        letters: its letters; the tone of a syllable stands in ``tones``.
        tones: a tone a syllable, "" for none.
        breaks: the letters with which a syllable begins.
        is_folded: whether marks do not count.
    """

    letters: tuple[Letter, ...]
    tones: tuple[str, ...]
    breaks: tuple[int, ...]
    is_folded: bool

    @property
    def is_phrase(self) -> bool:
        """Whether it has more than one syllable."""
        return len(self.breaks) > 1


def shape_of(words: str, is_folded: bool) -> Shape:
    """Read a term as the newsroom wrote it."""
    letters: list[Letter] = []
    tones: list[str] = []
    breaks: list[int] = []
    for unit in Stream(words, is_a_term=True).units:
        if unit.gap > Gap.NONE:
            breaks.append(len(letters))
            tones.append("")
        tones[-1] += unit.letter.tones
        letters.append(Letter(unit.letter.base, unit.letter.shape))
    for first, end in pairwise([*breaks, len(letters)]):
        last = letters[end - 1]
        if last == Letter("y") and end - first > 1 and letters[end - 2].base in I_OR_Y_AFTER:
            letters[end - 1] = Letter("i")
    return Shape(tuple(letters), tuple(tones), tuple(breaks), is_folded)


class Match:
    """Letters of a text that spell a term, and what can be seen of how."""

    def __init__(self, stream: Stream, steps: list[Step], shape: Shape) -> None:
        self.stream, self.steps, self.shape = stream, steps, shape
        self.syllables = self._syllables()
        self.inside = max((s.gap for syllable in self.syllables for s in syllable[1:]), default=0)
        self.between = [syllable[0].gap for syllable in self.syllables[1:]]
        self.size = len(shape.letters)
        self.first, self.end = steps[0].at, steps[-1].after

    def _syllables(self) -> list[list[Step]]:
        syllables: list[list[Step]] = []
        letter = 0
        for step in self.steps:
            if step.how is How.REPEAT:
                syllables[-1].append(step)
                continue
            if letter in self.shape.breaks:
                syllables.append([])
            syllables[-1].append(step)
            letter += 1
        return syllables

    @cached_property
    def pieces(self) -> list[str]:
        """The strings of letters between the gaps, of syllables that have gaps inside."""
        pieces: list[str] = []
        for syllable in self.syllables:
            if any(step.gap for step in syllable[1:]):
                pieces.append("")
                for at, step in enumerate(syllable):
                    if at and step.gap:
                        pieces.append("")
                    pieces[-1] += step.letter.base
        return pieces

    @cached_property
    def words(self) -> list[str]:
        """The strings of letters in the text in which the match stands."""
        first, end = self.first, self.end
        atoms = [(start, stop) for start, stop in self.stream.atoms if stop > first and start < end]
        return [self.stream.bases[start:stop] for start, stop in atoms]

    @cached_property
    def is_no_syllable(self) -> bool:
        """Whether the letters of the term are no syllable of Vietnamese."""
        return "".join(letter.base for letter in self.shape.letters) not in SYLLABLES

    @cached_property
    def repeats(self) -> dict[int, Step]:
        """The letters that are there once more, by the unit where they begin."""
        return {step.at: step for step in self.steps if step.how is How.REPEAT}

    def seen_in(self, step: Step) -> list[Letter]:
        """Return the letters of a step: all of those that repeat another."""
        if step.how is not How.REPEAT:
            return [step.letter]
        return [unit.letter for unit in self.stream.units[step.at : step.after]]

    @cached_property
    def is_split_throughout(self) -> bool:
        """Whether every syllable of a phrase has a gap inside."""
        split = [any(step.gap for step in syllable[1:]) for syllable in self.syllables]
        return self.shape.is_phrase and all(split)

    @cached_property
    def is_spelled_out(self) -> bool:
        """Whether each syllable with gaps inside stands letter by letter."""
        return all(len(piece) == 1 for piece in self.pieces)

    @cached_property
    def is_marked(self) -> bool:
        """Whether a letter after the first carries a mark of Vietnamese."""
        return any(step.letter.tones or step.letter.shape for step in self.steps[1:])

    def drawn(self, syllable: list[Step]) -> int:
        """Return how many letters of a syllable are digits or signs."""
        return sum(step.how is How.DRAWN for step in syllable)

    def letters_of(self, syllable: list[Step]) -> str:
        """Return a syllable without marks, as the term has it."""
        return "".join(step.letter.base for step in syllable if step.how is not How.REPEAT)
