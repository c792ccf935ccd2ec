"""Who may sign in: readers and desk alike."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account. Vietnamese names are one string, so there is one name field."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(
        _("tên hiển thị"),
        max_length=120,
        blank=True,
        help_text=_("Tên mà đồng nghiệp và độc giả nhìn thấy."),
    )

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name others see; the user name where none was given."""
        return self.display_name or self.username

    def get_short_name(self) -> str:
        """Return the same name: Vietnamese has no short form to guess."""
        return self.get_full_name()
