"""PendingEdit (bản đang sửa): new words of a live article that readers do not see yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingEdit(models.Model):
    """What a live article would say: kept apart from it until it is released or discarded.

    Attributes:
        content: a whole snapshot, in the shape of ``articles.snapshots.content_of``.
        base_version: the version of the article from which the edit started.
    """

    article = models.OneToOneField(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="pending_edit",
    )
    content = models.JSONField(_("nội dung"))
    base_version = models.PositiveIntegerField(_("sửa từ lần lưu"))
    is_submitted = models.BooleanField(_("đã gửi duyệt"), default=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sửa"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    note = models.TextField(_("lời nhắn của biên tập"), blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("bản đang sửa")
        verbose_name_plural = _("bản đang sửa")
        ordering = ("-saved_at",)

    def __str__(self) -> str:
        return str(self.content.get("headline", ""))
