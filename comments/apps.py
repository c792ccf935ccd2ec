"""What readers say."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.db.models.signals import pre_delete
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Comments, ratings and their moderation."""

    name = "comments"
    verbose_name = _("Độc giả")

    def ready(self) -> None:
        """Register what looks into the database, now that the models are there."""
        register(import_string("comments.checks.statuses_are_proved"), Tags.database)
        register(import_string("comments.checks.takedowns_are_settled_in_time"), Tags.database)
        account_goes = import_string("comments.leaving.account_goes")
        pre_delete.connect(account_goes, sender=settings.AUTH_USER_MODEL)
