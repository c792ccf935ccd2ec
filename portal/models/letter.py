"""Letters: every message on its way out, from when it was written until it is forgotten."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters, in the words of whoever carries them."""

    def waiting(self) -> Self:
        """Keep what has not gone out and is not given up, what is due first at the head."""
        return self.filter(state=Letter.State.WAITING).order_by("due_at", "pk")

    def due(self, now: datetime | None = None) -> Self:
        """Keep what should go out now."""
        return self.waiting().filter(due_at__lte=now or timezone.now())

    def parked(self) -> Self:
        """Keep what was given up after so many tries."""
        return self.filter(state=Letter.State.PARKED)

    def to(self, addresses: Iterable[str]) -> Self:
        """Keep what goes, or went, to one of these and nobody else."""
        alone = [Q(recipients=[address]) for address in addresses]
        return self.filter(reduce(or_, alone, Q(pk=None)))


class Letter(models.Model):
    """One message. What it says is erased as soon as it went out or is no longer wanted.

    ``due_at`` is also the claim of whoever is carrying the letter: it is moved ahead
    before each try, so that nobody else takes it, and so that it comes up again if the
    carrier never returns.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ gửi")
        SENT = "sent", _("đã gửi")
        PARKED = "parked", _("không gửi được")
        DROPPED = "dropped", _("không còn cần gửi")

    state = models.CharField(
        _("trạng thái"), max_length=7, choices=State, default=State.WAITING, editable=False
    )
    sender = models.CharField(_("người gửi"), max_length=320, editable=False)
    recipients = models.JSONField(_("người nhận"), default=list, editable=False)
    subject = models.CharField(
        _("tiêu đề"),
        max_length=255,
        blank=True,
        editable=False,
        help_text=_("Xóa cùng nội dung khi thư đã đi."),
    )
    message = models.BinaryField(_("nội dung thư"), editable=False)
    about = models.CharField(
        _("nói về"),
        max_length=60,
        blank=True,
        editable=False,
        help_text=_("Thứ được hỏi lại ngay trước khi gửi, xem thư còn cần không."),
    )
    useless_after = models.DateTimeField(
        _("vô ích sau"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Như mã đăng nhập đã hết hạn: sau lúc này thì không gửi nữa."),
    )
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0, editable=False)
    problem = models.CharField(_("trục trặc"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("viết lúc"), auto_now_add=True)
    due_at = models.DateTimeField(_("gửi từ lúc"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("xong lúc"), null=True, blank=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("thư gửi đi")
        verbose_name_plural = _("thư gửi đi")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("state", "due_at"), name="letter_due_first"),
            models.Index(fields=("created_at",), name="letter_by_time"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(settled_at__isnull=False),
                name="settled_letter_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.pk}"
