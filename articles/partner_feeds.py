"""Feeds of partners, at secret addresses: the same words as the paper's feeds, otherwise chosen."""

from collections import Counter
from threading import Lock
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import paging
from articles.feeds import ArticleFeed, Listed, entries
from articles.json_feed import JsonFeed
from articles.models import PartnerFeed
from articles.models.partner_feed import NOTED_EVERY
from articles.syndication import Atom, Rss, Writer
from articles.templatetags.newsroom import absolute

WRITERS: dict[str, type[Writer]] = {
    PartnerFeed.Format.RSS: Rss,
    PartnerFeed.Format.ATOM: Atom,
    PartnerFeed.Format.JSON: JsonFeed,
}
# A program may keep it, and asks each time whether it changed; nobody else sees or finds it.
SECRET = {
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
# Fetches that this process has counted and not written down, by the key of the feed.
_uncounted: Counter[UUID] = Counter()
_counting = Lock()


class ChosenFeed(ArticleFeed):
    """The feed of one partner; no hub is told of it."""

    hubs_are_told = False

    def __init__(self, row: PartnerFeed) -> None:
        super().__init__(WRITERS[row.format])
        self.row = row

    def get_object(self, request: HttpRequest) -> Listed:
        """Return what the partner gets, newest first."""
        row = self.row
        page = paging.page(row.holds, size=row.length)
        return Listed(row.name, settings.SITE_TAGLINE, "/", entries(page, row.is_full_text))

    def feed_url(self, listed: Listed) -> str:
        """Return the secret address."""
        return absolute(self.row.get_absolute_url())

    def feed_guid(self, listed: Listed) -> str:
        """Return what stays the same when the address is renewed (RFC 4151)."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:kenh-doi-tac/{self.row.pk}"


@require_safe
def partner_feed(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The feed behind a secret address; whatever is none gets one answer.

    Args:
        form: the format that the address names.
    """
    row = PartnerFeed.objects.with_filters().at(token)
    if row is None or row.format != form:
        response: HttpResponse = TemplateResponse(request, "404.html", status=404)
    else:
        response = ChosenFeed(row)(request)
        count_fetch(row)
    for name, value in SECRET.items():
        response[name] = value
    return response


def count_fetch(row: PartnerFeed) -> None:
    """Count a fetch; written down once a minute at most: a restart forgets the rest."""
    now = timezone.now()
    with _counting:
        _uncounted[row.key] += 1
        if row.fetched_at and now - row.fetched_at < NOTED_EVERY:
            return
        if row.note_fetches(_uncounted[row.key], now):
            del _uncounted[row.key]
