"""Who may sign in, readers and desk alike, and where they are signed in."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string
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
    phone = models.CharField(
        _("số điện thoại"),
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Dạng quốc tế, ví dụ +84912345678; chỉ ghi khi đã xác nhận."),
    )
    phone_verified_at = models.DateTimeField(
        _("xác nhận số lúc"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(phone_verified_at=None) | models.Q(phone__isnull=False),
                name="verified_phone_has_its_number",
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name others see; the user name where none was given."""
        return self.display_name or self.username

    def get_short_name(self) -> str:
        """Return the same name: Vietnamese has no short form to guess."""
        return self.get_full_name()

    @property
    def has_verified_email(self) -> bool:
        """Whether the account proved that it reads the mail of one of its addresses."""
        return self.emailaddress_set.filter(verified=True).exists()

    @property
    def has_verified_phone(self) -> bool:
        """Whether the account proved that it holds its phone number."""
        return self.phone_verified_at is not None


class Session(AbstractBaseSession):
    """A browser's session, which knows whose it is, so that the person can end it.

    The column ``user`` repeats what the session's data says. It has no constraint in
    the database: a session saved while its account is being deleted must not fail.
    """

    user = models.ForeignKey(
        User,
        verbose_name=_("tài khoản"),
        null=True,
        on_delete=models.CASCADE,
        db_constraint=False,
        related_name="sessions",
    )
    seen_at = models.DateTimeField(_("lần cuối"), auto_now=True)

    objects = BaseSessionManager()  # type: ignore[misc]

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = _("phiên đăng nhập")  # type: ignore[assignment]
        verbose_name_plural = _("phiên đăng nhập")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.handle

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that reads these rows: the one the settings name."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")

    @property
    def handle(self) -> str:
        """A name for this session that lets nobody into it, as its key would."""
        return salted_hmac("accounts.session", self.session_key, algorithm="sha256").hexdigest()[
            :20
        ]

    def still_opens(self, account: User) -> bool:
        """Whether the session was made with the password the account has now."""
        made_with = str(self.get_decoded().get(HASH_SESSION_KEY, ""))
        good = (account.get_session_auth_hash(), *account.get_session_auth_fallback_hash())
        return any(constant_time_compare(made_with, each) for each in good)


class FailedSignIn(AccessAttempt):
    """Failures to sign in to one account from one part of the network."""

    class Meta:
        proxy = True
        default_permissions = ("view", "delete")
        verbose_name = _("lần đăng nhập hỏng")
        verbose_name_plural = _("lần đăng nhập hỏng")

    def __str__(self) -> str:
        return str(self.username)
