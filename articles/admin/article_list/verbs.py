"""The verbs of one article, done from its row: harmless ones at once, others after asking."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from articles.admin.act_pages import found_article
from articles.admin.acts import (
    ACTS,
    APPROVE,
    PUBLISH,
    RESTORE,
    SCHEDULE,
    SEND_BACK,
    SUBMIT,
    TAKE_BACK,
    WITHDRAW,
    ArticleAct,
)
from articles.admin.confirming import CONFIRMED, ask_then_do, do

# What releases words of a live article is not here: they have to be read first.
OFFERED = frozenset(
    act.slug
    for act in (SUBMIT, TAKE_BACK, APPROVE, SEND_BACK, PUBLISH, SCHEDULE, RESTORE, WITHDRAW)
)
# The ways back stand after the ways forward.
BACKWARDS = frozenset(act.slug for act in (SEND_BACK, TAKE_BACK, WITHDRAW))
AT_ONCE = frozenset(act.slug for act in (SUBMIT, TAKE_BACK, APPROVE))


def list_act_urls(model_admin: Any) -> list[URLPattern]:
    """Return the address under which a row's verbs are done."""
    return [
        path(
            "danh-sach/<pk>/<slug:slug>/",
            model_admin.admin_site.admin_view(_page(model_admin)),
            name="articles_article_from_list",
        )
    ]


def _page(model_admin: Any) -> Any:
    def page(request: HttpRequest, pk: str, slug: str) -> HttpResponse:
        act = _offered(slug)
        article = found_article(model_admin, request, pk)
        if not act.may(request.user, article):
            raise PermissionDenied
        back = _back(request, article.pk)
        if slug in AT_ONCE and request.method == "POST" and CONFIRMED not in request.POST:
            do(request, act, [article])
            return HttpResponseRedirect(back)
        return ask_then_do(model_admin, request, act, [article], back)

    return page


def _offered(slug: str) -> ArticleAct:
    for act in ACTS:
        if act.slug == slug and slug in OFFERED:
            return act
    raise Http404


def _back(request: HttpRequest, pk: int) -> str:
    """Return the place in the list from which the verb was called."""
    query = request.META["QUERY_STRING"]
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{query}#bai-{pk}" if query else f"{address}#bai-{pk}"
