"""The date of a page that states none, from the full dates its text mentions."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from articles.importing.dates import real_day

EARLIEST_YEAR = 1997
"""Vietnam's papers went online in 1997: an older date in a text is about history."""

_FULL_DATE = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:([/.-])(\d{1,2})\2|\s+tháng\s+(\d{1,2})(?:,?\s+năm\s+|\s?,\s?))"
    r"(\d{4})(?![\d/-])",
    re.IGNORECASE,
)
_DAY_WITHOUT_YEAR = re.compile(
    r"\bngày\s+(\d{1,2})"
    r"(?:[/-](\d{1,2})(?![\d/-])|\s+tháng\s+(\d{1,2})(?!\d|,?\s+năm|\s?,\s?\d{4}))",
    re.IGNORECASE,
)


def infer_date(captions: Iterable[str], texts: Iterable[str]) -> date | None:
    """Give the date of a page: the first full date in a caption, or else in its text.

    "2/12/2020" and "ngày 2 tháng 12 năm 2020" are full dates; a day no calendar has is passed
    over. A day without its year is never completed. Where such a day comes first in the text, it
    is the day of the news, and a full date further down counts only if it is that very day.
    """
    return next(_full_dates("\n".join(captions)), None) or _from_text("\n".join(texts))


def _from_text(text: str) -> date | None:
    news_day = _DAY_WITHOUT_YEAR.search(text)
    for found in _FULL_DATE.finditer(text):
        day = _day(found)
        is_first = news_day is None or found.start() < news_day.start()
        if day and (is_first or (news_day and _is_day_of(news_day, day))):
            return day
    return None


def _full_dates(text: str) -> Iterator[date]:
    return filter(None, map(_day, _FULL_DATE.finditer(text)))


def _day(found: re.Match[str]) -> date | None:
    day = real_day(found[1], found[3] or found[4], found[5])
    return day if day and day.year >= EARLIEST_YEAR else None


def _is_day_of(found: re.Match[str], day: date) -> bool:
    return (int(found[1]), int(found[2] or found[3])) == (day.day, day.month)
