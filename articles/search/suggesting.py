"""What a reader may mean while still typing: topics that begin so, and headlines."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from articles.models import Article, ArticleTag, Tag
from articles.search import asked as asking
from articles.search.engine import Request, SearchTookTooLongError
from articles.search.engines import engine
from articles.search.index import key_at
from articles.search.terms import Part, Term, Token, every
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

    In three queries at most; a query that takes too long suggests nothing.
    """
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
    public = Article.objects.public(now).filter(pk=OuterRef("content_object"))
    used = ArticleTag.objects.filter(Exists(public), tag=OuterRef("pk"))
    return list(Tag.objects.filter(begins, Exists(used)).distinct().order_by("key")[:MOST_TOPICS])


def _headlines(term: Term, now: datetime) -> list[Suggestion]:
    request = Request(
        base=term,
        tiers=[],
        sought=None,
        loose=[],
        first=0,
        last=key_at(int(now.timestamp()) + 1) - 1,
        limit=MOST_HEADLINES,
        enough=0,
        now=now,
    )
    try:
        found = [match.article for match in engine().find(request)]
    except SearchTookTooLongError:
        return []
    articles = Article.objects.public(now).filter(pk__in=found).newest_first()
    return [
        Suggestion(article.headline, article.get_absolute_url(), "")
        for article in articles.only("headline", "slug")
    ]
