"""The cards of the desk's first page about what readers say."""

from django.db.models import F
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Takedown
from portal.dashboard_piles import EXCERPT, Card, Part


def waiting_comments() -> Card:
    """Return the card of comments that no moderator has read."""
    return Card(
        name="binh-luan",
        title=_("Bình luận chờ duyệt"),
        empty=_("Không bình luận nào chờ duyệt."),
        parts=(
            Part(
                "comment",
                Comment.objects.waiting(),
                F("created_at"),
                headline=Substr("text", 1, EXCERPT),
                who=F("name"),
                note=F("article__headline"),
            ),
        ),
        link=reverse("admin:comments_comment_queue"),
    )


def takedown_requests() -> Card:
    """Return the card of requests that nobody has answered, the nearest deadline first."""
    return Card(
        name="yeu-cau-go",
        title=_("Yêu cầu gỡ bình luận"),
        empty=_("Không yêu cầu gỡ nào chưa trả lời."),
        parts=(
            Part(
                "takedown",
                Takedown.objects.open(),
                F("deadline_at"),
                headline=Substr("comment__text", 1, EXCERPT),
                who=F("asked_by"),
                note=Substr("ground", 1, EXCERPT),
            ),
        ),
        link=reverse("admin:comments_takedown_changelist"),
    )
