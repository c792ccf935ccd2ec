"""The deployable site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The site itself: its imprint and its table of contents."""

    name = "portal"
    verbose_name = _("Trang báo")
