"""The pages on which an act on one article is asked about and done."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from articles.admin.acts import ACTS, ArticleAct
from articles.admin.confirming import ask_then_do
from articles.admin.rows import row_number
from articles.models import Article


def act_urls(model_admin: Any) -> list[URLPattern]:
    """Return one address for each act: ``…/<pk>/dang/`` under the name ``…_publish``."""
    view = model_admin.admin_site.admin_view
    return [
        path(
            f"<pk>/{act.slug}/",
            view(_page(model_admin, act)),
            name=f"articles_article_{act.name}",
        )
        for act in ACTS
    ]


def found_article(model_admin: Any, request: HttpRequest, pk: str) -> Article:
    """Return the article of an address, for those who may look at it.

    Raises:
        Http404: there is no such article.
        PermissionDenied: not for this member of the desk.
    """
    articles = model_admin.get_queryset(request).with_page_parts()
    article: Article = get_object_or_404(articles, pk=row_number(pk))
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def _page(model_admin: Any, act: ArticleAct) -> Callable[..., HttpResponse]:
    def page(request: HttpRequest, pk: str) -> HttpResponse:
        article = found_article(model_admin, request, pk)
        back = reverse("admin:articles_article_change", args=[article.pk])
        return ask_then_do(model_admin, request, act, [article], back)

    return page
