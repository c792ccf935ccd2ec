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
ENOUGH = 50
"""Articles with a word beyond which it makes no difference how many there are."""


def what_was_meant(asked: Asked, now: datetime) -> str | None:
    """Return other words that would find something, as the paper writes them; None for none.

    None, too, where looking for them takes too long.

    Args:
        asked: a query that found nothing.
        now: what is not out yet lends no words.
    """
    try:
        return _meant(asked, key_at(int(now.timestamp()) + 1) - 1)
    except SearchTookTooLongError:
        return None


def _meant(asked: Asked, last: int) -> str | None:
    typed = [word for wish in asked.wishes for word in wish.typed]
    if not typed:
        return None
    found = engine().count([Token(word.folded) for word in typed], last, 1)
    unknown = [at for at, count in enumerate(found) if not count]
    if len(unknown) != 1:
        return None
    at = unknown[0]
    others: list[Term] = [Token(word.folded) for n, word in enumerate(typed) if n != at]
    near = list(dict.fromkeys(_near(typed[at].folded)))
    terms = [every([_term(each), *others]) for each in near]
    counts = engine().count(terms, last, ENOUGH) if terms else []
    best = max(zip(counts, near, strict=True), default=(0, ""), key=lambda found: found[0])
    if not best[0]:
        return None
    said = [word.folded for word in typed]
    said[at : at + 1] = best[1].split()
    in_a_row = [Token(pair(one, two)) for one, two in pairwise(said)]
    marked = {word.exact for n, word in enumerate(typed) if word.is_marked and n != at}
    whole = _as_written(said, every(in_a_row), last) if in_a_row else None
    if whole and marked <= {word.exact for word in words(whole)}:
        return whole
    spelled = [word.exact for word in typed]
    spelled[at] = _as_written(best[1].split(), every([_term(best[1]), *others]), last) or best[1]
    return " ".join(spelled)


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
