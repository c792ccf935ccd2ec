"""System checks of the articles; run by ``check --database``, and before each ``migrate``."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.utils.translation import gettext as _

from articles.models import SearchEntry
from articles.search.rebuilding import unfound


def articles_can_be_found(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn of articles that are out and stand in the search index not at all or as they were."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        tables = connections[alias].introspection.table_names()
        count = unfound(alias).count() if SearchEntry._meta.db_table in tables else 0
        if count:
            words = _("%(number)s bài chưa có, hay không đúng, trong mục lục tìm kiếm.")
            hint = _("Chạy manage.py rebuild_search.")
            found.append(Warning(words % {"number": count}, hint=hint, id="articles.W001"))
    return found
