"""Writing the whole index anew, or what is missing of it, while readers search on."""

from collections.abc import Iterator, Sequence
from itertools import batched

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import F, Q

from articles.models import Article, SearchEntry
from articles.processes import shared
from articles.querysets import ArticleQuerySet
from articles.search import index
from articles.search.engines import engine

PART = 500
"""Articles that are written in one transaction: what an interruption loses at most."""

FEW = 4
"""Parts that one process writes before a helper would have started."""


def unfound(database: str = DEFAULT_DB_ALIAS) -> ArticleQuerySet:
    """Return the articles that are out and whose entry is missing, old or of an older form."""
    found: ArticleQuerySet = Article.objects.using(database).out()
    return found.exclude(
        Q(search_entry__article_version=F("version")) & Q(search_entry__form=index.FORM)
    )


def clear() -> None:
    """Take everything out of the index: until it is written again nothing is found."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        engine().empty()


def rebuild() -> Iterator[int]:
    """Write what is missing, the newest first; give how many articles were written each time."""
    stale = SearchEntry.objects.exclude(article__in=Article.objects.out())
    index.forget(list(stale.values_list("article", flat=True)))
    numbers = list(unfound().newest_first().values_list("pk", flat=True))
    parts = list(batched(numbers, PART, strict=False))
    if not SearchEntry.objects.exists():  # Else readers need the index meanwhile.
        engine().begin_rebuild()
    try:
        yield from map(_write, parts) if len(parts) <= FEW else shared(_write, parts)
    finally:
        engine().end_rebuild()


def _write(numbers: Sequence[int]) -> int:
    """Write some articles; what is kept or taken down meanwhile is left to who does that."""
    read = index.rows(Article.objects.out().among(numbers))
    with transaction.atomic():
        still = Article.objects.filter(pk__in=numbers).only("status", "version")
        locked = still.select_for_update(skip_locked=True, no_key=True)
        kept = {(article.pk, article.version) for article in locked if article.is_out}
        rows = [row for row in read if (row.entry.article_id, row.entry.article_version) in kept]
        index.forget([row.entry.article_id for row in rows])
        index.write(rows)
    return len(rows)
