"""What the cards of the desk's first page say about each thing in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.times import by_every_clock
from portal.dashboard_piles import Row

DAY = timedelta(days=1)
MISSING = {
    "standfirst": gettext_lazy("sapo"),
    "photo": gettext_lazy("ảnh đầu bài"),
    "file": gettext_lazy("tệp ảnh"),
    "alt": gettext_lazy("mô tả ảnh"),
    "credit": gettext_lazy("nguồn ảnh"),
    "source": gettext_lazy("nguồn bài"),
    "tag": gettext_lazy("chủ đề"),
    "author": gettext_lazy("tác giả"),
    "category": gettext_lazy("chuyên mục"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card.

    Attributes:
        stamp: the time that counts here, in the fewest words.
        details: what stands under the headline, in this order.
        note: somebody's own words, shown as such.
        is_late: whether it has waited for a day.
    """

    url: str
    headline: str
    section: str
    at: datetime
    stamp: str
    details: tuple[str, ...]
    note: str = ""
    is_late: bool = False


def told(row: Row, now: datetime) -> Line:
    """Put what was read of one thing into words."""
    stamp, details, note = WORDS[row.kind](row, now)
    return Line(
        url=_address(row),
        headline=row.headline or _("(chưa có tít)"),
        section=row.section,
        at=row.at,
        stamp=stamp,
        details=tuple(filter(None, details)),
        note=note,
        is_late=now - row.at >= PATIENCE.get(row.kind, timedelta.max),
    )


def span(length: timedelta) -> str:
    """Say roughly how long something lasts: minutes, then hours, from two days on days."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return _("%(n)s phút") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)s giờ") % {"n": minutes // 60}
    return _("%(n)s ngày") % {"n": minutes // (24 * 60)}


def hour_or_day(at: datetime, now: datetime) -> str:
    """Write the hour of something of today, else the day, by the paper's clock."""
    ours, today = timezone.localtime(at), timezone.localdate(now)
    if ours.date() == today:
        return f"{ours:%H:%M}"
    return f"{ours:%d/%m}" if ours.year == today.year else f"{ours:%d/%m/%Y}"


Words = tuple[str, tuple[str, ...], str]
"""The stamp, the details, the note."""


def _waiting(row: Row, now: datetime) -> Words:
    return span(now - row.at), (row.who,), row.note


def _waiting_edit(row: Row, now: datetime) -> Words:
    return span(now - row.at), (_("bản sửa của bài đã đăng"), row.who), row.note


def _written(row: Row, now: datetime) -> Words:
    return hour_or_day(row.at, now), (), row.note


def _edited(row: Row, now: datetime) -> Words:
    return hour_or_day(row.at, now), (_("bản sửa của bài đã đăng"),), row.note


def _reported(row: Row, now: datetime) -> Words:
    reporter = _("%(name)s báo") % {"name": row.who} if row.who else ""
    return span(now - row.at), (reporter,), row.note


def _commented(row: Row, now: datetime) -> Words:
    return span(now - row.at), (row.who, row.note), ""


def _asked_away(row: Row, now: datetime) -> Words:
    is_late = row.at <= now
    words = _("quá hạn %(span)s") if is_late else _("còn %(span)s")
    left = span(now - row.at if is_late else row.at - now)
    return words % {"span": left}, (row.who,), row.note


def _lacking(row: Row, now: datetime) -> Words:
    parts = ", ".join(str(MISSING[name]) for name in row.note.split())
    return hour_or_day(row.at, now), (_("chưa có %(parts)s") % {"parts": parts},), ""


def _to_come(row: Row, now: datetime) -> Words:
    return _("còn %(span)s") % {"span": span(row.at - now)}, (by_every_clock(row.at),), ""


def _out(row: Row, now: datetime) -> Words:
    return hour_or_day(row.at, now), (), ""


def _held_open(row: Row, now: datetime) -> Words:
    return span(now - row.at), (_("%(name)s đang mở") % {"name": row.who},), ""


# How long something may lie before it is late; a deadline is late at once.
PATIENCE = dict.fromkeys(("review", "submitted edit", "approved", "correction", "comment"), DAY) | {
    "takedown": timedelta(0)
}
WORDS: dict[str, Callable[[Row, datetime], Words]] = {
    "review": _waiting,
    "submitted edit": _waiting_edit,
    "draft": _written,
    "edit": _edited,
    "approved": _waiting,
    "correction": _reported,
    "comment": _commented,
    "takedown": _asked_away,
    "missing": _lacking,
    "scheduled": _to_come,
    "embargo": _to_come,
    "today": _out,
    "open": _held_open,
}


# Whose page tells more, where that is not the article's.
PAGES = {"comment": "comments_comment", "takedown": "comments_takedown"}


def _address(row: Row) -> str:
    page = PAGES.get(row.kind, "articles_article")
    return reverse(f"admin:{page}_change", args=[row.number])
