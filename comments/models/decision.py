"""Decisions: the trail behind every comment that is public, and every one that is not."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.verdict import Reason, Verdict


class Decision(models.Model):
    """That somebody, or a rule, decided about a comment; the trail is never rewritten.

    A decision is about one edition of the comment: what is written anew waits anew.
    """

    comment = models.ForeignKey(
        "comments.Comment",
        verbose_name=_("bình luận"),
        on_delete=models.CASCADE,
        related_name="decisions",
    )
    verdict = models.CharField(_("quyết định"), max_length=10, choices=Verdict)
    rule = models.CharField(_("luật"), max_length=40, blank=True)
    code = models.CharField(_("mã lý do"), max_length=12, choices=Reason, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    matched = models.CharField(_("đoạn khớp"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(_("lần viết"), default=1)
    text = models.TextField(
        _("lời được xét"), blank=True, help_text=_("Bình luận nguyên văn lúc quyết định.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người quyết định"),
        on_delete=models.SET_NULL,
        related_name="decisions",
        null=True,
        blank=True,
        help_text=_("Trống: luật tự động."),
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("quyết định")
        verbose_name_plural = _("quyết định")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("comment", "-id"), name="decision_last_first"),
            models.Index(fields=("by", "-created_at"), name="decision_of_moderator"),
            models.Index(fields=("created_at",), name="decision_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.reason}"
