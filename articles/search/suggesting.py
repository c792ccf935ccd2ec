"""What a reader may mean while still typing: topics that begin so, and headlines."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Tag
from articles.search import asked as asking
from articles.search.engine import SearchTookTooLongError
from articles.search.latest import latest
from articles.search.popular import popular_searches
from articles.search.terms import Part, Term, Token, every
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
    words: list[Term] = [Token(word.folded, Part.HEADLINE) for word in typed[:-1]]
    last = Token(typed[-1].folded, Part.HEADLINE, is_prefix=True)
    return found + _headlines(every([*words, last]), now)


def _topics(key: str, now: datetime) -> list[Tag]:
    begins = Q(key__startswith=key) | Q(aliases__key__startswith=key)
    found = Tag.objects.filter(begins, is_used(at=now))
    return list(found.distinct().order_by("key")[:MOST_TOPICS])


def _headlines(term: Term, now: datetime) -> list[Suggestion]:
    try:
        found = latest(term, now, MOST_HEADLINES)
    except SearchTookTooLongError:
        return []
    articles = Article.objects.public(now).among(found).newest_first()
    return [
        Suggestion(article.headline, article.get_absolute_url(), "")
        for article in articles.only("headline", "slug")
    ]
