"""«Có phải bạn tìm …»: words of the paper that are one slip of the finger from what was typed."""

from collections.abc import Iterator
from datetime import datetime

from articles.models import SearchWords
from articles.search.asked import Asked
from articles.search.engine import SearchTookTooLongError
from articles.search.engines import engine
from articles.search.index import key_at
from articles.search.terms import Part, Term, Token, every
from articles.search.words import Word, pair, words

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
    spelled = [word.exact for word in typed]
    spelled[at] = _as_written(best[1], every([_term(best[1]), *others]), last)
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


def _as_written(near: str, all_words: Term, last: int) -> str:
    """Return how the newest article that would be found writes it: "trieu" may be a million."""
    newest = engine().newest(all_words, last)
    said = SearchWords.objects.filter(entry=newest).first()
    size = 1 + near.count(" ")
    # By name: PostgreSQL keeps the parts in an order of its own.
    for text in (said.parts.get(part, "") for part in Part) if said else ():
        found = words(text)
        for at in range(len(found)):
            here = found[at : at + size]
            if " ".join(word.folded for word in here) == near:
                return _said(text, here)
    return near


def _said(text: str, here: list[Word]) -> str:
    return text[here[0].start : here[-1].end]
