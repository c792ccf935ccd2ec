"""What the pages and forms under an article share: it is one that readers may see.

The forms carry no CSRF token: ``portal.same_origin`` has refused what other
sites send before anything here runs.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from articles.paging import LARGEST_ID
from articles.views import withdrawn_page
from comments.models import Ban, Comment

THE_ARTICLE_WAS_WITHDRAWN = _("Bài này vừa được gỡ, nên không nhận bình luận nữa.")
THE_ARTICLE_IS_GONE = _("Bài này không còn ở đây, nên không nhận bình luận nữa.")
# Several times what a comment may have: nothing that somebody wrote by hand is cut.
MOST_GIVEN_BACK = 20_000

Answer = Callable[..., HttpResponse]


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done; look at it there (RFC 9110, section 15.4.4)."""

    status_code = 303


def about_an_article(view: Answer) -> Answer:
    """Let a view take forms about an article that readers may see."""
    return csrf_exempt(require_POST(_with_its_article(view)))


def read_under_an_article(view: Answer) -> Answer:
    """Let a view show a page about an article that readers may see."""
    return require_safe(_with_its_article(view))


def _with_its_article(view: Answer) -> Answer:
    @wraps(view)
    def found(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        known = Article.objects.with_page_parts() if pk <= LARGEST_ID else Article.objects.none()
        article = known.filter(pk=pk).first()
        if article and article.is_public:
            return view(request, article, **more)
        if article and article.leaves_a_notice:
            return _gone(request, article)
        if words := request.POST.get("text"):
            return given_back(request, words, THE_ARTICLE_IS_GONE, status=404)
        raise Http404

    return found


def _gone(request: HttpRequest, article: Article) -> HttpResponse:
    words = request.POST.get("text")
    if not words:
        return withdrawn_page(request, article)
    return given_back(request, words, THE_ARTICLE_WAS_WITHDRAWN, status=410)


def given_back(request: HttpRequest, words: str, why: Promise, *, status: int) -> HttpResponse:
    """Give a reader the words back that could not be taken, on a page that nobody keeps.

    Args:
        words: what was typed.
        why: it was not taken.
        status: of the answer; after 503 the form can be sent again from the page.
    """
    context: dict[str, object] = {"words": words[:MOST_GIVEN_BACK], "why": why, "again": []}
    if status == 503:
        # One click sends the very same form once more.
        context["again"] = [pair for pair in request.POST.items() if pair[0] != "text"]
    response = TemplateResponse(request, "comments/given_back.html", context, status=status)
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = "30"
    return response


def about_a_comment(view: Answer) -> Answer:
    """Let a view answer about a comment that readers may see, under an article they may see."""

    @csrf_exempt
    @wraps(view)
    def found(request: HttpRequest, pk: int) -> HttpResponse:
        if pk > LARGEST_ID:
            raise Http404
        comment = get_object_or_404(Comment.objects.public().select_related("article"), pk=pk)
        if not comment.article.is_public:
            raise Http404
        return view(request, comment)

    return found


def back_to(request: HttpRequest, article: Article, notice: str) -> SeeOther:
    """Send the reader back to the page of the conversation they came from, to a notice there.

    The browser says which page that was; where it does not, it is the article.

    Args:
        notice: the id of what stands in the page and says what was done.
    """
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        came_from = urlsplit("")
    pages = reverse("comments:conversation", args=[article.pk])
    if came_from.netloc == request.get_host() and came_from.path.startswith(pages):
        asked = f"?{came_from.query}" if came_from.query else ""
        return SeeOther(f"{came_from.path}{asked}#{notice}")
    return SeeOther(f"{article.get_absolute_url()}#{notice}")


def turned_away(request: HttpRequest, article: Article, ban: Ban) -> HttpResponse:
    """Tell somebody who is banned openly why, and until when."""
    context = {"article": article, "ban": ban}
    response = TemplateResponse(request, "comments/turned_away.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response
