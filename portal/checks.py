"""What ``manage.py check --database default`` says about mail that does not go out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.utils import timezone

# A worker or ``send_letters`` every few minutes has long been there.
OVERDUE = timedelta(hours=1)


def mail_goes_out(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of letters that were given up, and of letters that nobody came for."""
    letters: Any = apps.get_model("portal", "Letter")._default_manager
    tables = connections["default"].introspection.table_names
    if "default" not in (databases or ()) or letters.model._meta.db_table not in tables():
        return []  # Nobody asked for it, or it is what ``migrate`` checks before it begins.
    found: list[CheckMessage] = []
    if parked := letters.parked().count():
        found.append(
            Warning(
                f"{parked} letters could not be delivered and were given up.",
                hint="See «Thư gửi đi» at the desk, then: manage.py send_letters --again",
                id="portal.W001",
            )
        )
    if late := letters.due(timezone.now() - OVERDUE).count():
        found.append(
            Warning(
                f"{late} letters have been due for more than an hour.",
                hint="Run manage.py db_worker, and manage.py send_letters every few minutes.",
                id="portal.W002",
            )
        )
    return found
