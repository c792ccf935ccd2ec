"""Finding articles at the desk by what somebody remembers of them.

Words of the headline, with or without marks and in any order; the name of an author
or a topic; the number; or a public address as it was copied from the paper.
"""

import re
from typing import Any

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from articles.admin.rows import row_number
from articles.models import Article, ArticleTag, Author, Byline, Tag
from articles.text import match_key, nfc

ADDRESS = re.compile(r"-(\d{1,18})\.html(?:[?#]\S*)?$")
NUMBER = re.compile(r"#?(\d{1,18})$")
LONGEST = 200


def searched(articles: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Keep the articles that were meant; all of them when nothing was typed."""
    words = nfc(typed).strip()[:LONGEST]
    if not words:
        return articles
    if address := ADDRESS.search(words):
        return articles.filter(pk=row_number(address[1]))
    key = match_key(words)
    if not key:
        return articles.none()
    found: QuerySet[Article] = walked(articles).filter(_said(key) | _numbered(words))
    return found


def walked(articles: QuerySet[Article]) -> Any:
    """Give articles a ``number`` to compare, by which SQLite does not look them up.

    It walks along the order of the list instead and stops where the list does; what it
    would look up one by one may be a third of the paper. PostgreSQL chooses well itself.
    """
    return articles.alias(number=F("pk") + 0 if connection.vendor == "sqlite" else F("pk"))


def nearest_first(articles: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Put headlines that have the typed marks before those that only sound alike."""
    words = nfc(typed).strip()[:LONGEST]
    if match_key(words) == words.lower() or ADDRESS.search(words):
        return articles
    spellings = dict.fromkeys((words, words.lower(), words.capitalize()))
    exact = Q()
    for spelling in spellings:
        exact |= Q(headline__icontains=spelling)
    rank = Case(When(exact, then=Value(0)), default=Value(1), output_field=IntegerField())
    return articles.order_by(rank, *articles.query.order_by)


def _said(key: str) -> Q:
    """Ask for the words of the headline, or for an author or a topic of this name.

    Each asks along an index of its own, so that no article is read for it.
    """
    headlines = Article.objects.order_by()
    for word in key.split():
        headlines = headlines.filter(headline_key__contains=word)
    authors = Author.objects.order_by().filter(key__contains=key)
    signed: QuerySet[Any] = Byline.objects.order_by().filter(author__in=authors.values("pk"))
    topics = Tag.objects.order_by().filter(Q(key=key) | Q(aliases__key=key))
    tagged: QuerySet[Any] = ArticleTag.objects.order_by().filter(tag__in=topics.values("pk"))
    found = headlines.values("pk").union(signed.values("article"), tagged.values("content_object"))
    return Q(number__in=found)


def _numbered(words: str) -> Q:
    number = NUMBER.match(words)
    return Q(number=row_number(number[1])) if number else Q()
