"""What the forms under an article share: they are about an article readers may see.

The forms carry no CSRF token: ``portal.same_origin`` has refused what other
sites send before anything here runs.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.paging import LARGEST_ID
from articles.views import withdrawn_page
from comments.models import Comment

Answer = Callable[[HttpRequest, Article], HttpResponse]


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done; look at it there (RFC 9110, section 15.4.4)."""

    status_code = 303


def about_an_article(view: Answer) -> Callable[..., HttpResponse]:
    """Let a view take forms about an article that readers may see."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def found(request: HttpRequest, pk: int) -> HttpResponse:
        if pk > LARGEST_ID:
            raise Http404
        article = get_object_or_404(Article.objects.with_page_parts(), pk=pk)
        if article.is_withdrawn:
            return withdrawn_page(request, article)
        if not article.is_public:
            raise Http404
        return view(request, article)

    return found


def about_a_comment(
    view: Callable[[HttpRequest, Comment], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let a view take forms about a comment that readers may see."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def found(request: HttpRequest, pk: int) -> HttpResponse:
        if pk > LARGEST_ID:
            raise Http404
        comment = get_object_or_404(Comment.objects.public().select_related("article"), pk=pk)
        if not comment.article.is_public:
            raise Http404
        return view(request, comment)

    return found
