"""What the readers' pages need beyond Django's own tags.

This is the one module in which ``mark_safe`` may stand.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.body import Markup
from articles.models import Article

register = template.Library()

NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
WEEKDAYS = (
    _("Thứ hai"),
    _("Thứ ba"),
    _("Thứ tư"),
    _("Thứ năm"),
    _("Thứ sáu"),
    _("Thứ bảy"),
    _("Chủ nhật"),
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A city whose time readers want to know; the browser reads the hour."""

    city: str
    zone: str


# The instant a page is shown for, where that is not now.
SHOWN_AT: ContextVar[datetime | None] = ContextVar("SHOWN_AT", default=None)


@contextmanager
def shown_at(instant: datetime) -> Iterator[None]:
    """Show pages with the day and the hours they will have at this instant."""
    token = SHOWN_AT.set(instant)
    try:
        yield
    finally:
        SHOWN_AT.reset(token)


def today_there() -> date:
    """Return the day at the paper's seat, at the instant the page is shown for."""
    return timezone.localdate(SHOWN_AT.get())


# Words ----------------------------------------------------------------------


@register.filter
def trusted(markup: Markup) -> SafeString:
    """Show a run of rich text as HTML: ``articles.body.clean`` has let it through."""
    return mark_safe(markup.html)


@register.filter
def as_json_ld(data: object) -> SafeString:
    """Write data for a ``<script type="application/ld+json">``: no text in it can end it."""
    return mark_safe(json.dumps(data, ensure_ascii=False, default=dict).translate(NO_MARKUP))


@register.filter
def told_by(page: Any, publisher: dict[str, Any]) -> dict[str, Any]:
    """Return what an article's page says to machines, with who is responsible for it."""
    told: dict[str, Any] = page.as_data(publisher)
    return told


@register.filter
def absolute(address: str) -> str:
    """Return an address of ours with the site before it; a full address stays."""
    return urljoin(f"{settings.SITE_URL}/", address)


@register.filter
def zalo(address: str) -> str:
    """Return a page's address in the form that Zalo's share page reads."""
    return b64encode(json.dumps({"url": address}).encode()).decode()


@register.filter
def tenths(share: float) -> int:
    """Round a share from 0 to 1 to tenths: the steps of the focal point in the style sheet."""
    return round(share * 10)


# Days and hours -------------------------------------------------------------


@register.simple_tag
def published(article: Article) -> SafeString:
    """Tell in full when an article was published: weekday, day, hour and offset.

    Where only the day is known no hour is shown, to people or to machines.
    """
    if article.published_at is None:
        return SafeString("")
    at = timezone.localtime(article.published_at)
    words = f"{weekday(at)} {at:%d/%m/%Y}"
    if article.is_timed_to_the_minute:
        return timed(at, f"{words} {at:%H:%M} ({offset(at)})")
    return timed(at.date(), words)


@register.simple_tag
def published_briefly(article: Article) -> SafeString:
    """Tell when an article was published as cards do: "07:19 · 21/06/2023"."""
    if article.published_at is None:
        return SafeString("")
    if article.is_timed_to_the_minute:
        return moment(article.published_at)
    return day(timezone.localdate(article.published_at))


@register.simple_tag
def published_in_a_word(article: Article) -> SafeString:
    """Tell when in the least room: the hour for an article of today, else the day."""
    if article.published_at is None:
        return SafeString("")
    at = timezone.localtime(article.published_at)
    if not article.is_timed_to_the_minute:
        return timed(at.date(), f"{at:%d/%m}")
    return timed(at, f"{at:%H:%M}" if at.date() == today_there() else f"{at:%d/%m}")


@register.simple_tag
def moment(instant: datetime) -> SafeString:
    """Show an instant by the paper's clock: "07:19 · 21/06/2023"."""
    at = timezone.localtime(instant)
    return timed(at, f"{at:%H:%M} · {at:%d/%m/%Y}")


@register.simple_tag
def day(instant: date) -> SafeString:
    """Show a day: "21/06/2023"; of an instant, the day by the paper's clock."""
    on = timezone.localdate(instant) if isinstance(instant, datetime) else instant
    return timed(on, f"{on:%d/%m/%Y}")


@register.simple_tag
def day_in_full(on: date) -> SafeString:
    """Show a day with its weekday: "Thứ tư, 21/06/2023"."""
    return timed(on, f"{weekday(on)}, {on:%d/%m/%Y}")


@register.simple_tag
def today() -> SafeString:
    """Show the day at the paper's seat: "Thứ bảy, 21/11/2026"."""
    return day_in_full(today_there())


@register.simple_tag
def clocks() -> list[Clock]:
    """Return the cities whose clocks stand above the paper's name."""
    return [Clock(city, zone) for city, zone in settings.CLOCKS.items()]


def weekday(on: date) -> str:
    """Name the weekday."""
    return str(WEEKDAYS[on.weekday()])


def offset(at: datetime) -> str:
    """Spell an offset as readers know it: GMT+7, GMT+5:30."""
    delta = at.utcoffset() or timedelta()
    hours, rest = divmod(abs(delta), timedelta(hours=1))
    minutes = f":{rest.seconds // 60:02}" if rest else ""
    return f"GMT{'-' if delta < timedelta() else '+'}{hours}{minutes}"


def timed(when: date, words: str) -> SafeString:
    """Wrap words about a day or an instant in ``<time>``."""
    stamp = when.isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, words)
