"""«Có phải bạn tìm …»: words of the paper that are one slip of the finger from what was typed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from articles.models import SearchWords
from articles.search.asked import Asked
from articles.search.engine import SearchTookTooLongError
from articles.search.engines import engine
from articles.search.index import key_at
from articles.search.terms import Part, Term, Token, every
from articles.search.words import Word, pair, plain, words

LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
SHORTEST = 3
"""Letters of a word below which too many words are near."""

LONGEST = 16

DISTINCT = 6
"""Letters from which on a word is hardly near another by chance: most syllables are shorter."""

ENOUGH = 50
"""Articles with a word beyond which it makes no difference how many there are."""


def what_was_meant(asked: Asked, now: datetime, *, only_in_a_row: bool = False) -> str | None:
    """Return other words that would find something, as the paper writes them; None for none.

    None, too, where looking for them takes too long.

    Args:
        asked: a query of which nothing holds every word.
        now: what is not out yet lends no words.
        only_in_a_row: whether a short word must stand beside what was typed around it: where
            something near was found, one from anywhere would be a guess.
    """
    try:
        return _meant(asked, key_at(int(now.timestamp()) + 1) - 1, only_in_a_row)
    except SearchTookTooLongError:
        return None


def _meant(asked: Asked, last: int, only_in_a_row: bool) -> str | None:
    typed = [word for wish in asked.wishes for word in wish.typed]
    if not typed:
        return None
    found = engine().count([Token(word.folded) for word in typed], last, 1)
    unknown = [at for at, count in enumerate(found) if not count]
    if len(unknown) != 1:
        return None
    at = unknown[0]
    others: list[Term] = [Token(word.folded) for n, word in enumerate(typed) if n != at]
    best = _best(typed, at, others, last, only_in_a_row)
    if best is None:
        return None
    said = [word.folded for word in typed]
    said[at : at + 1] = best.split()
    in_a_row = [Token(pair(one, two)) for one, two in pairwise(said)]
    marked = {word.exact for n, word in enumerate(typed) if word.is_marked and n != at}
    whole = _as_written(said, every(in_a_row), last) if in_a_row else None
    if whole and marked <= {word.exact for word in words(whole)}:
        return whole
    spelled = [word.exact for word in typed]
    spelled[at] = _as_written(best.split(), every([_term(best), *others]), last) or best
    return " ".join(spelled)


def _best(
    typed: Sequence[Word], at: int, others: Sequence[Term], last: int, only_in_a_row: bool
) -> str | None:
    """Return the near word that most articles have: beside its neighbours, else with the others."""
    near = list(dict.fromkeys(_near(typed[at].folded)))
    counts = engine().count([every([_term(each), *others]) for each in near], last, ENOUGH)
    some = {each: n for each, n in zip(near, counts, strict=True) if n}
    beside = [_beside(typed, at, each) for each in some] if others else []
    rows = dict(zip(some, engine().count(beside, last, ENOUGH), strict=False))
    best = max(some, key=lambda each: (rows.get(each, 0), some[each]), default=None)
    if best and only_in_a_row and len(best) < DISTINCT and not rows.get(best):
        return None
    return best


def _near(word: str) -> Iterator[str]:
    """Give what is one slip away: words run together, a letter more, less, other, swapped."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (f"{one} {two}" for one, two in parts if len(one) > 1 and len(two) > 1)
    yield from (one + two[1:] for one, two in parts if two)
    yield from (one + two[1] + two[0] + two[2:] for one, two in parts if len(two) > 1)
    yield from (one + letter + two[1:] for one, two in parts if two for letter in LETTERS)
    yield from (one + letter + two for one, two in parts for letter in LETTERS)


def _beside(typed: Sequence[Word], at: int, near: str) -> Term:
    """Return what is there where a word stands in a row with what was typed around it."""
    said = near.split()
    row = [word.folded for word in typed[max(0, at - 1) : at]]
    row += [*said, *(word.folded for word in typed[at + 1 : at + 2])]
    return every(Token(pair(one, two)) for one, two in pairwise(row))


def _term(near: str) -> Token:
    one, blank, two = near.partition(" ")
    return Token(pair(one, two) if blank else one)


def _as_written(near: Sequence[str], all_words: Term, last: int) -> str | None:
    """Return how the newest article that would be found writes words that stand in a row.

    That "trieu" may be a million is nothing that the words themselves could tell.

    Args:
        near: the words, folded.
        all_words: what the article holds.
    """
    newest = engine().newest(all_words, last)
    entry = SearchWords.objects.filter(entry=newest).first()
    # By name: PostgreSQL keeps the parts in an order of its own.
    for text in (entry.parts.get(part, "") for part in Part) if entry else ():
        text = plain(text)
        found = words(text)
        for at in range(len(found)):
            here = found[at : at + len(near)]
            if [word.folded for word in here] == list(near):
                return _said(text, here)
    return None


def _said(text: str, here: Sequence[Word]) -> str:
    """Return words as they stand in a text, without quotation marks among them."""
    rest = [(word.gap if word.is_tied else " ", text[word.start : word.end]) for word in here[1:]]
    return text[here[0].start : here[0].end] + "".join(f"{gap}{said}" for gap, said in rest)
