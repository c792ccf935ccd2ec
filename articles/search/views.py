"""The page on which readers search."""

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles import sections
from articles.models import Article
from articles.search import LONGEST_QUERY, SearchTookTooLongError, find, popular
from articles.search.dictionary import DICTIONARY
from articles.search.meant import what_was_meant
from articles.search.results import PAGE_SIZE, Results
from articles.search.searched import searched
from articles.search.suggesting import suggested

MOST_BYTES = 4 * LONGEST_QUERY
"""Bytes of a query in UTF-8."""


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The search form and what it found, the same for every reader; not for search engines."""
    categories = sections.of(request)
    known = DICTIONARY.of(categories)
    search = searched(request.GET, categories)
    context: dict[str, object] = {"search": search, "categories": categories}
    try:
        found = find(search.query, known, search.narrowing, newest_first=search.newest_first)
    except SearchTookTooLongError:
        return _answer(request, context | {"is_too_slow": True}, status=503)
    listed = found.page(search.page, PAGE_SIZE)
    articles = Article.objects.public().among(listed).with_search_parts()
    in_order = sorted(articles, key=lambda article: listed.index(article.pk)) if listed else []
    results = Results(search, found, in_order, categories, timezone.localdate())
    context["results"] = results
    if not in_order:
        context["popular"] = popular.popular_searches(timezone.now())
    if not found.full and not found.pinned and not search.is_narrowed:
        is_near = bool(found.matches)
        meant = what_was_meant(found.asked, timezone.now(), only_in_a_row=is_near)
        context["meant"] = meant and search.asking(meant)
    return _answer(request, context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What a reader may mean, as JSON: topics, then headlines; before typing, popular searches."""
    found = suggested(request.GET.get("q", ""), timezone.now())
    said = [{"text": each.text, "address": each.address, "kind": each.kind} for each in found]
    response = JsonResponse({"suggestions": said}, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "public, max-age=60"
    return response


@csrf_exempt
@require_POST
@never_cache
def note_search(request: HttpRequest) -> HttpResponse:
    """Note that somebody searches. The answer tells nobody whether it counted."""
    browser = request.headers.get("User-Agent", "")
    popular.note(_words_in(request), request.META.get("REMOTE_ADDR", ""), browser)
    return HttpResponse(status=204)


def _words_in(request: HttpRequest) -> str:
    """Return the words that a page of results sent; "" for whatever no such page sends."""
    try:
        sent = request.read(MOST_BYTES + 1)
        return sent.decode() if len(sent) <= MOST_BYTES else ""
    except (UnreadablePostError, UnicodeDecodeError):
        return ""


def _answer(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = TemplateResponse(request, "articles/search.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
