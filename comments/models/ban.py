"""Bans: who may not take part, until when, and whether they are told."""

import re
from typing import Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NfcCharField

# With fewer letters or digits beside its stars, a pattern would fit almost everybody.
FEWEST_LETTERS = 3
MOST_STARS = 5
_HASH = re.compile("[0-9a-f]{64}")
_NUMBER = re.compile("[0-9]{1,18}")
FINGERPRINT = 10


class BanQuerySet(models.QuerySet["Ban"]):
    """Bans, in the words of moderation."""

    def in_force(self) -> Self:
        """Keep the bans that hold now."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))


class Ban(models.Model):
    """That somebody may not comment, reply, edit, vote, report or rate."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("tài khoản")
        VOICE = "voice", _("trình duyệt của khách")
        EMAIL = "email", _("thư điện tử")
        NETWORK = "network", _("mạng")
        PATTERN = "pattern", _("mẫu")

    kind = models.CharField(_("cấm theo"), max_length=8, choices=Kind)
    value = NfcCharField(
        _("giá trị"),
        max_length=200,
        help_text=_(
            "Tài khoản: số của tài khoản. Mẫu: so với tên, thư điện tử và liên kết, "
            "dấu * thay cho đoạn bất kỳ, ví dụ *@spam.vn."
        ),
    )
    network_day = models.DateField(
        _("ngày của dấu mạng"),
        null=True,
        blank=True,
        help_text=_("Dấu của mạng đổi muối mỗi ngày; cần ngày này để nhận ra lại."),
    )
    is_silent = models.BooleanField(
        _("cấm ngầm"),
        default=False,
        help_text=_("Người bị cấm không được báo: lời gửi được nhận rồi cất vào thư rác."),
    )
    reason = NfcCharField(
        _("lý do"), max_length=300, help_text=_("Cấm công khai thì người bị cấm đọc lý do này.")
    )
    until = models.DateTimeField(
        _("đến lúc"), null=True, blank=True, help_text=_("Trống: không thời hạn.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người cấm"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("lệnh cấm")
        verbose_name_plural = _("lệnh cấm")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("kind", "value"), name="ban_of_value"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="network") | Q(network_day__isnull=False),
                name="ban_of_network_has_its_day",
            ),
        )

    def __str__(self) -> str:
        # The desk's log keeps this for ever: it names nobody.
        return f"{self.get_kind_display()} · {self.pk or '–'}"

    @property
    def shown(self) -> str:
        """Kind and value as people read them: of a hash only the first digits."""
        is_hash = _HASH.fullmatch(self.value)
        value = f"#{self.value[:FINGERPRINT]}" if is_hash else self.value
        return f"{self.get_kind_display()}: {value}"

    def clean(self) -> None:
        """Refuse a ban that could hold nobody, or everybody.

        Raises:
            ValidationError: a sentence about the field that is wrong.
        """
        self.value = self.value.strip()
        must_be_right = {
            self.Kind.ACCOUNT.value: self._must_be_an_account,
            self.Kind.EMAIL.value: self._must_be_an_address,
            self.Kind.PATTERN.value: self._must_be_a_pattern,
        }.get(self.kind, self._must_be_a_hash)
        must_be_right()
        if self.kind != self.Kind.NETWORK:
            self.network_day = None
        elif self.network_day is None:
            raise ValidationError({"network_day": _("Cấm theo mạng thì cần ngày của dấu mạng.")})
        if self._state.adding and self.until is not None and self.until <= timezone.now():
            raise ValidationError({"until": _("Thời hạn này đã qua.")})

    def _must_be_an_account(self) -> None:
        accounts = get_user_model().objects
        if not _NUMBER.fullmatch(self.value) or not accounts.filter(pk=int(self.value)).exists():
            raise ValidationError({"value": _("Không có tài khoản nào mang số này.")})
        self.value = str(int(self.value))

    def _must_be_an_address(self) -> None:
        if _HASH.fullmatch(self.value):
            return  # Of an account that left, see ``comments.leaving``.
        said = _("Đây không phải một địa chỉ thư điện tử; cấm nhiều địa chỉ thì dùng mẫu.")
        try:
            validate_email(self.value)
        except ValidationError:
            raise ValidationError({"value": said}) from None
        if "*" in self.value:
            raise ValidationError({"value": said})
        self.value = self.value.casefold()

    def _must_be_a_pattern(self) -> None:
        if sum(char.isalnum() for char in self.value) < FEWEST_LETTERS:
            said = _("Mẫu cần ít nhất %(n)s chữ hoặc số, nếu không nó cấm gần như mọi người.")
            raise ValidationError({"value": said % {"n": FEWEST_LETTERS}})
        if self.value.count("*") > MOST_STARS:
            said = _("Mẫu có nhiều nhất %(n)s dấu *.")
            raise ValidationError({"value": said % {"n": MOST_STARS}})

    def _must_be_a_hash(self) -> None:
        if not _HASH.fullmatch(self.value):
            raise ValidationError(
                {"value": _("Dấu này không đúng dạng; hãy cấm từ một bình luận trong hàng chờ.")}
            )
