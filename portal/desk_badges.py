"""Numbers beside the desk's navigation."""

from django.http import HttpRequest

from comments.models import Comment


def waiting_comments(request: HttpRequest) -> int | None:
    """How many comments wait for a moderator; None shows no badge."""
    return Comment.objects.waiting().order_by().count() or None
