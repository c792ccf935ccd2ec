"""One version of an article as readers saw it, in the page of today."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles import rights
from articles.admin.framed import as_framed, framed_preview
from articles.admin.revisions.access import list_of, seen_article, seen_revision, title_of
from articles.archive import PENDING, article_of
from articles.archive.past_page import past_page, withdrawn_then
from articles.models import Article, Revision
from articles.templatetags.newsroom import shown_at


def page(model_admin: Any, request: HttpRequest, pk: str, revision: int) -> HttpResponse:
    """Show a version in a frame, with a bar that says what it is."""
    article = seen_article(model_admin, request, pk)
    found = seen_revision(article, revision)
    return framed_preview(
        request,
        title_of(found),
        text_of(article, found),
        "admin/desk/revision_past.html",
        article=article,
        revision=found,
        is_pending=PENDING in found.content,
        back=list_of(article),
        opts=model_admin.model._meta,
        may_write=rights.may_write(request.user, article),
    )


def text(model_admin: Any, request: HttpRequest, pk: str, revision: int) -> HttpResponse:
    """Answer with the readers' page in the words of a version."""
    article = seen_article(model_admin, request, pk)
    found = seen_revision(article, revision)
    return as_it_stood(request, article, found, found.made_at)


def text_of(article: Article, revision: Revision) -> str:
    """Return the address of the readers' page in the words of a version."""
    return reverse("admin:articles_article_revision_text", args=[article.pk, revision.pk])


def as_it_stood(
    request: HttpRequest, article: Article, revision: Revision, instant: datetime
) -> HttpResponse:
    """Answer with what stood at the article's address, be it the notice of a withdrawal."""
    with shown_at(instant):
        if article_of(revision).is_withdrawn:
            context: dict[str, Any] = {"article": withdrawn_then(article, revision)}
            return as_framed(request, "articles/withdrawn.html", context)
        context = {"page": past_page(article, revision)}
        return as_framed(request, "articles/article.html", context)
