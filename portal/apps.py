"""The deployable site."""

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register
from django.db.models.signals import pre_delete
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal import checks, security_contact


class PortalConfig(AppConfig):
    """The site itself: its imprint and its table of contents."""

    name = "portal"
    verbose_name = _("Trang báo")

    def ready(self) -> None:
        """Register what ``manage.py check`` asks, and what goes with an account."""
        register(checks.mail_goes_out, Tags.database)
        register(security_contact.security_contact_holds, Tags.security, deploy=True)
        account_goes = import_string("portal.leaving.account_goes")
        pre_delete.connect(account_goes, sender=settings.AUTH_USER_MODEL)
