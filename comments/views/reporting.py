"""Reporting a comment, on a page of its own: the same for every reader, not indexed."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from comments import reporting, voice
from comments.bans import ban_on
from comments.models import Comment
from comments.reporting import Outcome, ReportForm
from comments.views.common import SeeOther, about_a_comment, turned_away

NOTICES = {Outcome.TAKEN: "da-bao", Outcome.TOO_MANY: "bao-nhieu"}


@require_http_methods(["GET", "HEAD", "POST"])
@about_a_comment
def report(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Ask what is wrong with a comment, or record what a reader says.

    A report sets no cookie: a reader without one is told by the network, so that
    one network counts once a day.
    """
    if request.method != "POST":
        return _asked(request, comment, ReportForm())
    form = ReportForm(request.POST)
    if not form.is_valid():
        response = _asked(request, comment, form, status=422)
        response["Cache-Control"] = "no-store"
        return response
    speaker = voice.voice_of(request)
    outcome, ban = Outcome.TAKEN, ban_on(speaker)
    if ban and not ban.is_silent:
        return turned_away(request, comment.article, ban)
    if not ban:
        outcome = reporting.report(comment, speaker, **form.cleaned_data)
    return SeeOther(f"{comment.article.get_absolute_url()}#{NOTICES[outcome]}")


def _asked(
    request: HttpRequest, comment: Comment, form: ReportForm, status: int = 200
) -> TemplateResponse:
    context = {"comment": comment, "form": form, "longest_note": reporting.LONGEST_NOTE}
    return TemplateResponse(request, "comments/report.html", context, status=status)
