"""What ``manage.py check`` says about the conversation."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError

OVERDUE = "comments.W020"
MOST_SAID = 50


def takedowns_are_settled_in_time(**about: Any) -> list[CheckMessage]:
    """Warn of takedown requests whose deadline has passed with nothing done.

    Like every check of a database it is asked with ``manage.py check --database default``.
    """
    if not about.get("databases"):
        return []
    try:
        late = list(apps.get_model("comments", "Takedown").objects.overdue()[:MOST_SAID])
    except DatabaseError:  # Before the first migration there is no such table.
        return []
    return [
        Warning(
            f"Takedown request {each.pk} by {each.asked_by} was due {each.deadline_at:%F %R} UTC.",
            hint="Settle it at the desk: hide the comment, or refuse with reasons.",
            obj=each,
            id=OVERDUE,
        )
        for each in late
    ]
