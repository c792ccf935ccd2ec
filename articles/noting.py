"""Noting what readers do, without a cookie: in memory first, in batches into the database.

A page is the same bytes for everybody and may come out of a cache, so a small script of its
own tells us of a reader. What calls itself a robot does not count. Nothing is written while
a reader waits: a batch goes to the database every ``READS_WRITTEN_EVERY`` seconds and when
the process ends.
"""

import atexit
import logging
import re
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.crypto import salted_hmac

from articles.networks import network_in

log = logging.getLogger(__name__)

# Every browser calls itself so; robots that run scripts add what they are. CUBOT is a telephone.
BROWSER = "Mozilla/"
ROBOT = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|headless|lighthouse|pagespeed|monitor|archiver"
    r"|facebookexternalhit|phantomjs|python|curl|wget|http-?client|scrap",
    re.IGNORECASE,
)
MOST_WAITING = 2_000


def counted_network(address: str, browser: str) -> str:
    """Return the network for which a reader counts; "" for a robot, or without an address.

    Args:
        address: of the reader.
        browser: what the reader's program calls itself.
    """
    return "" if is_robot(browser) else network_in(address)


def is_robot(browser: str) -> bool:
    """Whether a program says itself that it is no reader's browser."""
    return not browser.startswith(BROWSER) or ROBOT.search(browser) is not None


def day_key(kind: str, day: date, said: str) -> str:
    """Return what stands for something on one day; nobody else can tell what it stands for."""
    return salted_hmac(f"{kind}.{day}", said, algorithm="sha256").hexdigest()[:32]


class Notebook[Noted]:
    """What this process has noted and not written yet, each thing once.

    Attributes:
        most: notes from which on they are written at once.
    """

    def __init__(self, write: Callable[[Sequence[Noted]], None], most: int = MOST_WAITING) -> None:
        """Begin an empty one.

        Args:
            write: stores a batch; what a ``DatabaseError`` stops waits for the next time.
        """
        self.write, self.most = write, most
        self._notes: dict[Hashable, Noted] = {}
        self._timer: Timer | None = None
        self._is_kept_at_exit = False
        self._lock = Lock()

    def note(self, key: Hashable, noted: Noted) -> None:
        """Note something, unless it waits already."""
        with self._lock:
            self._notes.setdefault(key, noted)
            is_full = len(self._notes) >= self.most
            if not is_full:
                self._write_later()
        if is_full or not settings.READS_WRITTEN_EVERY:
            self.flush()

    def flush(self) -> None:
        """Write what waits; what the database refuses now waits for the next time."""
        with self._lock:
            batch, self._notes = self._notes, {}
            if self._timer:
                self._timer.cancel()
            self._timer = None
        if not batch:
            return
        try:
            self.write(list(batch.values()))
        except DatabaseError:
            log.exception("%s notes could not be written yet", len(batch))
            with self._lock:
                room = max(0, self.most - len(self._notes))
                self._notes = dict(list(batch.items())[:room]) | self._notes
                self._write_later()

    def _write_later(self) -> None:
        """Have what waits written in a while, and at the end of the process at the latest."""
        if not self._is_kept_at_exit:
            atexit.register(self.flush)
            self._is_kept_at_exit = True
        if self._timer is None and settings.READS_WRITTEN_EVERY:
            self._timer = Timer(settings.READS_WRITTEN_EVERY, self._flush_aside)
            self._timer.daemon = True
            self._timer.start()

    def _flush_aside(self) -> None:
        """Write from a thread of its own, which leaves no connection open behind it."""
        try:
            self.flush()
        finally:
            connections.close_all()
