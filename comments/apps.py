"""What readers say."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from comments import checks


class CommentsConfig(AppConfig):
    """Comments, ratings and their moderation."""

    name = "comments"
    verbose_name = _("Độc giả")

    def ready(self) -> None:
        """Let ``manage.py check --database default`` look at the conversation."""
        register(checks.takedowns_are_settled_in_time, Tags.database)
