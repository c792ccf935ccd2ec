"""Story lines as readers see them: one running story along its time, and all of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from articles.models import Article, StoryLine, StoryLineEntry
from articles.models.story_line import MOST_ENTRIES
from articles.paging import PAGE_SIZE, mark_at, read_mark
from articles.text import sort_key


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline: an article, and what an editor says of that moment."""

    article: Article
    label: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A story line with its newest article."""

    line: StoryLine
    newest: Article


@dataclass(frozen=True, slots=True)
class LinesPage:
    """One page of the list of story lines, and the mark at which the next one starts."""

    lines: list[Listed]
    next_mark: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A story line as an article names it."""

    name: str
    slug: str


def timeline(line: StoryLine) -> list[Moment]:
    """Return the public articles of a line in the order its editors chose, in two queries."""
    entries = list(StoryLineEntry.objects.filter(line=line)[:MOST_ENTRIES])
    read = Article.objects.filter(pk__in=[entry.article_id for entry in entries])
    now = timezone.now()
    articles = {each.pk: each for each in read.with_card_parts() if each.is_public_at(now)}
    moments = [
        Moment(articles[entry.article_id], entry.label)
        for entry in entries
        if entry.article_id in articles
    ]
    if line.order == StoryLine.Order.NEWEST:
        moments.sort(key=lambda moment: (moment.article.published_at, moment.article.pk))
        moments.reverse()
    return moments


def page(mark: str = "", size: int = PAGE_SIZE) -> LinesPage:
    """Return the lines that stand after a mark, the one with the newest article first.

    In two queries. There are as many lines as editors opened by hand, and each is asked
    for its newest article along an index.

    Args:
        mark: from the address; anything that is not a mark means the first page.
        size: how many lines stand on a page.
    """
    entries = StoryLineEntry.objects.public().filter(line=OuterRef("pk"))
    newest = entries.order_by("-published_at", "-article")
    lines = StoryLine.objects.annotate(
        newest=Subquery(newest.values("article")[:1]),
        newest_at=Subquery(newest.values("published_at")[:1]),
    ).filter(newest__isnull=False)
    place = read_mark(mark)
    if place:
        at, pk = place
        lines = lines.filter(Q(newest_at__lt=at) | Q(newest_at=at, pk__lt=pk))
    found: list[Any] = list(lines.order_by("-newest_at", "-pk")[: size + 1])
    shown = found[:size]
    read = Article.objects.filter(pk__in=[line.newest for line in shown]).with_card_parts()
    articles = {article.pk: article for article in read}
    last = shown[-1] if len(found) > size else None
    return LinesPage(
        [Listed(line, articles[line.newest]) for line in shown if line.newest in articles],
        mark_at(last.newest_at, last.pk) if last else "",
        place is None,
    )


def named_by(article: Any) -> list[Named]:
    """Return the story lines that an article with its page parts belongs to, without a query."""
    said = (vars(article).get("story_lines") or "").split("\n")
    named = [
        Named(name, slug) for slug, tab, name in (each.partition("\t") for each in said) if tab
    ]
    return sorted(named, key=lambda line: sort_key(line.name))
