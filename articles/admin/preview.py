"""An article as readers will see it, for the eyes of the desk only."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.csp import CSP, build_policy

from articles.models import Article
from articles.page import ArticlePage


def preview(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the saved article in the real page: same template, same language, same policy."""
    context = {"page": ArticlePage(article)}
    with translation.override(settings.LANGUAGE_CODE):
        response = TemplateResponse(request, "articles/article.html", context).render()
    response["X-Robots-Tag"] = "noindex"
    response[CSP.HEADER_ENFORCE.value] = build_policy(settings.SECURE_CSP)  # type: ignore[arg-type]
    add_never_cache_headers(response)
    return response
