"""The deployable site."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from portal import checks


class PortalConfig(AppConfig):
    """The site itself: its imprint and its table of contents."""

    name = "portal"
    verbose_name = _("Trang báo")

    def ready(self) -> None:
        """Register what ``manage.py check`` asks."""
        register(checks.mail_goes_out, Tags.database)
