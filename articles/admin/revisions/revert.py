"""Going back to a version: first the page that shows what it changes, then the verb."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.revisions.access import (
    list_of,
    page_of,
    seen_article,
    seen_revision,
    title_of,
)
from articles.archive import reverting
from articles.comparing import compare
from articles.models import Article, Revision
from articles.snapshots import EDITED


def page(model_admin: Any, request: HttpRequest, pk: str, revision: int) -> HttpResponse:
    """Ask before going back, and go back once it is confirmed."""
    article = seen_article(model_admin, request, pk)
    found = seen_revision(article, revision)
    if not rights.may_write(request.user, article):
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("seen_version") != str(article.version):
        messages.warning(request, _("Bài vừa được lưu lần nữa: hãy xem lại rồi xác nhận."))
    elif request.method == "POST":
        return _go_back(request, article, found)
    words = reverting.words_of(found)
    return page_of(
        model_admin,
        request,
        "admin/desk/revert.html",
        _("Đưa về phiên bản này?"),
        article=article,
        revision=found,
        revision_title=title_of(found),
        rows=compare(reverting.written_now(article), words, EDITED),
        missing=reverting.missing_rows(words),
        missing_tags=reverting.missing_tags(words),
        back=list_of(article),
    )


def _go_back(request: HttpRequest, article: Article, revision: Revision) -> HttpResponse:
    try:
        article = reverting.revert(article, revision, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(list_of(article))
    says = _("Đã đưa về phiên bản này. Bản trước đó vẫn còn trong danh sách phiên bản.")
    if article.is_out:
        says = _("Đã đặt vào bản đang sửa: độc giả thấy khi bạn đưa bản sửa ra.")
    messages.success(request, says)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
