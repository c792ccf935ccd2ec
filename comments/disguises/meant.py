"""Whether letters that spell a banned term were meant as that term.

Two questions: do the marks agree (``_marks_agree``), and is what stands between the
letters a disguise, or are they letters of other words (``_is_whole``)?
"""

from collections.abc import Iterator

from comments.disguises.letters import STROKE, Letter
from comments.disguises.matches import Match, Shape
from comments.disguises.readings import How, Step
from comments.disguises.stream import Gap, Stream
from comments.disguises.syllables import SYLLABLES, is_made_of_syllables
from comments.disguises.typed import TWICE

# So many letters of a phrase, run together, are found inside a longer string.
_EMBEDDED = 6
# Run together, shorter phrases are too often a word of another language.
_GLUED = 4
# Pulled apart into pieces of several letters, shorter ones are too often other words.
_PULLED_APART = 5
_SHORTEST_WORD = 3
# No innocent word is longer.
_LONGEST_WORD = 40


def is_meant(stream: Stream, steps: list[Step], shape: Shape) -> bool:
    """Whether the letters on a path are the term, plain or disguised, and nothing else."""
    match = Match(stream, steps, shape)
    return (
        _readings_are_sound(match)
        and _gaps_are_a_disguise(match)
        and _is_whole(match)
        and (shape.is_folded or _marks_agree(match))
    )


# Marks -----------------------------------------------------------------------------------


def _marks_agree(match: Match) -> bool:
    letters = iter(match.shape.letters)
    agreed = [
        _shapes_agree(match, syllable, letters) and _tone_agrees(match, syllable, tone)
        for syllable, tone in zip(match.syllables, match.shape.tones, strict=True)
    ]
    return all(agreed) or (match.shape.is_phrase and _lost_its_marks(match))


def _shapes_agree(match: Match, syllable: list[Step], letters: Iterator[Letter]) -> bool:
    """Whether â, ă, ơ and đ are where they should be; in a phrase d may stand for đ."""
    agrees = True
    for step in syllable:
        if step.how is How.REPEAT:
            continue
        wanted = next(letters).shape
        may_miss = step.letter.is_altered or (match.shape.is_phrase and wanted == STROKE)
        seen = step.letter.shape
        is_there = seen == wanted or (
            not seen and (may_miss or _is_in_repeats(match, step, wanted))
        )
        agrees = agrees and is_there
    return agrees


def _is_in_repeats(match: Match, step: Step, shape: str) -> bool:
    """Whether a letter typed again has the shape, or gives it as in Telex: "looồn", "ddéo"."""
    again = match.repeats.get(step.after)
    if again is None:
        return False
    is_seen = any(letter.shape == shape for letter in match.seen_in(again))
    return is_seen or TWICE.get(step.letter.base) == shape


def _tone_agrees(match: Match, syllable: list[Step], tone: str) -> bool:
    """Whether the tone is there, wherever it stands, or could not be drawn."""
    tones = {t for step in syllable for letter in match.seen_in(step) for t in letter.tones}
    if tones:
        return tone in tones
    return not tone or any(step.letter.is_altered for step in syllable)


def _lost_its_marks(match: Match) -> bool:
    """Whether the disguise left no marks at all, so that none can be asked for."""
    if any(step.letter.shape or step.letter.tones for step in match.steps):
        return False
    is_drawn = any(step.letter.is_altered and step.how is not How.SOUND for step in match.steps)
    is_pulled = all(any(s.gap or s.how is How.REPEAT for s in syl[1:]) for syl in match.syllables)
    is_glued = match.size >= _EMBEDDED and not any(match.between) and not match.inside
    return is_drawn or (is_pulled and match.is_spelled_out) or is_glued


# How letters were read -------------------------------------------------------------------


def _readings_are_sound(match: Match) -> bool:
    """Whether digits, sounds and repeated letters are read only where nothing else is likely."""
    hows = {step.how for step in match.steps}
    if hows == {How.PLAIN}:
        return True
    if any(0 < len(s) == match.drawn(s) for s in match.syllables):
        return False
    return match.shape.is_phrase or _is_sound_alone(match, hows)


def _is_sound_alone(match: Match, hows: set[How]) -> bool:
    """Whether one syllable alone was meant: most short words with a digit mean something else."""
    if How.TYPED in hows:
        return any(step.letter.shape for step in match.steps)
    if _is_long_and_foreign(match):
        return How.REPEAT not in hows or _is_stretched(match)
    if How.DRAWN in hows and (match.size < _SHORTEST_WORD or not _digits_stand_inside(match)):
        return False
    if How.SOUND in hows and not _sound_is_marked(match):
        return False
    return How.REPEAT not in hows or _is_stretched(match)


def _digits_stand_inside(match: Match) -> bool:
    """Whether no digit begins or ends the word, as in "5km" and "mp4"; a nought may end it."""
    first, last = (match.stream.units[step.at] for step in (match.steps[0], match.steps[-1]))
    drawn = [step.how is How.DRAWN for step in (match.steps[0], match.steps[-1])]
    begins = drawn[0] and not first.is_sign
    ends = drawn[1] and not last.is_sign and last.letter.base != "0"
    return not begins and not ends


def _sound_is_marked(match: Match) -> bool:
    """Whether the word carries Vietnamese marks, or a j where only a vowel can stand."""
    marked = any(step.letter.shape or step.letter.tones for step in match.steps)
    first = match.stream.units[match.first].letter.base
    units = match.stream.units[match.first : match.end]
    has_vowel = any(unit.letter.base in "aeiouy" for unit in units)
    return match.size >= _SHORTEST_WORD - marked and (marked or (first != "j" and not has_vowel))


def _is_stretched(match: Match) -> bool:
    """Whether some letter stands three times or more: twice is common in other languages.

    In a word with Vietnamese marks twice is enough, where that is no word: xoong is not xong.
    """
    again = [step.after - step.at for step in match.steps if step.how is How.REPEAT]
    is_twice = match.is_marked and SYLLABLES.isdisjoint(match.words)
    return is_twice or max(again) > 1


# What stands between the letters ---------------------------------------------------------


def _gaps_are_a_disguise(match: Match) -> bool:
    return all(_joins_syllables(match, n, gap) for n, gap in enumerate(match.between, 1)) and (
        match.inside == Gap.NONE or _is_pulled_apart(match)
    )


def _joins_syllables(match: Match, n: int, gap: Gap) -> bool:
    """Whether a phrase may reach over what stands before its n-th syllable."""
    if gap == Gap.END:
        return match.inside == Gap.END
    if gap == Gap.LINE:
        unit = match.stream.units[match.syllables[n][0].at]
        return not unit.is_upper or _fills_its_lines(match)
    if gap == Gap.NONE:
        return match.size >= _GLUED and not _is_a_syllable(match, n)
    return True


def _fills_its_lines(match: Match) -> bool:
    units = match.stream.units
    return units[match.first].gap >= Gap.LINE and (
        match.end == len(units) or units[match.end].gap >= Gap.LINE
    )


def _is_a_syllable(match: Match, n: int) -> bool:
    """Whether the string in which two syllables run together is an innocent syllable."""
    at = match.syllables[n][0].at
    stream = match.stream
    start = at
    while not stream.starts_atom(start):
        start -= 1
    units = stream.units[start : stream.end_of_atom(at)]
    tones = "".join(unit.letter.tones for unit in units)
    return len(tones) < 2 and stream.bases[start : start + len(units)] in SYLLABLES


def _is_pulled_apart(match: Match) -> bool:
    """Whether letters of a syllable stand apart on purpose."""
    if any(match.stream.units[step.at].in_address for step in match.steps):
        return False
    if match.is_spelled_out:
        return _is_spelled_on_purpose(match)
    odd = any(word not in SYLLABLES for word in match.words)
    if match.inside == Gap.TIGHT:
        is_in_two = match.is_marked and not match.shape.is_folded
        is_odd = odd or is_in_two or _is_long_and_foreign(match)
        return is_odd or match.is_split_throughout
    if match.inside == Gap.END:
        return False
    if match.shape.is_phrase:
        single = sum(len(piece) == 1 for piece in match.pieces)
        is_odd = odd or (single > 1 and match.is_marked and _marks_agree(match))
        return is_odd and match.size >= _PULLED_APART
    return odd and (match.size >= _PULLED_APART or match.is_marked)


def _is_long_and_foreign(match: Match) -> bool:
    """Whether the term is one long word that is no syllable of Vietnamese: "casino"."""
    return not match.shape.is_phrase and match.size >= _PULLED_APART and match.is_no_syllable


def _is_spelled_on_purpose(match: Match) -> bool:
    """Whether single letters in a row are a word: not the initials "M.A", not a list."""
    if match.inside == Gap.END:
        is_even = all(step.gap == Gap.END for step in match.steps[1:])
        return is_even and match.size >= _PULLED_APART - 2 * match.is_marked
    if match.inside == Gap.TIGHT and match.is_marked:
        return True
    return match.size >= _SHORTEST_WORD + match.shape.is_phrase


# Whether it is all of a word -------------------------------------------------------------


def _is_whole(match: Match) -> bool:
    left, right = _rest_before(match), _rest_after(match)
    if right.startswith(match.steps[-1].letter.base):
        return False  # The last letter is stretched: a longer path takes all of it.
    if left == right == "":
        return True
    if not match.shape.is_phrase:
        is_numbered = not left and right.isdigit() and not match.steps[-1].letter.base.isdigit()
        return is_numbered and _is_long_and_foreign(match)
    first, last = (match.letters_of(match.syllables[n]) for n in (0, -1))
    after = all(_is_apart(last, right[:n], right[n:]) for n in range(len(right) + 1))
    before = all(_is_apart(left[n:], first, left[:n]) for n in range(len(left) + 1))
    return all(
        rest == ""
        or (rest.isdigit() and not at_edge.isdigit())
        or (match.size >= _EMBEDDED and is_apart and at_edge.isascii() and _is_other(rest))
        for rest, is_apart, at_edge in ((left, before, first[0]), (right, after, last[-1]))
    )


def _is_apart(one: str, other: str, rest: str) -> bool:
    """Whether two strings are no syllable together, beside which the rest makes sense too.

    "ma tuy" is not in "ma tuyen", for "tuyen" is a syllable of its own.
    """
    together = one + other
    return not other or not one or together not in SYLLABLES or not is_made_of_syllables(rest)


def _is_other(rest: str) -> bool:
    """Whether the rest of a string is other words, so that the term was one of them."""
    return len(rest) > _LONGEST_WORD or is_made_of_syllables(rest.strip("0123456789"))


def _rest_before(match: Match) -> str:
    """Return the letters that belong to the same string before the match."""
    start = match.first
    while start > 0 and match.first - start <= _LONGEST_WORD and _goes_on(match, start):
        start -= 1
    return match.stream.bases[start : match.first]


def _rest_after(match: Match) -> str:
    end = match.end
    units = match.stream.units
    while end < len(units) and end - match.end <= _LONGEST_WORD and _goes_on(match, end):
        end += 1
    return match.stream.bases[match.end : end]


def _goes_on(match: Match, at: int) -> bool:
    """Whether a unit and the one before it belong to one string, as far as the match shows."""
    stream = match.stream
    gap = stream.units[at].gap
    if gap == Gap.NONE:
        return True
    if gap > match.inside:
        return False
    return _stands_alone(stream, at - 1) and _stands_alone(stream, at)


def _stands_alone(stream: Stream, at: int) -> bool:
    return stream.starts_atom(at) and stream.starts_atom(at + 1)
