"""Telling hubs which feeds changed, so that nobody has to ask every minute (WebSub, W3C REC 2018).

A hub of ``WEBSUB_HUBS`` gets one POST for each feed: ``hub.mode=publish`` and its address in
``hub.url`` and ``hub.topic``, as the hubs in use read one or the other. The hub then fetches
the feed like any reader: nothing else is sent, and nothing at all without a hub.
"""

import http.client
import logging
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from articles import outgoing
from articles.models import Article, Revision
from articles.tasks import queue_can_wait
from articles.templatetags.newsroom import absolute

logger = logging.getLogger(__name__)

Kind = Revision.Kind
# A minor fix moves nothing in a feed; what happens at the desk is nobody's business.
TOLD = frozenset({Kind.PUBLISHED, Kind.UPDATED, Kind.CORRECTED, Kind.WITHDRAWN, Kind.RESTORED})
FILES = ("rss.xml", "atom.xml", "feed.json")
SECONDS = 5.0
# After a failure: 1, 4, 16, 64 minutes; a hub that is down for longer is left alone.
WAITS = (60, 240, 960, 3840)
# Without a queue that can wait the editor's request waits for quick hubs, this long at most.
PATIENCE = 2.0


def addresses() -> list[str]:
    """Return the hubs of the paper."""
    return list(settings.WEBSUB_HUBS)


def feeds_of(article: Article) -> list[str]:
    """Return the full addresses of the feeds that an article stands in, in every format."""
    if not addresses():
        return []
    places = [reverse("articles:home")]
    places += [category.get_absolute_url() for category in article.category.path]
    places += [tag.get_absolute_url() for tag in article.tags.all()]
    places += [author.get_absolute_url() for author in article.authors.all()]
    if article.correction_notices:
        places.append(reverse("articles:corrections"))
    return [absolute(f"{place}{file}") for place in dict.fromkeys(places) for file in FILES]


def feeds_before(article: Article, kind: Kind) -> list[str]:
    """Return the feeds an article stands in as the database has it, before it is saved."""
    if not addresses() or kind not in TOLD or article.pk is None:
        return []
    return feeds_of(Article.objects.select_related("category__parent").get(pk=article.pk))


def tell(article: Article, kind: Kind, before: Iterable[str] = ()) -> None:
    """Have the hubs told of what readers got, once the transaction is over.

    Of a story that appears later they are told then, where the task queue can wait;
    else by ``manage.py ping_hubs``.

    Args:
        article: as it is saved.
        kind: of the milestone.
        before: the feeds that it stood in until now.
    """
    if not addresses():
        return
    if article.is_scheduled:
        if queue_can_wait():
            at = article.published_at
            order = partial(tell_of_scheduled.using(run_after=at).enqueue, article.pk)
            transaction.on_commit(order, robust=True)
    elif kind in TOLD:
        feeds = list(dict.fromkeys([*before, *feeds_of(article)]))
        transaction.on_commit(partial(ping, feeds), robust=True)


def ping(feeds: list[str]) -> None:
    """Have every hub told of these feeds; the caller waits ``PATIENCE`` seconds at most."""
    if queue_can_wait():
        _order(feeds)
        return
    telling = threading.Thread(target=_order, args=(feeds,), daemon=True)
    telling.start()
    telling.join(PATIENCE)


def _order(feeds: list[str]) -> None:
    for hub in addresses():
        tell_hub.enqueue(hub, feeds)


@task()
def tell_hub(hub: str, feeds: list[str], tries: int = 0) -> int:
    """Tell one hub of these feeds; what it did not take is tried again later.

    It asks the database for nothing. A hub that is no longer in the settings is left alone.

    Args:
        tries: how often this was tried before.

    Returns:
        How many feeds the hub took.
    """
    if hub not in addresses():
        return 0
    for place, feed in enumerate(feeds):
        if _takes(hub, feed):
            continue
        if tries < len(WAITS) and queue_can_wait():
            at = timezone.now() + timedelta(seconds=WAITS[tries])
            tell_hub.using(run_after=at).enqueue(hub, feeds[place:], tries + 1)
        return place
    return len(feeds)


@task()
def tell_of_scheduled(article_id: int) -> None:
    """Tell the hubs of a story at its hour, unless it was moved or taken back meanwhile."""
    article = Article.objects.public().filter(pk=article_id).first()
    if article is not None:
        ping(feeds_of(article))


def _takes(hub: str, feed: str) -> bool:
    """Tell a hub of a feed; anything but its consent is a failure."""
    said = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        outgoing.post(hub, said, kind, SECONDS)
    except (OSError, ValueError, http.client.HTTPException) as error:
        logger.warning("The hub %s failed: %s", hub, type(error).__name__)
        return False
    return True


def changed_since(since: datetime) -> list[str]:
    """Return the feeds that changed from this instant on: published, updated, withdrawn, over."""
    now = timezone.now()
    happened: Any = Q()
    for time in ("published_at", "updated_at", "withdrawn_at", "expires_at"):
        happened |= Q(**{f"{time}__gt": since, f"{time}__lte": now})
    went_out: Any = Article.objects.live(now) | Article.objects.filter(withdrawn_at__isnull=False)
    found = went_out.filter(happened).select_related("category__parent").defer("body")
    each = (
        feed for article in found.prefetch_related("tags", "authors") for feed in feeds_of(article)
    )
    return list(dict.fromkeys(each))
