"""Sitemaps: what search engines should know of, as it is at the second they ask.

``/sitemap.xml`` names the others. Articles stand in files by number, so that each
file holds at most ``ROWS`` of them, stays the same when others are published, and
costs the same however long the paper has existed.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleTag, Author, Byline, Category, Tag
from articles.querysets import ArticleQuerySet
from articles.syndication import last_changed, printable
from articles.templatetags.newsroom import absolute

ROWS = 5_000
# What Google News reads: two days, a thousand articles.
NEWS_LASTS = timedelta(hours=48)
MOST_NEWS = 1_000

NAMESPACES = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NEWS_NAMESPACES = NAMESPACES | {"xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}

Part = str | Mapping[str, "Part"]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Name all sitemaps."""
    newest = by_number().values_list("pk", flat=True).first()
    files = 0 if newest is None else (newest - 1) // ROWS + 1
    addresses = [
        reverse("articles:news_sitemap"),
        *(reverse("articles:article_sitemap", args=[number]) for number in range(files, 0, -1)),
        reverse("articles:page_sitemap"),
    ]
    parts = ({"sitemap": {"loc": absolute(address)}} for address in addresses)
    return xml("sitemapindex", NAMESPACES, parts)


@require_safe
def of_articles(request: HttpRequest, number: int) -> HttpResponse:
    """Name the public articles with the numbers that belong to this file."""
    last = number * ROWS
    if not 0 < number <= (2**63 - 1) // ROWS:
        raise Http404
    found = by_number().filter(pk__gt=last - ROWS, pk__lte=last)
    listed = found.only("slug", "published_at", "updated_at")
    return xml("urlset", NAMESPACES, ({"url": placed(article)} for article in listed))


@require_safe
def of_news(request: HttpRequest) -> HttpResponse:
    """Name the paper's own news of two days; copy of others is left out."""
    since = timezone.now() - NEWS_LASTS
    found = Article.objects.public().filter(
        source=None,
        source_url="",
        published_at__gt=since,
        published_precision=Article.Precision.MINUTE,
    )
    listed = found.newest_first().only("slug", "headline", "published_at", "updated_at")
    news = ({"url": placed(article) | told(article)} for article in listed[:MOST_NEWS])
    return xml("urlset", NEWS_NAMESPACES, news)


@require_safe
def of_pages(request: HttpRequest) -> HttpResponse:
    """Name the pages that are lists: sections, and authors and topics with something to read."""
    public = Article.objects.public()
    signed = Byline.objects.filter(Exists(public.filter(pk=OuterRef("article"))))
    tagged = ArticleTag.objects.filter(Exists(public.filter(pk=OuterRef("content_object"))))
    authors = Author.objects.filter(Exists(signed.filter(author=OuterRef("pk"))))
    topics = Tag.objects.filter(Exists(tagged.filter(tag=OuterRef("pk"))))
    lists = [
        *Category.objects.select_related("parent").order_by("pk"),
        *authors.order_by("-pk")[:ROWS],
        *topics.order_by("-pk")[:ROWS],
    ]
    addresses = [reverse("articles:home"), reverse("articles:corrections")]
    addresses += [row.get_absolute_url() for row in lists]
    parts = ({"url": {"loc": absolute(address)}} for address in addresses)
    return xml("urlset", NAMESPACES, parts)


def by_number() -> ArticleQuerySet:
    """Return the public articles, the last number first.

    Asked one by one whether they are public, so that they are read along their numbers:
    SQLite would otherwise read and sort every public article to find these few.
    """
    public = Article.objects.public().filter(pk=OuterRef("pk"))
    found: ArticleQuerySet = Article.objects.filter(Exists(public)).order_by("-pk")
    return found


def placed(article: Article) -> dict[str, Part]:
    """Say where an article stands and when it last changed."""
    changed = stamp(last_changed(article))
    return {"loc": absolute(article.get_absolute_url()), "lastmod": changed}


def told(article: Article) -> dict[str, Part]:
    """Say of an article what Google News asks for."""
    assert article.published_at is not None
    publication = {"news:name": settings.SITE_NAME, "news:language": settings.LANGUAGE_CODE}
    news: dict[str, Part] = {
        "news:publication": publication,
        "news:publication_date": stamp(article.published_at),
        "news:title": article.headline,
    }
    return {"news:news": news}


def stamp(instant: datetime) -> str:
    """Write an instant as sitemaps do."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def xml(root: str, namespaces: dict[str, str], parts: Iterable[Mapping[str, Part]]) -> HttpResponse:
    """Answer with an XML document of these parts."""
    out = BytesIO()
    writer = SimplerXMLGenerator(out, "utf-8")
    writer.startDocument()
    writer.startElement(root, AttributesImpl(namespaces))
    for part in parts:
        write(writer, part)
    writer.endElement(root)
    writer.endDocument()
    return HttpResponse(out.getvalue(), content_type="application/xml; charset=utf-8")


def write(writer: SimplerXMLGenerator, parts: Mapping[str, Part]) -> None:
    """Write elements, with the elements inside them."""
    for name, part in parts.items():
        writer.startElement(name, AttributesImpl({}))
        if isinstance(part, str):
            writer.characters(printable(part))
        else:
            write(writer, part)
        writer.endElement(name)
