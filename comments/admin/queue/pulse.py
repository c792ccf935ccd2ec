"""What an open screen asks every twenty seconds: what is new, what others did meanwhile."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.admin.rows import row_number
from comments import claims
from comments.admin.queue.asked import in_pile
from comments.admin.queue.counts import MOST_COUNTED, in_words
from comments.admin.queue.deciding import asked_before
from comments.models import Comment

MOST_ON_SCREEN = 400


def pulse(request: HttpRequest) -> HttpResponse:
    """Renew the claims of what is on the screen; say what came and what went since.

    Answers with ``new`` (how many came into this pile since the screen was loaded),
    ``said`` (the same in a sentence) and ``gone`` (what became of comments on the
    screen at other hands, by number).
    """
    shown, asked = _shown(request), asked_before(request)
    claims.renew(shown, request.user)  # type: ignore[arg-type]
    since = _instant(request.POST.get("tu", "")) or timezone.now()
    came = asked.filtered(in_pile(asked.pile)).filter(created_at__gt=since)
    new = came.order_by().values("pk")[: MOST_COUNTED + 1].count()
    said = _("%(n)s bình luận mới") % {"n": in_words(new)} if new else ""
    return JsonResponse({"new": new, "said": said, "gone": _gone(request, shown, asked.pile)})


def release(request: HttpRequest) -> HttpResponse:
    """Let go of what was on a screen that is being left."""
    claims.release(_shown(request), request.user)  # type: ignore[arg-type]
    return HttpResponse(status=204)


def _shown(request: HttpRequest) -> list[int]:
    numbers = request.POST.get("dang-xem", "").split(",")[:MOST_ON_SCREEN]
    return [number for number in map(row_number, numbers) if number]


def _instant(said: str) -> datetime | None:
    try:
        found = parse_datetime(said)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def _gone(request: HttpRequest, shown: list[int], pile: str) -> dict[int, str]:
    """Say which comments left the pile, or are on somebody else's screen now."""
    there = set(in_pile(pile).filter(pk__in=shown).values_list("pk", flat=True))
    held = claims.held_by_others(Comment.objects.filter(pk__in=there), request.user)  # type: ignore[arg-type]
    left = Comment.objects.filter(pk__in=set(shown) - there).only("status")
    words = _("Đã có người xử lý: %(what)s.")
    gone = {each.pk: words % {"what": each.get_status_display()} for each in left}
    return gone | {pk: _("%(name)s đang xem.") % {"name": name} for pk, name in held.items()}
