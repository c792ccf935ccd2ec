"""Corrections as readers are told them: on the article, and on a list of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Correction
from articles.paging import PAGE_SIZE, mark_at, read_mark, way_back
from articles.snapshots import as_time


@dataclass(frozen=True, slots=True)
class Notice:
    """A correction as its article carries it; the same words as its ``Correction`` row."""

    wrong: str
    right: str
    apology: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """One page of the list of corrections, with the ways on and back of a ``paging.Page``."""

    corrections: Sequence[Correction]
    next_mark: str
    is_first: bool
    previous_mark: str = ""


def notices(article: Article) -> list[Notice]:
    """Return what an article tells about its errors, newest first, without a query."""
    told = [
        Notice(each["wrong"], each["right"], each.get("apology", ""), at)
        for each in article.correction_notices
        if (at := as_time(each["at"]))
    ]
    return sorted(told, key=lambda notice: notice.published_at, reverse=True)


def page(mark: str = "", size: int = PAGE_SIZE) -> CorrectionsPage:
    """Return the corrections that stand after a mark, newest first, as ``paging.page`` does.

    Only those of articles that readers may see now: a withdrawn story leaves this
    list as it leaves every other.

    Args:
        mark: from the address; anything that is not a mark means the first page.
        size: how many corrections stand on a page.
    """
    public = Article.objects.public().filter(pk=OuterRef("article"))
    told = Correction.objects.published().filter(Exists(public))
    place = read_mark(mark)
    is_first, previous_mark = True, ""
    if place:
        at, pk = place
        since = Q(published_at__gt=at) | Q(published_at=at, pk__gte=pk)
        before = told.filter(since, published_at__gte=at).order_by("published_at", "pk")
        is_first, previous_mark = way_back(before.values_list("published_at", "pk"), size)
        told = told.filter(
            Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk), published_at__lte=at
        )
    told = told.select_related("article__category__parent").defer("article__body")
    found = list(told.newest_first()[: size + 1])
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    next_mark = mark_at(last.published_at, last.pk) if last and last.published_at else ""
    return CorrectionsPage(shown, next_mark, is_first, previous_mark)
