"""Counting who reads what: one network counts once for an article and a day."""

from datetime import datetime

from django.utils import timezone

from articles.noting import Notebook, counted_network, day_key
from articles.reads.writing import Read, write

notebook = Notebook(write)


def note(article_id: int, address: str, browser: str, at: datetime | None = None) -> bool:
    """Note that somebody reads an article; whether it is there is asked when it is written.

    Args:
        address: of the reader; of it nothing is kept but a hash that tomorrow is another.
        browser: what the reader's program calls itself.

    Returns:
        Whether it may count: a robot, or a sender without an address, never does.
    """
    network = counted_network(address, browser)
    if not network:
        return False
    at = at or timezone.now()
    hour = at.replace(minute=0, second=0, microsecond=0)
    read = Read(key_of(network, article_id, at), timezone.localdate(at), article_id, hour)
    notebook.note(read.key, read)
    return True


def key_of(network: str, article_id: int, at: datetime) -> str:
    """Return what says, on one day, that this network has read this article."""
    return day_key("articles.reads", timezone.localdate(at), f"{network} {article_id}")
