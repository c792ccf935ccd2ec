"""Writing the whole index anew, or what is missing of it, while readers search on."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Q

from articles.models import Article, SearchEntry
from articles.querysets import ArticleQuerySet
from articles.search import index
from articles.search.engine import engine

PART = 500
"""Articles that are written in one transaction: what an interruption loses at most."""


def unfound() -> ArticleQuerySet:
    """Return the articles that are out and whose entry is missing, old or of an older form."""
    found: ArticleQuerySet = Article.objects.filter(status=Article.Status.PUBLISHED).exclude(
        Q(search_entry__article_version=F("version")) & Q(search_entry__form=index.FORM)
    )
    return found


def clear() -> None:
    """Take everything out of the index: until it is written again nothing is found."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        engine().empty()


def rebuild() -> Iterator[int]:
    """Write what is missing, the newest first; give how many articles were written each time."""
    stale = SearchEntry.objects.exclude(article__status=Article.Status.PUBLISHED)
    index.forget(list(stale.values_list("article", flat=True)))
    engine().begin_rebuild()
    try:
        while part := list(unfound().newest_first().values_list("pk", flat=True)[:PART]):
            with transaction.atomic():
                index.forget(part)
                index.write(index.with_words(Article.objects.filter(pk__in=part)))
            yield len(part)
    finally:
        engine().end_rebuild()
