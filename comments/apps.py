"""What readers say."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Comments, ratings and their moderation."""

    name = "comments"
    verbose_name = _("Độc giả")
