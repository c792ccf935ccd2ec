"""What a reader may mean while still typing: topics that begin so, and headlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Tag
from articles.search import asked as asking
from articles.search.engine import SearchTookTooLongError
from articles.search.latest import latest
from articles.search.popular import popular_searches
from articles.search.terms import Part, Term, Token, every
from articles.search.words import Word, pair
from articles.tag_keeping import is_used
from articles.text import match_key

SHORTEST = 2
"""Letters from which on they say something."""

MOST_TOPICS, MOST_HEADLINES = 3, 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page that may be meant: what it is called, where it stands, what it is."""

    text: str
    address: str
    kind: str


def suggested(query: str, now: datetime) -> list[Suggestion]:
    """Return topics and headlines in which the last word begins as the typed one does.

    In three queries at most; a query that takes too long suggests nothing. While nothing is
    typed, what others search for is suggested.
    """
    if not query.strip():
        kind = _("Tìm nhiều")
        return [
            Suggestion(search.text, search.get_absolute_url(), kind)
            for search in popular_searches(now)
        ]
    asked = asking.read(query)
    typed = [word for wish in asked.wishes for word in wish.typed]
    if sum(len(word.folded) for word in typed) < SHORTEST:
        return []
    topics = _topics(match_key(asked.text), now)
    found = [Suggestion(tag.name, tag.get_absolute_url(), _("Chủ đề")) for tag in topics]
    return found + _headlines(typed, now)


def _topics(key: str, now: datetime) -> list[Tag]:
    begins = Q(key__startswith=key) | Q(aliases__key__startswith=key)
    found = Tag.objects.filter(begins, is_used(at=now))
    return list(found.distinct().order_by("key")[:MOST_TOPICS])


def _headlines(typed: Sequence[Word], now: datetime) -> list[Suggestion]:
    """Suggest headlines: first those that say it in a row, then those with the marks typed."""
    exact, folded = [word.exact for word in typed], [word.folded for word in typed]
    better = [_in_a_row(exact)] if len(typed) > 1 else []
    try:
        found = latest(_words(folded), now, MOST_HEADLINES, [*better, _words(exact)])
    except SearchTookTooLongError:
        return []
    articles = Article.objects.public(now).among(found).only("headline", "slug")
    return [
        Suggestion(article.headline, article.get_absolute_url(), "")
        for article in sorted(articles, key=lambda article: found.index(article.pk))
    ]


def _words(said: Sequence[str]) -> Term:
    """Return what holds all words, the last of which may go on."""
    last = Token(said[-1], Part.HEADLINE, is_prefix=True)
    return every([*(Token(word, Part.HEADLINE) for word in said[:-1]), last])


def _in_a_row(said: Sequence[str]) -> Term:
    """Return what holds them in a row, the last of which may go on."""
    return _words([pair(one, two) for one, two in pairwise(said)])
