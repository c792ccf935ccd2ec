"""Finding a comment helpful."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from comments import voice, voting
from comments.bans import ban_on
from comments.models import Comment
from comments.views.common import about_a_comment, back_to, turned_away
from comments.voting import Stand

HELPFUL, WITHDRAW = "helpful", "withdraw"


@require_POST
@about_a_comment
def vote(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Record, withdraw or toggle a vote; a script is told the new count.

    A plain button cannot know whether its reader voted before, so it toggles.
    """
    value, speaker = request.POST.get("value", ""), voice.voice_of(request)
    if value == WITHDRAW:
        return _answer(request, comment, voting.withdraw(comment, speaker.key))
    if ban := ban_on(speaker):
        if not ban.is_silent:
            return turned_away(request, comment.article, ban)
        return _answer(request, comment, Stand(comment.helpful_count + 1, is_helpful=True))
    stand = (voting.vote if value == HELPFUL else voting.toggle)(comment, speaker)
    response = _answer(request, comment, stand)
    if stand.is_helpful:
        voice.remember(response, speaker)
    return response


def _answer(request: HttpRequest, comment: Comment, stand: Stand) -> HttpResponse:
    notice = _notice(comment, stand)
    if request.accepts("text/html"):
        return back_to(request, comment.article, notice)
    told = {"count": stand.count, "is_helpful": stand.is_helpful, "notice": notice}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _notice(comment: Comment, stand: Stand) -> str:
    """Name what the page says: beside the comment, or above all of them why nothing counted."""
    if stand.is_counted:
        return f"{'da' if stand.is_helpful else 'bo'}-huu-ich-{comment.pk}"
    return "loi-cua-ban" if stand.is_own else "binh-chon-dong"
