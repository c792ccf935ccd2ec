"""How a sitemap file is written: piece by piece, so that a large one needs no more memory."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.xmlutils import SimplerXMLGenerator

from articles.querysets import ArticleQuerySet
from articles.syndication import printable

# Text, elements, or so many elements that are nothing but attributes.
Part = str | Mapping[str, "Part"] | Sequence[Mapping[str, str]]
Parts = Iterable[Mapping[str, Part]]

NAMESPACES = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NEWS_NAMESPACES = NAMESPACES | {"xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}
LINKED_NAMESPACES = NAMESPACES | {"xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
PIECE = 64 * 1024  # bytes that are written before they are sent


def index_file(parts: Parts) -> Iterator[bytes]:
    """Write a sitemap of sitemaps."""
    return document("sitemapindex", NAMESPACES, parts)


def page_file(parts: Parts, namespaces: Mapping[str, str] = NAMESPACES) -> Iterator[bytes]:
    """Write a sitemap of pages."""
    return document("urlset", namespaces, parts)


def document(root: str, namespaces: Mapping[str, str], parts: Parts) -> Iterator[bytes]:
    """Give an XML document of these parts in pieces."""
    out = BytesIO()
    writer = SimplerXMLGenerator(out, "utf-8")
    writer.startDocument()
    writer.startElement(root, AttributesImpl(dict(namespaces)))
    for part in parts:
        _write(writer, part)
        if out.tell() >= PIECE:
            yield _taken(out)
    writer.endElement(root)
    writer.endDocument()
    yield _taken(out)


def answer(
    request: HttpRequest, pieces: Iterator[bytes], fresh_for: int, version: str = ""
) -> HttpResponseBase:
    """Answer with a sitemap, or with 304 to whoever has this version of it.

    Args:
        pieces: of the file; none is asked for when nobody needs it.
        fresh_for: seconds during which nobody needs to ask again.
        version: changes whenever the file does; empty where asking costs as much as writing.
    """
    etag = quote_etag(version) if version else None
    headers = {"Cache-Control": f"public, max-age={fresh_for}"}
    if etag:
        headers["ETag"] = etag
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _with(unchanged, headers)
    if request.method == "HEAD":
        pieces = iter(())
    file = StreamingHttpResponse(pieces, content_type="application/xml; charset=utf-8")
    return _with(file, headers)


def version_of(articles: ArticleQuerySet, *more: object) -> str:
    """Tell in a few letters what a sitemap of these articles holds; "" for no article.

    The numbers tell which articles they are, the last save what they say: every save
    moves ``saved_at``.

    Args:
        more: what else the file depends on.
    """
    held = articles.aggregate(n=Count("pk"), which=Sum("pk"), saved=Max("saved_at"))
    if not held["n"]:
        return ""
    return mark(*held.values(), *more)


def mark(*said: object) -> str:
    """Return a short name for what a file says."""
    told = "\n".join(map(str, (settings.SITE_URL, settings.SITE_NAME, *said)))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _with(response: HttpResponseBase, headers: Mapping[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response[name] = value
    return response


def _taken(out: BytesIO) -> bytes:
    written = out.getvalue()
    out.seek(0)
    out.truncate()
    return written


def _write(writer: SimplerXMLGenerator, parts: Mapping[str, Part]) -> None:
    """Write elements, with the elements inside them."""
    for name, part in parts.items():
        if isinstance(part, Sequence) and not isinstance(part, str):
            for attributes in part:
                writer.addQuickElement(name, attrs=dict(attributes))
            continue
        writer.startElement(name, AttributesImpl({}))
        if isinstance(part, str):
            writer.characters(printable(part))
        else:
            _write(writer, part)
        writer.endElement(name)
