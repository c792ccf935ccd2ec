"""The places of the paper that readers visit."""

import json
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles import (
    calendar,
    corrections,
    front_page,
    ninjs,
    paging,
    previewing,
    reads,
    sections,
    sharing,
    story_lines,
    structured_data,
)
from articles.conditional import unless_known
from articles.models import Article, Author, LegacyPath, Photo, PreviewLink, StoryLine, Tag
from articles.page import ArticlePage
from articles.querysets import ArticleQuerySet
from articles.related import most_read
from articles.related.tags import tags_beside
from articles.templatetags.newsroom import absolute

# A secret page is kept by nobody, found by nobody, and its address goes no further.
SECRET = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page. Some old sites had all their pages there: ``/?p=12``."""
    has_query = request.META.get("QUERY_STRING")
    if has_query and (moved := LegacyPath.objects.moved_to(request.get_full_path())):
        return HttpResponsePermanentRedirect(moved)
    categories = sections.of(request)
    context = {
        "layout": front_page.front_page(categories),
        "most_read": most_read(),
    }
    return TemplateResponse(request, "articles/front_page.html", context)


@require_safe
def article_page(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """An article; only the number counts, any other spelling moves to the right one.

    Unless an old site had another article there. Only the right one loads what a page shows.
    """
    if int(pk) > paging.LARGEST_ID:
        raise Http404
    numbered = Article.objects.filter(pk=int(pk))
    # PostgreSQL cannot be asked for a NUL; what has one is spelled otherwise anyway.
    article = numbered.with_page_parts().filter(slug=slug.replace("\0", "")).first()
    is_spelled_otherwise = article is None or request.path != article.get_absolute_url()
    if is_spelled_otherwise and (moved := LegacyPath.objects.moved_to(request.get_full_path())):
        return HttpResponsePermanentRedirect(moved)
    if article is None:
        article = get_object_or_404(numbered.select_related("category__parent").defer("body"))
    if article.leaves_a_notice:
        return withdrawn_page(request, article)
    if not article.is_public:
        raise Http404
    if is_spelled_otherwise:
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    return TemplateResponse(request, "articles/article.html", {"page": ArticlePage(article)})


@require_safe
def article_as_ninjs(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """An article for the systems of other newsrooms: ninjs 1.4."""
    if int(pk) > paging.LARGEST_ID:
        raise Http404
    article = get_object_or_404(Article.objects.with_page_parts(), pk=int(pk))
    if article.leaves_a_notice:
        return _as_json(request, ninjs.cancelled(article), status=410)
    if not article.is_public:
        raise Http404
    if request.path != (own := reverse("articles:ninjs", args=[article.slug, article.pk])):
        return HttpResponsePermanentRedirect(own)
    response = _as_json(request, ninjs.news_item(article))
    response["Link"] = f'<{absolute(ArticlePage(article).canonical)}>; rel="canonical"'
    return response


def _as_json(request: HttpRequest, data: ninjs.Data, status: int = 200) -> HttpResponse:
    written = json.dumps(data, ensure_ascii=False, indent=1)
    response = HttpResponse(written, content_type="application/json", status=status)
    response["X-Robots-Tag"] = "noindex"
    return unless_known(request, response)


def withdrawn_page(request: HttpRequest, article: Article) -> HttpResponse:
    """The notice that stands where a withdrawn article stood."""
    return TemplateResponse(request, "articles/withdrawn.html", {"article": article}, status=410)


@require_safe
def category(request: HttpRequest, slug: str, parent_slug: str | None = None) -> HttpResponse:
    """A section or subsection, newest first."""
    categories = sections.of(request)
    found = sections.find(categories, slug, parent_slug)
    if found is None:
        raise Http404
    children = sections.children_of(found, categories)
    articles = Article.objects.public().in_category(found, children)
    context = {
        "category": found,
        "children": children,
        "breadcrumbs": structured_data.breadcrumbs(found.path),
    }
    return listing(request, "articles/category.html", articles, context)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic, newest first."""
    found = get_object_or_404(Tag, slug=slug)
    page = paging.page_along(
        found.tagged_items.all(), "content_object", Article.objects.public(), mark_in(request)
    )
    beside = tags_beside(found) if page.is_first else []
    context = {"page": page, "tag": found, "beside": beside}
    return TemplateResponse(request, "articles/tag.html", context)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author and what they signed, newest first."""
    found = get_object_or_404(Author, slug=slug)
    page = paging.page_along(
        found.bylines.all(), "article", Article.objects.public(), mark_in(request)
    )
    context = {"page": page, "author": found, "profile": structured_data.profile(found)}
    return TemplateResponse(request, "articles/author.html", context)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The years and months in which the paper has articles."""
    return TemplateResponse(request, "articles/archive.html", {"years": calendar.years()})


@require_safe
def archive_year(request: HttpRequest, year: str) -> HttpResponse:
    """A year, as a place on the page of all years; one without articles has none there."""
    known = calendar.span()
    if known is None or not known[0].year <= int(year) <= known[1].year:
        raise Http404
    place = f"#nam-{year}" if calendar.has_articles(int(year)) else ""
    return HttpResponsePermanentRedirect(reverse("articles:archive") + place)


@require_safe
def archive_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The articles of a month by the paper's clock, newest first, with the sheet of its days."""
    asked, known = calendar.Month(int(year), int(month)), calendar.span()
    if known is None or not known[0] <= asked <= known[1]:
        raise Http404
    context: dict[str, object] = {
        "month": asked,
        "earlier": asked.preceding if asked > known[0] else None,
        "later": asked.following if asked < known[1] else None,
        "weeks": calendar.sheet(asked),
        "year_has_articles": partial(calendar.has_articles, asked.year),  # An empty month asks.
    }
    return listing(request, "articles/archive_month.html", calendar.articles_of(asked), context)


@require_safe
def story_line(request: HttpRequest, slug: str) -> HttpResponse:
    """A running story with its articles along a line of time."""
    found = get_object_or_404(StoryLine, slug=slug)
    moments = story_lines.timeline(found)
    if not moments:
        raise Http404
    return TemplateResponse(
        request, "articles/story_line.html", {"line": found, "moments": moments}
    )


@require_safe
def story_lines_page(request: HttpRequest) -> HttpResponse:
    """All running stories, the one with the newest article first."""
    context = {"page": story_lines.page(mark_in(request))}
    return TemplateResponse(request, "articles/story_lines.html", context)


@csrf_exempt
@require_POST
@never_cache
def note_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody reads an article. The answer tells nobody whether it counted."""
    if pk <= paging.LARGEST_ID:
        browser = request.headers.get("User-Agent", "")
        reads.note(pk, request.META.get("REMOTE_ADDR", ""), browser)
    return HttpResponse(status=204)


@require_safe
def corrections_page(request: HttpRequest) -> HttpResponse:
    """What the paper got wrong and told its readers, newest first."""
    context = {"page": corrections.page(mark_in(request))}
    return TemplateResponse(request, "articles/corrections.html", context)


@require_safe
def secret_preview(request: HttpRequest, token: str) -> HttpResponse:
    """What is not out yet, for somebody without an account who was sent this address.

    Whatever is not an open link gets one answer, so that nobody learns which it was.
    """
    response = _behind(request, previewing.link_behind(token))
    for name, value in SECRET.items():
        response[name] = value
    return response


def _behind(request: HttpRequest, link: PreviewLink | None) -> HttpResponse:
    """Show what an open link leads to."""
    closed = TemplateResponse(request, "articles/preview_closed.html", status=410)
    if link is None:
        return closed
    article: Article = Article.objects.with_page_parts().get(pk=link.article_id)
    if article.is_withdrawn:
        return closed
    if previewing.has_come_out(article, link):
        return redirect(article)
    page = previewing.page_of_draft(article, until=link.expires_at)
    return TemplateResponse(request, "articles/article.html", {"page": page})


def listing(
    request: HttpRequest, template: str, articles: ArticleQuerySet, context: dict[str, object]
) -> HttpResponse:
    """Show one keyset page of these articles."""
    page = paging.page(articles, mark_in(request))
    return TemplateResponse(request, template, {"page": page, **context})


def mark_in(request: HttpRequest) -> str:
    """Return the mark after which the asked page of a list starts; "" for the first page."""
    return request.GET.get("sau", "")


@require_safe
def share_card(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """A drawn picture of an article; any other address of one leads to what is shared now."""
    if pk > paging.LARGEST_ID:
        raise Http404
    public = Article.objects.public().select_related("category__parent", "lead_photo")
    article = get_object_or_404(public.defer("body"), pk=pk)
    card = sharing.asked_card(article, request.path)
    if card is None:
        return redirect(sharing.shared_picture(article).picture.src)
    return picture_file(sharing.kept(card, str(article.pk)))


@require_safe
def paper_card(request: HttpRequest, mark: str) -> HttpResponse:
    """The drawn picture of the paper."""
    address = sharing.paper_picture().picture.src
    if request.path != address:
        return redirect(address)
    return picture_file(sharing.kept(sharing.paper_card(), "bao"))


def picture_file(content: bytes) -> HttpResponse:
    """Answer with a picture whose address says what stands on it: it never changes."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(content, content_type="image/png", headers=headers)


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture file behind ``/anh/{id}``, for the desk's editor.

    Readers' pages name picture files directly, so that a photo of an unpublished
    article cannot be found by counting.
    """
    if not request.user.is_staff or pk > paging.LARGEST_ID:
        raise Http404
    found = get_object_or_404(Photo, pk=pk)
    if not found.has_file:
        return redirect(static("img/missing-photo.svg"))
    return redirect(found.file.url)
