"""Everything that can be published."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Articles and what they are made of."""

    name = "articles"
    verbose_name = _("Tòa soạn")
