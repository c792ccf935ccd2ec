"""System checks of the conversation; run by ``check --database``, and before each ``migrate``."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.db import connections
from django.utils.translation import gettext as _

from comments.models import Comment, Decision, Takedown
from comments.proving import unproved

OVERDUE = "comments.W020"
MOST_SAID = 50


def statuses_are_proved(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Report comments that say they are public while no decision made them so."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        number = unproved(alias).count() if _has_the_tables(alias) else 0
        if number:
            words = _("%(number)s bình luận mang trạng thái mà không quyết định nào chứng thực.")
            hint = _("Không ai đọc được chúng. manage.py check_counts --repair đưa về chờ duyệt.")
            found.append(Error(words % {"number": number}, hint=hint, id="comments.E001"))
    return found


def takedowns_are_settled_in_time(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn of takedown requests whose deadline has passed with nothing done."""
    late = [
        request
        for alias in databases or ()
        if _has_the_tables(alias)
        for request in Takedown.objects.using(alias).overdue()[:MOST_SAID]
    ]
    return [
        Warning(
            f"Takedown request {each.pk} by {each.asked_by} was due {each.deadline_at:%F %R} UTC.",
            hint="Settle it at the desk: hide the comment, or refuse with reasons.",
            obj=each,
            id=OVERDUE,
        )
        for each in late
    ]


def _has_the_tables(alias: str) -> bool:
    """Whether the database is as this code knows it; before a migration it may not be."""
    connection = connections[alias]
    tables = connection.introspection.table_names()
    for model in (Comment, Decision, Takedown):
        if model._meta.db_table not in tables:
            return False
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, model._meta.db_table)
        columns = {field.column for field in model._meta.local_concrete_fields}
        if not columns <= {column.name for column in described}:
            return False
    return True
