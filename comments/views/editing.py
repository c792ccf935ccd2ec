"""Editing and removing one's own comments; each act works without JavaScript."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.paging import LARGEST_ID
from comments import deciding, editing, mine, voice
from comments.bans import must_be_welcome
from comments.forms import EditForm
from comments.models import Comment, Verdict
from comments.views.common import SeeOther, given_back
from comments.views.posting import TOO_MANY_AT_ONCE

IT_IS_GONE = _("Bình luận này không còn ở đây, hoặc không phải của bạn, nên không sửa được.")
# Where the form stood, so that its sender comes back there.
ON_THE_ARTICLE = "bai"


def about_an_own_comment(
    view: Callable[[HttpRequest, Comment], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let a view take forms about a comment of whoever sends them; to others it is not there."""

    @csrf_exempt
    @require_POST
    @never_cache
    @wraps(view)
    def found(request: HttpRequest, pk: int) -> HttpResponse:
        own = mine.with_last_decision(mine.own_comments(request)).select_related("article")
        comment = own.filter(pk=pk).first() if pk <= LARGEST_ID else None
        words = request.POST.get("text")
        if comment is None and words:
            return given_back(request, words, IT_IS_GONE, status=404)
        if comment is None:
            raise Http404
        try:
            return view(request, comment)
        except OperationalError:
            return given_back(request, words or comment.text, TOO_MANY_AT_ONCE, status=503)

    return found


@about_an_own_comment
def edit_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Word a comment anew; what was typed comes back where that is not possible, with why."""
    form = EditForm(request.POST)
    if form.is_valid() and _edited(request, comment, form):
        if comment.status == Verdict.REJECTED:
            return SeeOther(f"{reverse('comments:mine')}#binh-luan-{comment.pk}")
        return SeeOther(_way_back(request, comment, "da-sua"))
    own = mine.as_its_author_sees(_as_it_stands(request, comment))
    context = {"own": own, "form": form, "back": request.POST.get("from", "")}
    return TemplateResponse(request, "comments/edit.html", context, status=422)


def _edited(request: HttpRequest, comment: Comment, form: EditForm) -> bool:
    text, speaker = form.cleaned_data["text"], voice.voice_of(request)
    try:
        must_be_welcome(speaker, email=comment.email, words=(comment.name, text))
        editing.edit(comment, text, form.cleaned_data["edition"], speaker)
    except ValidationError as refused:
        form.add_error(None, refused)
    except deciding.WorkIsAsked as asked:
        form.add_error(None, asked.ruling.reason)
    return form.is_valid()


def _as_it_stands(request: HttpRequest, comment: Comment) -> Comment:
    """Read the comment anew: it was changed in memory, or meanwhile."""
    own = mine.with_last_decision(mine.own_comments(request)).select_related("article")
    return own.filter(pk=comment.pk).first() or comment


@about_an_own_comment
def remove_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Take a comment back; a banned reader may do that too."""
    editing.remove(comment)
    return SeeOther(_way_back(request, comment, "da-xoa"))


def _way_back(request: HttpRequest, comment: Comment, notice: str) -> str:
    article = comment.article
    if request.POST.get("from") == ON_THE_ARTICLE and article.is_public:
        return f"{article.get_absolute_url()}#{notice}"
    return f"{reverse('comments:mine')}#{notice}"
