"""Sitemaps: what search engines should know of, as it is at the second they ask.

``/sitemap.xml`` names the others. Articles stand in a file for each month of the
paper's clock, so that only the last one changes when something is published; a month
of more than ``ROWS`` is continued in further files. All are written while they are
sent, and whoever has a file already is told so at the price of one query.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import months
from articles.calendar import FIRST_YEAR, Month, this_month
from articles.models import Article, ArticleTag, Author, Byline, Category, StoryLine, Tag
from articles.sitemap_files import (
    LINKED_NAMESPACES,
    NEWS_NAMESPACES,
    Part,
    answer,
    index_file,
    mark,
    page_file,
    version_of,
)
from articles.syndication import last_changed
from articles.templatetags.newsroom import absolute
from articles.translations import versions_of

# What the protocol allows in a file: https://www.sitemaps.org/protocol.html
ROWS = 50_000
MOST_FILES = 999  # of one month
CHUNK = 1_000  # rows that are in memory at once
# What Google News reads: two days, a thousand articles.
NEWS_LASTS = timedelta(hours=48)
MOST_NEWS = 1_000
PLACED = ("slug", "published_at", "published_precision", "updated_at")
# Seconds: what moves with the news, and what hardly ever moves.
SOON, SETTLED = 60, 3_600


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Name all sitemaps, the newest month first."""
    addresses = [reverse("articles:news_sitemap")]
    for month, articles in reversed(months.with_articles()):
        if articles > ROWS:  # Then it matters how many of them are to be listed.
            articles = months.listed_in(month).count()
        addresses += [address_of(month, part + 1) for part in range(-(-articles // ROWS))]
    addresses.append(reverse("articles:page_sitemap"))
    parts = ({"sitemap": {"loc": absolute(address)}} for address in addresses)
    return answer(request, index_file(parts), SOON, mark(*addresses))


@require_safe
def of_month(request: HttpRequest, month: Month, part: int = 1) -> HttpResponseBase:
    """Name the articles of a month by the paper's clock, oldest first."""
    is_known = 1 <= part <= MOST_FILES and month <= this_month()
    if not is_known or request.path != address_of(month, part):
        raise Http404
    ordered = months.listed_in(month).order_by("published_at", "pk")
    found = ordered[(part - 1) * ROWS : part * ROWS]
    version = version_of(found, *versions_in(month))
    if not version:
        raise Http404
    listed = found.with_versions().only(*PLACED, "language")
    rows = ({"url": placed(article) | alternates(article)} for article in listed.iterator(CHUNK))
    fresh_for = SETTLED if month < this_month() else SOON
    return answer(request, page_file(rows, LINKED_NAMESPACES), fresh_for, version)


@require_safe
def of_news(request: HttpRequest) -> HttpResponseBase:
    """Name the paper's own news of two days; copy of others is left out."""
    since = timezone.now() - NEWS_LASTS
    found = Article.objects.listed().own_news().filter(published_at__gt=since)
    found = found.newest_first()[:MOST_NEWS]
    listed = found.only(*PLACED, "headline", "language")
    rows = ({"url": placed(article) | told(article)} for article in listed.iterator(CHUNK))
    version = version_of(found) or mark("nothing")
    return answer(request, page_file(rows, NEWS_NAMESPACES), SOON, version)


@require_safe
def of_pages(request: HttpRequest) -> HttpResponseBase:
    """Name the pages that are lists, where they have something to read."""
    rows = ({"url": {"loc": absolute(address)}} for address in addresses_of_lists())
    return answer(request, page_file(rows), SETTLED)


@require_safe
def of_numbers(request: HttpRequest, number: int) -> HttpResponseBase:
    """Lead on from a file of articles by number, which came before those by month."""
    return HttpResponsePermanentRedirect(reverse("articles:sitemap"))


def address_of(month: Month, part: int) -> str:
    """Return where a file of a month stands; its first one has no number."""
    place = [month] if part == 1 else [month, part]
    return reverse("articles:month_sitemap", args=place)


def addresses_of_lists() -> Iterator[str]:
    """Give the addresses of lists, ``ROWS`` at most: then the oldest topics are left out."""
    public = Article.objects.public()
    signed = Byline.objects.filter(Exists(public.filter(pk=OuterRef("article"))))
    tagged = ArticleTag.objects.filter(Exists(public.filter(pk=OuterRef("content_object"))))
    authors = Author.objects.filter(Exists(signed.filter(author=OuterRef("pk"))))
    topics = Tag.objects.filter(Exists(tagged.filter(tag=OuterRef("pk"))))
    lines = StoryLine.objects.filter(Exists(public.filter(story_line_entries__line=OuterRef("pk"))))
    addresses = [reverse(f"articles:{name}") for name in ("home", "corrections", "archive")]
    addresses += [
        reverse("articles:archive_month", args=[month.year, month.number])
        for month, _articles in months.with_articles()
        if month.year >= FIRST_YEAR
    ]
    addresses += [reverse("articles:story_lines")] if lines.exists() else []
    addresses += [category.get_absolute_url() for category in categories_with_articles()]
    yield from addresses
    left = ROWS - len(addresses)
    for lists in (lines, authors, topics):
        for row in lists.order_by("-pk")[:left].iterator(CHUNK):
            left -= 1
            yield row.get_absolute_url()


def categories_with_articles() -> list[Category]:
    """Return the categories that have something public, in themselves or below; one query."""
    # The newest one, and not whether there is one: PostgreSQL would read them all at once.
    newest = Article.objects.public().filter(category=OuterRef("pk")).newest_first()
    found = Category.objects.annotate(newest=Subquery(newest.values("pk")[:1]))
    categories = found.select_related("parent").order_by("pk")
    full = {pk for each in categories if each.newest for pk in (each.pk, each.parent_id)}
    return [each for each in categories if each.pk in full]


def placed(article: Article) -> dict[str, Part]:
    """Say where an article stands and when it last changed, as exactly as it is known."""
    at = last_changed(article)
    is_day = at == article.published_at and not article.is_timed_to_the_minute
    changed = timezone.localdate(at).isoformat() if is_day else stamp(at)
    return {"loc": absolute(article.get_absolute_url()), "lastmod": changed}


def versions_in(month: Month) -> list[str]:
    """Tell which versions the translated articles of a month have, whose months may be others."""
    translations = Article.objects.filter(translation_of=OuterRef("pk"))
    is_in_group = Q(translation_of__isnull=False) | Exists(translations)
    found = months.listed_in(month).filter(is_in_group).with_versions().order_by("pk")
    return [article.__dict__["versions_told"] for article in found.only("pk")]


def alternates(article: Article) -> dict[str, Part]:
    """Name the same text in each language, as the page itself does."""
    found = versions_of(article)
    links = [(each.language, each.address) for each in found.alternates]
    links += [("x-default", found.default.address)] if links else []
    named = [{"rel": "alternate", "hreflang": code, "href": absolute(at)} for code, at in links]
    return {"xhtml:link": named} if named else {}


def told(article: Article) -> dict[str, Part]:
    """Say of an article what Google News asks for."""
    assert article.published_at is not None
    publication = {"news:name": settings.SITE_NAME, "news:language": article.language}
    news: dict[str, Part] = {
        "news:publication": publication,
        "news:publication_date": stamp(article.published_at),
        "news:title": article.headline,
    }
    return {"news:news": news}


def stamp(instant: datetime) -> str:
    """Write an instant as sitemaps do."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")
