"""The page on which readers search."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import sections
from articles.models import Article
from articles.search import SearchTookTooLongError, find
from articles.search.dictionary import DICTIONARY
from articles.search.meant import what_was_meant
from articles.search.results import PAGE_SIZE, Results
from articles.search.searched import searched
from articles.search.suggesting import suggested


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
    articles = Article.objects.public().filter(pk__in=listed).with_search_parts()
    in_order = sorted(articles, key=lambda article: listed.index(article.pk)) if listed else []
    results = Results(search, found, in_order, categories, timezone.localdate())
    context["results"] = results
    if not found.matches and not search.is_narrowed:
        meant = what_was_meant(found.asked, timezone.now())
        context["meant"] = meant and search.asking(meant)
    return _answer(request, context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What a reader may mean while still typing, as JSON: topics, then headlines."""
    found = suggested(request.GET.get("q", ""), timezone.now())
    said = [{"text": each.text, "address": each.address, "kind": each.kind} for each in found]
    response = JsonResponse({"suggestions": said}, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "public, max-age=60"
    return response


def _answer(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = TemplateResponse(request, "articles/search.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
