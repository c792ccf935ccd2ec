"""Times at the desk, by the paper's own clock and by its others."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone

MINUTE, DAY = "H:i d/m/Y", "d/m/Y"


def by_our_clock(instant: datetime | None, known: str = MINUTE) -> str | None:
    """Write a time as briefly as a list needs it: "07:19 21/06/2023".

    Args:
        known: ``DAY`` where the hour is not known.
    """
    return formats.date_format(timezone.localtime(instant), known) if instant else None


def by_every_clock(instant: datetime | None) -> str:
    """Write a time by all clocks of the paper: "12:00 24/11 Hà Nội · 08:00 Moskva".

    A day stands beside the first, and beside any other where it is not the same.
    """
    if instant is None:
        return ""
    words, known = [], None
    for city, zone in settings.CLOCKS.items():
        at = timezone.localtime(instant, ZoneInfo(zone))
        words.append(f"{at:%H:%M} {city}" if at.date() == known else f"{at:%H:%M %d/%m} {city}")
        known = known or at.date()
    return " · ".join(words)
