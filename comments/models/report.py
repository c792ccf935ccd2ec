"""Reports: what readers found wrong with a comment."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NfcCharField
from comments.models.comment import Comment


class Report(models.Model):
    """That a reader found something wrong with a comment."""

    class Reason(models.TextChoices):
        INSULT = "insult", _("xúc phạm người khác")
        FALSE = "false", _("sai sự thật")
        SPAM = "spam", _("quảng cáo, thư rác")
        ILLEGAL = "illegal", _("trái pháp luật")
        OTHER = "other", _("lý do khác")

    comment = models.ForeignKey(
        Comment, verbose_name=_("bình luận"), on_delete=models.CASCADE, related_name="reports"
    )
    reporter = models.CharField(_("người báo"), max_length=64, editable=False)
    reason = models.CharField(_("lý do"), max_length=10, choices=Reason)
    note = NfcCharField(_("lời kèm"), max_length=500, blank=True)
    network = models.CharField(_("dấu của mạng"), max_length=64, blank=True, editable=False)
    looked_at = models.DateTimeField(
        _("đã xem lúc"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Trống: chưa ai xem. Một quyết định về bình luận là đã xem."),
    )
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xem"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("báo cáo vi phạm")
        verbose_name_plural = _("báo cáo vi phạm")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("comment", "reporter"), name="one_report_for_comment_and_reporter"
            ),
        )
        indexes = (models.Index(fields=("looked_at", "created_at"), name="report_open_first"),)

    def __str__(self) -> str:
        return self.get_reason_display()
