"""The date of a page that states none, from the full dates its text mentions."""

import re
from collections.abc import Iterable
from datetime import date

from articles.importing.dates import real_day

EARLIEST_YEAR = 1997
"""Vietnam's papers went online in 1997: an older date in a text is about history."""

_FULL_DATE = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:([/.-])(\d{1,2})\2|\s+tháng\s+(\d{1,2})(?:,?\s+năm\s+|\s?,\s?))"
    r"(\d{4})(?![\d/-])",
    re.IGNORECASE,
)


def infer_date(texts: Iterable[str]) -> date | None:
    """Give the first full date in these texts: "2/12/2020", "ngày 2 tháng 12 năm 2020".

    A day without its year is never completed, and a day that no calendar has is passed over.
    """
    for text in texts:
        for found in _FULL_DATE.finditer(text):
            day = real_day(found[1], found[3] or found[4], found[5])
            if day and day.year >= EARLIEST_YEAR:
                return day
    return None
