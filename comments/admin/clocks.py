"""How long it is to a deadline, in words; ``js/desk/deadlines.js`` goes on counting in them."""

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def time_left(deadline: datetime) -> str:
    """Say how long it is to a deadline, or since it passed: "còn 3 giờ 20 phút"."""
    seconds = (deadline - timezone.now()).total_seconds()
    hours, minutes = divmod(int(abs(seconds) // 60), 60)
    ahead_long, ahead, late_long, late = _ways()
    words = (late_long if hours else late) if seconds < 0 else (ahead_long if hours else ahead)
    return words.replace("{h}", str(hours)).replace("{m}", str(minutes))


def countdown(deadline: datetime) -> SafeString:
    """Return how long it is to a deadline, for a script to go on counting."""
    return format_html(
        '<span class="desk-due{}" data-due-words="{}"><span data-deadline="{}">{}</span></span>',
        " desk-due-late" if deadline <= timezone.now() else "",
        "|".join(_ways()),
        deadline.isoformat(),
        time_left(deadline),
    )


def _ways() -> tuple[str, str, str, str]:
    """Return how a deadline is told of: hours or minutes ahead, hours or minutes late."""
    return (
        _("còn {h} giờ {m} phút"),
        _("còn {m} phút"),
        _("quá hạn {h} giờ {m} phút"),
        _("quá hạn {m} phút"),
    )
