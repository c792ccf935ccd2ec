"""An article as readers will see it, shown to the desk only."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import publishing, rights
from articles.admin.framed import as_framed, framed_preview
from articles.admin.writing import kept_for
from articles.models import Article
from articles.page import ArticlePage
from articles.previewing import page_of_draft, tags_named

# What is shown: what is typed and only autosaved; else the pending edit; else the article.
TYPED = "tu-luu"


def preview(model_admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the real page: same template, same language, same policy.

    With ``?ban=tu-luu`` it says what the editor has typed and not saved yet.
    """
    if not rights.may(request.user, "edit", article):
        return as_framed(request, "articles/article.html", {"page": ArticlePage(article)})
    page = page_of_draft(article)
    if request.GET.get("ban") == TYPED:
        page = _page_of_typed(model_admin, request, article) or page
    return as_framed(request, "articles/article.html", {"page": page})


def preview_in_frame(model_admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the preview with a switch between desktop and phone."""
    address = reverse("admin:articles_article_preview", args=[article.pk])
    typed = request.GET.get("ban") == TYPED
    return framed_preview(
        request,
        _("Xem trước: %(article)s") % {"article": article},
        f"{address}?ban={TYPED}" if typed else address,
        back=reverse("admin:articles_article_change", args=[article.pk]),
        opts=model_admin.model._meta,
        has_pending=publishing.pending_edit(article) is not None,
    )


def _page_of_typed(model_admin: Any, request: HttpRequest, article: Article) -> ArticlePage | None:
    """Read the autosaved form as if it had been sent; what is wrong in it is left out."""
    kept = kept_for(request.user, article)
    if kept is None:
        return None
    sent = QueryDict(mutable=True)
    sent.update(kept.typed)
    form = model_admin.get_form(request, article, change=True)(sent, instance=article)
    with transaction.atomic():
        form.full_clean()
    said = form.cleaned_data
    return ArticlePage(article, said.get("signed"), tags_named(form.named_tags()))
