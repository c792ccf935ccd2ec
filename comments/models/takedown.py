"""Requests to take a comment down, with a clock (FIELD C5)."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NfcCharField, NfcTextField
from comments.models.comment import Comment


def deadline() -> datetime:
    """Return the time by which a request that arrives now must be settled."""
    return timezone.now() + timedelta(hours=settings.COMMENTS_TAKEDOWN_HOURS)


class TakedownQuerySet(models.QuerySet["Takedown"]):
    """Requests, in the words of moderation."""

    def open(self) -> Self:
        """Keep what is not settled, the nearest deadline first."""
        return self.filter(outcome=Takedown.Outcome.OPEN).order_by("deadline_at", "pk")

    def overdue(self) -> Self:
        """Keep what is not settled although its deadline passed."""
        return self.open().filter(deadline_at__lte=timezone.now())


class Takedown(models.Model):
    """That an authority or a reader asked for a comment to be hidden, and what was done."""

    class Asker(models.TextChoices):
        AUTHORITY = "authority", _("cơ quan nhà nước")
        READER = "reader", _("bạn đọc")
        SUBJECT = "subject", _("người được nhắc đến")
        OTHER = "other", _("khác")

    class Outcome(models.TextChoices):
        OPEN = "open", _("chưa xử lý")
        HIDDEN = "hidden", _("đã ẩn bình luận")
        REFUSED = "refused", _("không chấp nhận")

    comment = models.ForeignKey(
        Comment, verbose_name=_("bình luận"), on_delete=models.PROTECT, related_name="takedowns"
    )
    asker = models.CharField(_("bên yêu cầu"), max_length=10, choices=Asker)
    asked_by = NfcCharField(_("người hoặc cơ quan yêu cầu"), max_length=200)
    contact = NfcCharField(_("liên hệ"), max_length=200, blank=True)
    ground = NfcTextField(
        _("căn cứ"), help_text=_("Điều luật, số công văn, hoặc lời của người yêu cầu.")
    )
    received_at = models.DateTimeField(_("nhận lúc"), default=timezone.now)
    deadline_at = models.DateTimeField(_("hạn xử lý"), default=deadline)
    outcome = models.CharField(
        _("kết quả"), max_length=8, choices=Outcome, default=Outcome.OPEN, editable=False
    )
    settled_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xử lý"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    answer = NfcTextField(_("trả lời"), blank=True, editable=False)
    hidden_text = models.TextField(
        _("lời đã ẩn"), blank=True, editable=False, help_text=_("Nguyên văn lúc ẩn.")
    )

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu gỡ")
        verbose_name_plural = _("yêu cầu gỡ")
        ordering = ("deadline_at", "pk")
        indexes = (models.Index(fields=("outcome", "deadline_at"), name="takedown_due_first"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="open") | Q(settled_at__isnull=False),
                name="settled_takedown_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_by}: {self.comment_id}"

    def clean(self) -> None:
        """Refuse a deadline that had passed before the request came."""
        if self.received_at and self.deadline_at and self.deadline_at <= self.received_at:
            raise ValidationError({"deadline_at": _("Hạn xử lý phải sau lúc nhận yêu cầu.")})

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline passed with nothing done."""
        return self.outcome == self.Outcome.OPEN and self.deadline_at <= timezone.now()
