"""Commenting: post, and come back with everything typed where something is wrong."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.models import Article
from articles.page import ArticlePage
from comments import posting, voice
from comments.forms import CommentForm
from comments.views.common import SeeOther, about_an_article


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


def _written_again(request: HttpRequest, article: Article, form: CommentForm) -> HttpResponse:
    context = {"page": ArticlePage(article), "comment_form": form}
    response = TemplateResponse(request, "articles/article.html", context, status=422)
    response["Cache-Control"] = "no-store"
    return response
