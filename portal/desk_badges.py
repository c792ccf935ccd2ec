"""Numbers beside the desk's navigation."""

from django.http import HttpRequest

from comments.admin.queue.counts import in_words, waiting_numbers


def waiting_comments(request: HttpRequest) -> str | None:
    """How many comments wait for a moderator; None shows no badge."""
    return _shown(waiting_numbers(request)["comments"])


def open_takedowns(request: HttpRequest) -> str | None:
    """How many requests to take a comment down are not settled; None shows no badge."""
    return _shown(waiting_numbers(request)["takedowns"])


def _shown(number: int) -> str | None:
    return in_words(number) if number else None
