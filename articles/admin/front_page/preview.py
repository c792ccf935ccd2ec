"""The front page of a chosen time, for the eyes of the desk only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles import sections
from articles.admin.framed import as_framed, framed_preview
from articles.admin.front_page.forms import ClockField
from articles.admin.front_page.screen import CLOCK
from articles.admin.times import by_every_clock
from articles.front_page import front_page
from articles.front_page.breaking import breaking_news
from articles.related import most_read
from articles.templatetags.newsroom import shown_at

EVENING, MORNING = 18, 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A time that is one click away."""

    name: Any
    at: datetime
    asked: str


def asked_time(request: HttpRequest) -> tuple[datetime, str]:
    """Return the time that the address asks for, else now; and what was wrong with it."""
    typed = request.GET.get("luc", "")
    try:
        return ClockField().clean(typed.replace("\x00", "")) or timezone.now(), ""
    except ValidationError as error:
        return timezone.now(), error.messages[0]


def preview(request: HttpRequest, opts: Any) -> HttpResponse:
    """Frame the front page of a chosen time, with a field to choose it."""
    at, fault = asked_time(request)
    shown = timezone.localtime(at).strftime(CLOCK)
    page = reverse("admin:articles_frontpageslot_preview_page")
    return framed_preview(
        request,
        _("Trang nhất lúc %(time)s") % {"time": by_every_clock(at)},
        f"{page}?{urlencode({'luc': shown})}" if request.GET.get("luc") and not fault else page,
        template="admin/desk/front_page_preview.html",
        opts=opts,
        back=reverse("admin:articles_frontpageslot_changelist"),
        shown=shown,
        clocks=by_every_clock(at),
        zones=settings.CLOCKS,
        fault=fault,
        choices=choices(),
    )


def choices() -> list[Choice]:
    """Return the times an editor asks for most."""
    now = timezone.localtime()
    evening = now.replace(hour=EVENING, minute=0)
    morning = (now + timedelta(days=1)).replace(hour=MORNING, minute=0)
    named = (
        (_("+1 giờ"), now + timedelta(hours=1)),
        (
            _("18:00 hôm nay") if evening > now else _("18:00 mai"),
            evening + timedelta(days=evening <= now),
        ),
        (_("06:00 mai"), morning),
    )
    later = [Choice(name, at, f"?{urlencode({'luc': at.strftime(CLOCK)})}") for name, at in named]
    return [Choice(_("Bây giờ"), now, "?"), *later]


def preview_page(request: HttpRequest) -> HttpResponse:
    """Show the readers' front page as it will be, if nobody changes anything until then."""
    at, _fault = asked_time(request)
    categories = sections.all_categories()
    context = {
        "layout": front_page(categories, at),
        "categories": categories,
        "breaking": breaking_news(at),
        "most_read": most_read(),
    }
    with shown_at(at):
        return as_framed(request, "articles/front_page.html", context)
