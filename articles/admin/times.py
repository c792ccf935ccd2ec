"""Times in the desk's lists, by the paper's own clock."""

from datetime import datetime

from django.utils import formats, timezone

MINUTE, DAY = "H:i d/m/Y", "d/m/Y"


def by_our_clock(instant: datetime | None, known: str = MINUTE) -> str | None:
    """Write a time as briefly as a list needs it: "07:19 21/06/2023".

    Args:
        known: ``DAY`` where the hour is not known.
    """
    return formats.date_format(timezone.localtime(instant), known) if instant else None
