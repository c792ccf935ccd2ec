"""What readers do under an article: comment, rate, report. Forms only, no pages of their own.

The forms carry no CSRF token: ``portal.same_origin`` has refused what other
sites send before anything here runs.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.page import ArticlePage
from articles.paging import LARGEST_ID
from articles.views import withdrawn_page
from comments import posting, rating, voice
from comments.forms import CommentForm
from comments.models import Comment, Rating, Report

WITHDRAW = "withdraw"
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


@about_an_article
def post_comment(request: HttpRequest, article: Article) -> HttpResponse:
    """Store a comment; one with errors comes back with everything that was typed."""
    form = CommentForm(request.POST, article=article, user=request.user)
    if not form.is_valid():
        return _written_again(request, article, form)
    speaker = voice.voice_of(request)
    author = request.user if request.user.is_authenticated else None
    comment = posting.post(article, form.draft(), speaker, author)
    response = SeeOther(f"{article.get_absolute_url()}#da-gui")
    if comment.voice == speaker.key:
        voice.remember(response, speaker)
    return response


@about_an_article
def rate(request: HttpRequest, article: Article) -> HttpResponse:
    """Record, change or withdraw a reader's rating."""
    value = request.POST.get("value", "")
    if value == WITHDRAW:
        if key := voice.known_key(request):
            rating.withdraw(article, key)
        return SeeOther(f"{article.get_absolute_url()}#da-bo-danh-gia")
    if value not in Rating.Value:
        raise BadRequest(_("Đánh giá này không có."))
    speaker = voice.voice_of(request)
    rating.rate(article, speaker.key, Rating.Value(value))
    response = SeeOther(f"{article.get_absolute_url()}#da-danh-gia")
    voice.remember(response, speaker)
    return response


@csrf_exempt
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a reader found something wrong with a comment.

    A report sets no cookie: a reader without one is told by the network, so that
    one network counts once a day.
    """
    if pk > LARGEST_ID:
        raise Http404
    comment = get_object_or_404(Comment.objects.public().select_related("article"), pk=pk)
    reason = request.POST.get("reason", "")
    if not comment.article.is_public:
        raise Http404
    if reason not in Report.Reason:
        raise BadRequest(_("Lý do này không có."))
    reporter = voice.known_key(request) or voice.network_of(request)
    Report.objects.update_or_create(comment=comment, reporter=reporter, defaults={"reason": reason})
    return SeeOther(f"{comment.article.get_absolute_url()}#da-bao")


def _written_again(request: HttpRequest, article: Article, form: CommentForm) -> HttpResponse:
    context = {"page": ArticlePage(article), "comment_form": form}
    response = TemplateResponse(request, "articles/article.html", context, status=422)
    response["Cache-Control"] = "no-store"
    return response
