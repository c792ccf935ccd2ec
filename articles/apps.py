"""Everything that can be published."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Articles and what they are made of."""

    name = "articles"
    verbose_name = _("Tòa soạn")

    def ready(self) -> None:
        """Register what looks into the database, now that the models are there."""
        register(import_string("articles.checks.articles_can_be_found"), Tags.database)
