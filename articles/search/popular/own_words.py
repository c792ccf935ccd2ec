"""The paper's own words for what a reader typed: the name of a topic, or words of a headline.

Nothing else is ever counted, so that no reader can have the paper keep, or show, anything
it has not published itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Q

from articles.models import Article, PopularSearch, Tag
from articles.search import asked as asking
from articles.search.engine import SearchTookTooLongError
from articles.search.latest import latest
from articles.search.terms import Part, Term, Token, every
from articles.search.words import Word, agrees, pair, plain, words
from articles.tag_keeping import is_used
from articles.text import match_key

FEWEST, MOST = 2, 12
"""Words of a phrase: one alone says too little, and a whole headline is no question."""

LONGEST = 100
"""Characters of a phrase."""

LOOKED_AT = 10
"""Articles in whose headlines a phrase is looked for."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words of the paper, and where they stand: as the name of a topic, or in a headline."""

    text: str
    tag: int | None = None
    article: int | None = None

    @property
    def key(self) -> str:
        """What all ways to type them have in common."""
        return match_key(self.text)


def own_words(queries: Iterable[str], now: datetime) -> dict[str, OwnWords]:
    """Return the paper's own words for these queries; those for which it has none are left out.

    In two queries of the database, and one search for each that names no topic.
    """
    asked = {query: asking.read(query) for query in queries}
    keys = {query: match_key(each.text) for query, each in asked.items() if not each.unwanted}
    topics = _topics(set(keys.values()), now)
    found = {query: topics[key] for query, key in keys.items() if key in topics}
    typed = {query: words(asked[query].text) for query in keys.keys() - found.keys()}
    phrases = {query: said for query, said in typed.items() if FEWEST <= len(said) <= MOST}
    return found | _phrases(phrases, now)


def still_stands(search: PopularSearch) -> bool:
    """Whether words stand where they were found, which may have been rewritten since."""
    if search.tag is not None:
        return search.text == search.tag.name
    return search.article is not None and search.text in plain(search.article.headline)


def _topics(keys: set[str], now: datetime) -> dict[str, OwnWords]:
    """Return the topics of public articles, by those of their names that were asked for."""
    called = Tag.objects.filter(Q(key__in=keys) | Q(aliases__key__in=keys), is_used(at=now))
    rows = called.values_list("pk", "name", "key", "aliases__key")
    return {
        key: OwnWords(name, tag=pk) for pk, name, *names in rows for key in names if key in keys
    }


def _phrases(typed: dict[str, list[Word]], now: datetime) -> dict[str, OwnWords]:
    """Return the phrases that stand in headlines of public articles, as the newest writes them."""
    near = _near(typed, now)
    numbers = {pk for articles in near.values() for pk in articles}
    public = Article.objects.public(now).among(numbers)
    headlines = dict(public.values_list("pk", "headline"))
    found: dict[str, OwnWords] = {}
    for query, articles in near.items():
        cuts = ((pk, _cut(headlines[pk], typed[query])) for pk in articles if pk in headlines)
        first = next((OwnWords(cut, article=pk) for pk, cut in cuts if cut), None)
        if first is not None and len(first.text) <= LONGEST:
            found[query] = first
    return found


def _near(typed: dict[str, list[Word]], now: datetime) -> dict[str, list[int]]:
    """Return for each query the newest articles whose headlines hold its words, two by two.

    The first search that takes too long is the last: the database has enough to do.
    """
    near: dict[str, list[int]] = {}
    for query, said in typed.items():
        pairs = [pair(one.folded, two.folded) for one, two in pairwise(said)]
        marked = [word.exact for word in said if word.is_marked]
        terms: list[Term] = [Token(token, Part.HEADLINE) for token in [*pairs, *marked]]
        try:
            near[query] = latest(every(terms), now, LOOKED_AT)
        except SearchTookTooLongError:
            break
    return near


def _cut(headline: str, typed: Sequence[Word]) -> str | None:
    """Return the typed words as they stand in a headline, in a row; None if they do not."""
    text = plain(headline)
    found = words(text)
    for at in range(len(found) - len(typed) + 1):
        here = found[at : at + len(typed)]
        if all(map(agrees, here, typed)) and all(word.is_next for word in here[1:]):
            return text[here[0].start : here[-1].end]
    return None
