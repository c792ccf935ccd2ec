"""Who may sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts import checks

__all__ = ["AccountsConfig", "checks"]


class AccountsConfig(AppConfig):
    """Accounts of readers and of the desk."""

    name = "accounts"
    verbose_name = _("Tài khoản")
