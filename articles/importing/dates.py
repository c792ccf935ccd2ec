"""The line under a headline that says when: the forms Vietnamese papers print.

A line is taken apart into weekday, day, clock and offset, in whatever order they stand; if
anything else is left over, it is no such line.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from articles.text import fold

HANOI = timezone(timedelta(hours=7))
"""Where a page states no offset, it speaks by the clock of Hanoi."""

LONGEST = 160
"""Characters: no line that states a time is longer."""

WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")

_WEEKDAY = re.compile(r"\b(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|t([2-7])|(chu nhat|cn))\b")
_DAY = re.compile(
    r"(?<!\d)(\d{1,2})"
    r"(?: ?([/.-]) ?(\d{1,2}) ?\2 ?| thang (\d{1,2})(?:,? nam | ?, ?))"
    r"(\d{4}|\d{2})(?!\d)"
)
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:t(?=\d)|(?!\d))")
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})(?: ?: ?|h| gio )(\d{2})(?::(\d{2}))?(?: phut)?(?!\d)(?: ?(am|pm|sa|ch)\b)?"
)
_OFFSET = re.compile(
    r"\b(?:gmt|utc)(?: ?([+\-−–]) ?(\d{1,2})(?::?(\d{2}))?(?![.,]?\d)|(?! ?[+\-−–]))"
)
_BARE_OFFSET = re.compile(r"(?<=:\d\d) ?(\+)(\d{2}):?(\d{2})(?!\d)")
_NAMED_ZONE = re.compile(
    r"\b(?:msk|gio (?:(?P<hanoi>ha noi|viet nam|vn)|mos[ck]va|moscow|mat-?xco-?va))\b"
)
_FILLER = re.compile(
    r"\b(?:(?:ngay |thoi gian |gio )?(?:dang|cap nhat|xuat ban)(?: luc)?\s?:?|ngay|luc|vao|"
    r"\d{1,3}(?:[.,]?\d{3})? (?:tra loi|binh luan|luot xem|luot doc))(?= |$|\W)"
)
_SEPARATORS = re.compile(r"[\s,:|()·•–—-]+")


@dataclass(frozen=True, slots=True)
class StatedTime:
    """What a line says about a time; None and "" where it says nothing."""

    day: date | None = None
    clock: time | None = None
    offset: timedelta | None = None
    weekday: int | None = None
    """Monday is 0, as in datetime."""
    nonsense: str = ""
    """What looks like a day, a clock or an offset but cannot be one, as it stood."""
    is_whole: bool = True
    """Whether every word of the line was understood."""

    @property
    def names_a_day(self) -> bool:
        """Whether a day is named, be it one that no calendar has."""
        return self.day is not None or "/" in self.nonsense

    @property
    def moment(self) -> datetime | None:
        """The time with its offset, that of Hanoi where none is stated; None without a clock."""
        if self.day is None or self.clock is None:
            return None
        zone = HANOI if self.offset is None else timezone(self.offset)
        return datetime.combine(self.day, self.clock, zone)

    @property
    def has_wrong_weekday(self) -> bool:
        """Whether the weekday is that of another day."""
        return None not in (self.day, self.weekday) and self.weekday != _weekday_of(self.day)


def read_time(text: str, spare_words: int = 0) -> StatedTime | None:
    """Read a line that states a day, a clock or both, and nothing else; None for other lines.

    "Thứ tư 21/06/2023 07:19 GMT + 7", "19:47 | 05/12/2023 GMT+7", "17-03-2024, 11:46" and
    "Chủ nhật, ngày 08 tháng 12 năm 2024" are such lines. spare_words is how many other words a
    line with both a day and a clock may hold.
    """
    if len(text) > LONGEST or not re.search(r"\d", text):
        return None
    rest = " ".join(fold(text).split())
    stated = StatedTime()
    for pattern, understand in _PARTS:
        found = pattern.search(rest)
        if found:
            stated = understand(stated, found)
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    words = _SEPARATORS.sub(" ", _FILLER.sub(" ", rest)).split()
    if stated == StatedTime() or len(words) > (spare_words if stated.moment else 0):
        return None
    return replace(stated, is_whole=not words)


def _weekday_of(day: date | None) -> int | None:
    return day.weekday() if day else None


def _with_weekday(stated: StatedTime, found: re.Match[str]) -> StatedTime:
    names = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
    word = found[1] or found[2]
    if word is None:
        return replace(stated, weekday=6)
    return replace(stated, weekday=int(word) - 2 if word.isdigit() else names[word])


def _with_day(stated: StatedTime, found: re.Match[str]) -> StatedTime:
    return _day(stated, found[1], found[3] or found[4], found[5])


def _with_iso_day(stated: StatedTime, found: re.Match[str]) -> StatedTime:
    return _day(stated, found[3], found[2], found[1]) if stated.day is None else stated


def _day(stated: StatedTime, day: str, month: str, year: str) -> StatedTime:
    stands = real_day(day, month, year if len(year) == 4 else f"20{year}")
    if stands is None:
        return replace(stated, nonsense=f"{day}/{month}/{year}")
    return replace(stated, day=stands)


def real_day(day: str, month: str, year: str) -> date | None:
    """Give the day of these figures, None if the calendar of a newspaper has no such day."""
    try:
        stands = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return stands if 1900 <= stands.year <= 2199 else None


def _with_clock(stated: StatedTime, found: re.Match[str]) -> StatedTime:
    hours, half = int(found[1]), found[4]
    if half in ("pm", "ch") and hours < 12:
        hours += 12
    if half in ("am", "sa") and hours == 12:
        hours = 0
    try:
        return replace(stated, clock=time(hours, int(found[2]), int(found[3] or 0)))
    except ValueError:
        return replace(stated, nonsense=stated.nonsense or found[0])


def _with_offset(stated: StatedTime, found: re.Match[str]) -> StatedTime:
    offset = timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
    if offset > timedelta(hours=14):
        return replace(stated, nonsense=stated.nonsense or found[0].upper())
    return replace(stated, offset=offset if found[1] in ("+", None) else -offset)


def _with_named_zone(stated: StatedTime, found: re.Match[str]) -> StatedTime:
    return replace(stated, offset=timedelta(hours=7 if found["hanoi"] else 3))


_PARTS = (
    (_OFFSET, _with_offset),
    (_BARE_OFFSET, _with_offset),
    (_NAMED_ZONE, _with_named_zone),
    (_WEEKDAY, _with_weekday),
    (_DAY, _with_day),
    (_ISO_DAY, _with_iso_day),
    (_CLOCK, _with_clock),
)
