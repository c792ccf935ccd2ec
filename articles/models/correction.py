"""Correction (đính chính): what an article said wrongly, what is right, and an apology."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NfcTextField


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Corrections, in the words of the newsroom."""

    def open(self) -> Self:
        """Keep the reported errors that nobody has settled yet."""
        return self.filter(published_at=None, dismissed_at=None)

    def published(self) -> Self:
        """Keep what readers were told."""
        return self.filter(published_at__isnull=False)

    def newest_first(self) -> Self:
        """Order as ``/dinh-chinh/`` lists them."""
        return self.order_by("-published_at", "-pk")


class Correction(models.Model):
    """An error of a published article: reported at the desk, then told to readers.

    Only ``articles.publishing.correct`` tells readers.
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    wrong = NfcTextField(_("điều sai"), max_length=2000, help_text=_("Chép đúng chữ đã đăng sai."))
    right = NfcTextField(
        _("điều đúng"), max_length=2000, blank=True, help_text=_("Chữ đúng phải là gì.")
    )
    apology = NfcTextField(
        _("lời xin lỗi"),
        max_length=1000,
        blank=True,
        help_text=_("Hiện sau điều đúng. Ví dụ: Tòa soạn xin lỗi bạn đọc và ông Nguyễn Văn A."),
    )
    reported_at = models.DateTimeField(_("báo lỗi lúc"), auto_now_add=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người báo lỗi"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    published_at = models.DateTimeField(_("đính chính lúc"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người đính chính"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    dismissed_at = models.DateTimeField(_("bỏ qua lúc"), null=True, blank=True)

    objects: ClassVar[Any] = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("đính chính")
        verbose_name_plural = _("đính chính")
        ordering = ("-reported_at", "-pk")
        indexes = (models.Index(fields=("-published_at", "-id"), name="correction_newest_first"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(published_at=None) | (~Q(wrong="") & ~Q(right="")),
                name="correction_says_what_is_right",
                violation_error_message=_("Đính chính phải nói điều sai và điều đúng."),
            ),
        )

    def __str__(self) -> str:
        return self.wrong[:80]
