"""Counting who reads what, without a cookie: in memory first, in batches into the database.

A page is the same bytes for everybody and may come out of a cache, so a small script of its
own tells us that somebody reads it. One network counts once for an article and a day; what
calls itself a robot does not count. Nothing is written while a reader waits: a batch goes to
the database every ``READS_WRITTEN_EVERY`` seconds and when the process ends.
"""

import atexit
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.networks import network_in
from articles.reads.writing import Read, write

log = logging.getLogger(__name__)

# Every browser calls itself so; robots that run scripts add what they are. CUBOT is a telephone.
BROWSER = "Mozilla/"
ROBOT = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|headless|lighthouse|pagespeed|monitor|archiver"
    r"|facebookexternalhit|phantomjs|python|curl|wget|http-?client|scrap",
    re.IGNORECASE,
)
MOST_WAITING = 2_000


@dataclass(slots=True)
class Waiting:
    """What this process has noted and not written yet."""

    reads: dict[str, Read]
    timer: Timer | None = None
    at_exit: bool = False


_waiting, _lock = Waiting({}), Lock()


def note(article_id: int, address: str, browser: str, at: datetime | None = None) -> bool:
    """Note that somebody reads an article; whether it is there is asked when it is written.

    Args:
        address: of the reader; of it nothing is kept but a hash that tomorrow is another.
        browser: what the reader's program calls itself.

    Returns:
        Whether it may count: a robot, or a sender without an address, never does.
    """
    network = network_in(address)
    if not network or is_robot(browser):
        return False
    at = at or timezone.now()
    hour = at.replace(minute=0, second=0, microsecond=0)
    read = Read(key_of(network, article_id, at), timezone.localdate(at), article_id, hour)
    with _lock:
        _waiting.reads.setdefault(read.key, read)
        is_full = len(_waiting.reads) >= MOST_WAITING
        if not is_full:
            _write_later()
    if is_full or not settings.READS_WRITTEN_EVERY:
        flush()
    return True


def is_robot(browser: str) -> bool:
    """Whether a program says itself that it is no reader's browser."""
    return not browser.startswith(BROWSER) or ROBOT.search(browser) is not None


def key_of(network: str, article_id: int, at: datetime) -> str:
    """Return what says, on one day, that this network has read this article."""
    salt = f"articles.reads.{timezone.localdate(at)}"
    digest = salted_hmac(salt, f"{network} {article_id}", algorithm="sha256").hexdigest()
    return digest[:32]


def flush() -> None:
    """Write what waits; what the database refuses now waits for the next time."""
    with _lock:
        batch, _waiting.reads = _waiting.reads, {}
        if _waiting.timer:
            _waiting.timer.cancel()
        _waiting.timer = None
    if not batch:
        return
    try:
        write(list(batch.values()))
    except DatabaseError:
        log.exception("%s reads could not be written yet", len(batch))
        with _lock:
            room = max(0, MOST_WAITING - len(_waiting.reads))
            _waiting.reads = dict(list(batch.items())[:room]) | _waiting.reads
            _write_later()


def _write_later() -> None:
    """Have what waits written in a while, and at the end of the process at the latest."""
    if not _waiting.at_exit:
        atexit.register(flush)
        _waiting.at_exit = True
    if _waiting.timer is None and settings.READS_WRITTEN_EVERY:
        _waiting.timer = Timer(settings.READS_WRITTEN_EVERY, _flush_aside)
        _waiting.timer.daemon = True
        _waiting.timer.start()


def _flush_aside() -> None:
    """Write from a thread of its own, which leaves no connection open behind it."""
    try:
        flush()
    finally:
        connections.close_all()
