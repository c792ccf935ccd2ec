"""Search: one interface. For now it finds words in headlines, with or without marks."""

from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.text import match_key

LONGEST_QUERY = 200


def search(query: str) -> ArticleQuerySet:
    """Return the public articles whose headline holds every word of the query.

    Args:
        query: what the reader typed; marks, case and tone placement do not count.
    """
    found = Article.objects.public()
    words = match_key(query[:LONGEST_QUERY]).split()
    if not words:
        return found.none()
    for word in words:
        found = found.filter(headline_key__contains=word)
    return found
