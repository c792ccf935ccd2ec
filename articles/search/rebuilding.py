"""Writing the whole index anew, or what is missing of it, while readers search on."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import batched
from multiprocessing import get_context

import django
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import F, Q

from articles.models import Article, SearchEntry
from articles.querysets import ArticleQuerySet
from articles.search import index
from articles.search.engines import engine

PART = 500
"""Articles that are written in one transaction: what an interruption loses at most."""


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
    if not SearchEntry.objects.exists():  # Else readers need the index meanwhile.
        engine().begin_rebuild()
    try:
        with _spelling(len(numbers)) as by:
            ahead: list[index.Written] = []
            for part in [*batched(numbers, PART, strict=False), ()]:
                articles = index.with_words(Article.objects.filter(pk__in=part))
                ahead.append(index.written(articles, by))
                if len(ahead) > 1:
                    yield _write(ahead.pop(0))
    finally:
        engine().end_rebuild()


@contextmanager
def _spelling(number: int) -> Iterator[index.Spelling]:
    """Give what spells so many articles: that takes as long as storing them, so let others do it.

    Started anew and not forked: a pool of connections has threads, whose locks a fork inherits.
    """
    if number <= PART:
        yield map
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield partial(pool.map, chunksize=50)


@transaction.atomic
def _write(new: index.Written) -> int:
    index.forget([entry.article_id for entry in new.entries])
    index.write(new)
    return len(new.entries)
