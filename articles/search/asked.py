"""What a reader asked for: words, "quoted phrases", -what is not wanted, and spelling variants."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.search import words as spelling
from articles.search.terms import Part, Term, Token, either, every
from articles.search.words import Word

LONGEST_QUERY = 200
"""Characters of a query that are read."""

MOST_WISHES = 24
"""Words and phrases of a query that are read."""

LEADING = 8
"""Of these, how many are looked at one by one; of the others is only asked that they be there."""

# Quotation marks of several habits; a minus counts only where a word begins.
_PIECES = re.compile(
    r"(?P<minus>(?<!\S)[-−–](?=[^\s\-−–]))?"
    r"(?:[\"“”„«»](?P<quoted>[^\"“”„«»]*)[\"“”„«»]|(?P<open>[^\s\"“”„«»]+))"
)

Spelled = tuple[Word, ...]
Variants = Mapping[tuple[str, ...], Mapping[Spelled, str]]
"""For the folded words of each spelling of a thing: all its spellings, as they are written."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that must be in the article: a word or a phrase, in one of its spellings.

    Attributes:
        spellings: the one that was typed first, then its variants.
        glued: the same without its signs, as "covid19".
        also: the variants, as the newsroom writes them.
        is_quoted: whether it stood in quotes: then marks count as they were typed.
    """

    spellings: tuple[Spelled, ...]
    glued: str | None = None
    is_quoted: bool = False
    also: tuple[str, ...] = ()

    @property
    def typed(self) -> Spelled:
        """The words as they were typed."""
        return self.spellings[0]

    @property
    def is_marked(self) -> bool:
        """Whether marks were typed."""
        return any(word.is_marked for word in self.typed)

    def term(self, part: Part | None = None) -> Term:
        """Return what matches any spelling; marks count in quotes alone."""
        if self.is_quoted and self.is_marked:
            return self.exact(part)
        found = [_row(spelling.folded(spelled), part) for spelled in self.spellings]
        return either([*found, *([Token(self.glued, part)] if self.glued else [])])

    def exact(self, part: Part | None = None) -> Term:
        """Return what matches the typed words with the marks they were typed with."""
        return _row([word.exact for word in self.typed], part)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was read.

    Attributes:
        text: as it was typed, in NFC.
        wishes: what must be there.
        unwanted: what must not.
        also: the variants that are searched too, as they are written.
    """

    text: str
    wishes: tuple[Wish, ...] = ()
    unwanted: tuple[Term, ...] = ()
    also: tuple[str, ...] = field(default=())

    @property
    def leading(self) -> tuple[Wish, ...]:
        """The wishes that are looked at one by one."""
        return self.wishes[:LEADING]

    @property
    def apart(self) -> "Asked":
        """The same with what signs tie taken word by word: a day and its month, V.Putin.

        A name with a hyphen stays one, and so does what stood in quotes or in the dictionary.
        """
        wishes: list[Wish] = []
        for wish in self.wishes:
            is_name = any(word.gap == "-" and not word.folded.isdecimal() for word in wish.typed)
            is_one = wish.is_quoted or wish.also or is_name
            wishes += [wish] if is_one else [Wish(((word,),)) for word in wish.typed]
        return replace(self, wishes=tuple(wishes))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The leading words that stand side by side, over the borders of wishes, as typed."""
        return side_by_side(self.leading)

    @property
    def is_marked(self) -> bool:
        """Whether marks were typed anywhere."""
        return any(wish.is_marked for wish in self.wishes)


def side_by_side(wishes: Sequence[Wish]) -> list[tuple[str, str]]:
    """Return the last word of each wish and the first of the next, as typed."""
    return [(one.typed[-1].exact, two.typed[0].exact) for one, two in pairwise(wishes)]


def read(query: str, variants: Variants | None = None) -> Asked:
    """Read what was typed.

    Args:
        query: in any form of Unicode; more than ``LONGEST_QUERY`` characters are not read.
        variants: the spellings of the newsroom's dictionary.
    """
    text = " ".join(spelling.plain(query.replace("\x00", " ")[:LONGEST_QUERY]).split())
    wishes: list[Wish] = []
    unwanted: list[Term] = []
    run: list[Word] = []
    for piece in _PIECES.finditer(text):
        said = piece["quoted"] if piece["quoted"] is not None else piece["open"]
        found = spelling.words(said)
        if not found:
            continue
        if piece["minus"]:
            other = _wish(found, piece["quoted"] is not None)
            unwanted.append(other.exact() if other.is_marked else other.term())
        elif piece["quoted"] is not None:
            wishes += _plain(run, variants or {})
            run = []
            wishes.append(Wish((tuple(found),), is_quoted=True))
        else:
            run += found
    wishes += _plain(run, variants or {})
    also = dict.fromkeys(name for wish in wishes[:MOST_WISHES] for name in wish.also)
    return Asked(text, tuple(wishes[:MOST_WISHES]), tuple(unwanted[:MOST_WISHES]), tuple(also))


def _wish(found: Sequence[Word], is_quoted: bool) -> Wish:
    """Take words that were typed without a blank between them as one."""
    return Wish((tuple(found),), spelling.glued_of(found), is_quoted)


def _plain(run: list[Word], variants: Variants) -> list[Wish]:
    """Read open words: the longest names that the dictionary knows, else what signs tie, as one."""
    wishes: list[Wish] = []
    longest = max(map(len, variants), default=0)
    start = 0
    while start < len(run):
        tied = _end_of_tied(run, start)
        for end in range(min(start + longest, len(run)), start, -1):
            typed = tuple(run[start:end])
            known = variants.get(spelling.folded(typed))
            is_one = 1 < len(typed) == tied - start
            if known and not _is_tied(run, end) and (is_one or _means(typed, known)):
                wishes.append(_known(typed, known))
                break
        else:
            end = tied
            wishes.append(_wish(run[start:end], is_quoted=False))
        start = end
    return wishes


def _end_of_tied(run: Sequence[Word], start: int) -> int:
    """Return where what signs tie to a word ends."""
    return next(end for end in range(start + 1, len(run) + 1) if not _is_tied(run, end))


def _is_tied(run: Sequence[Word], at: int) -> bool:
    """Whether a sign ties a word to the one before; a stroke ties numbers alone: 20/6, Nga/Mỹ."""
    if at == len(run) or not run[at].is_tied:
        return False
    return run[at].gap != "/" or all(word.folded.isdecimal() for word in run[at - 1 : at + 1])


def _means(typed: Spelled, known: Mapping[Spelled, str]) -> bool:
    """Whether the typed words are the name: "ngà" (ivory) is not Nga, but "nga" may be."""
    if not any(word.is_marked for word in typed):
        return True
    said = [word.exact for word in typed]
    return any(said == [word.exact for word in spelled] for spelled in known)


def _known(typed: Spelled, known: Mapping[Spelled, str]) -> Wish:
    key = spelling.folded(typed)
    others = {each: name for each, name in known.items() if spelling.folded(each) != key}
    spelled = (typed, *others)
    glued = next(filter(None, map(spelling.glued_of, spelled)), None)
    return Wish(spelled, glued, also=tuple(others.values()))


def _row(said: Sequence[str], part: Part | None) -> Term:
    """Return what must be there for words to stand in a row."""
    if len(said) == 1:
        return Token(said[0], part)
    return every(Token(spelling.pair(one, two), part) for one, two in pairwise(said))
