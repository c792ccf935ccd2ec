"""Commenting: post, and come back with everything typed where something is wrong."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.page import ArticlePage
from comments import deciding, house_rules, posting, voice, work
from comments.bans import must_be_welcome
from comments.drafts import Draft
from comments.forms import CommentForm
from comments.models import Comment, HouseRules, Verdict
from comments.views.common import SeeOther, about_an_article, given_back

TOO_MANY_AT_ONCE = _(
    "Nhiều người đang gửi cùng lúc nên lời này chưa được nhận. Bấm Gửi lại sau giây lát."
)


@about_an_article
def post_comment(request: HttpRequest, article: Article) -> HttpResponse:
    """Store a comment; one with errors comes back with everything that was typed.

    A database too busy to write answers 503, and gives the words back as well.
    """
    form = CommentForm(request.POST, article=article, user=request.user)
    speaker = voice.voice_of(request)
    try:
        if form.is_valid() and (draft := _ready(form, speaker)):
            author = request.user if request.user.is_authenticated else None
            return _taken(posting.post(article, draft, speaker, author), speaker)
    except deciding.WorkIsAsked as asked:
        challenge = work.challenge_for(speaker, article)
        form.asks.work, form.asks.work_bits = challenge, work.BITS
        form.asks.work_reason = asked.ruling.reason
    except OperationalError:
        return given_back(request, request.POST.get("text", ""), TOO_MANY_AT_ONCE, status=503)
    return _written_again(request, article, form)


def _ready(form: CommentForm, speaker: voice.Voice) -> Draft | None:
    """Return what may be posted; None where the form has to say something first."""
    draft = form.draft()
    try:
        must_be_welcome(speaker, email=draft.email, words=(draft.name, draft.text))
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
    rules = house_rules.still_to_accept(speaker)
    if rules and form.cleaned_data["rules"] != rules.version:
        _ask_to_accept(form, rules)
        return None
    data = form.cleaned_data
    is_worked_for = work.is_done(speaker, form.article, data["challenge"], data["answer"])
    return replace(draft, accepts=rules, work_is_done=is_worked_for)


def _ask_to_accept(form: CommentForm, rules: HouseRules) -> None:
    form.asks.rules = house_rules.rules_of(rules, since=form.cleaned_data["rules"])
    form.add_error(None, _("Quy tắc bình luận có bản mới. Xem bên dưới rồi bấm Đồng ý và gửi."))


def _taken(comment: Comment, speaker: voice.Voice) -> HttpResponse:
    """Lead to where the sender sees what became of the comment."""
    article = comment.article.get_absolute_url()
    where = {
        Verdict.APPROVED.value: f"{article}#da-dang",
        Verdict.REJECTED.value: f"{reverse('comments:mine')}#binh-luan-{comment.pk}",
    }
    response = SeeOther(where.get(comment.status, f"{article}#da-gui"))
    if comment.voice == speaker.key:
        voice.remember(response, speaker)
    return response


def _written_again(request: HttpRequest, article: Article, form: CommentForm) -> HttpResponse:
    context = {"page": ArticlePage(article), "comment_form": form}
    response = TemplateResponse(request, "articles/article.html", context, status=422)
    response["Cache-Control"] = "no-store"
    return response
