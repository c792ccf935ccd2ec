"""Reporting a comment."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from comments import voice
from comments.models import Comment, Report
from comments.views.common import SeeOther, about_a_comment


@about_a_comment
def report(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Record that a reader found something wrong with a comment.

    A report sets no cookie: a reader without one is told by the network, so that
    one network counts once a day.
    """
    reason = request.POST.get("reason", "")
    if reason not in Report.Reason:
        raise BadRequest(_("Lý do này không có."))
    reporter = voice.known_key(request) or voice.voice_of(request).network
    Report.objects.update_or_create(comment=comment, reporter=reporter, defaults={"reason": reason})
    return SeeOther(f"{comment.article.get_absolute_url()}#da-bao")
