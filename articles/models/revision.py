"""Revision (phiên bản): what an article said at one moment, and who made it say so."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions, in the words of the newsroom."""

    def milestones(self) -> Self:
        """Keep what the desk decided; leave out the saves in between."""
        return self.exclude(kind=Revision.Kind.DRAFT)

    def drafts(self) -> Self:
        """Keep the saves in between: all that may ever be pruned."""
        return self.filter(kind=Revision.Kind.DRAFT)

    def newest_first(self) -> Self:
        """Order by when they were made, newest first."""
        return self.order_by("-pk")


class Revision(models.Model):
    """A whole copy of an article: a milestone, or a save on the way to one.

    Milestones form a chain: each carries the hash of the one before it, so that
    a changed or missing link shows. ``articles.archive`` makes and checks it.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", _("lưu nháp")
        SUBMITTED = "submitted", _("gửi duyệt")
        SENT_BACK = "sent_back", _("trả lại")
        APPROVED = "approved", _("duyệt")
        SCHEDULED = "scheduled", _("hẹn giờ")
        PUBLISHED = "published", _("đăng")
        FIXED = "fixed", _("sửa nhỏ")
        UPDATED = "updated", _("cập nhật")
        CORRECTED = "corrected", _("đính chính")
        WITHDRAWN = "withdrawn", _("gỡ bài")
        RESTORED = "restored", _("đưa trở lại")

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="revisions",
    )
    kind = models.CharField(_("việc"), max_length=10, choices=Kind)
    version = models.PositiveIntegerField(_("lần lưu"))
    made_at = models.DateTimeField(_("lúc"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người làm"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    made_by_name = models.CharField(
        _("tên người làm"), max_length=150, blank=True, help_text=_("Tên lúc ấy; trống là máy.")
    )
    note = models.TextField(_("ghi chú"), blank=True)
    content = models.JSONField(_("nội dung"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    previous_sha256 = models.CharField(_("SHA-256 mốc trước"), max_length=64, blank=True)
    seal = models.CharField(_("dấu niêm"), max_length=64, blank=True)

    objects: ClassVar[Any] = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên bản")
        verbose_name_plural = _("phiên bản")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("article", "-id"), name="revision_newest_first"),
            models.Index(fields=("article", "version"), name="revision_of_a_version"),
            models.Index(fields=("kind", "made_at"), name="revision_by_kind"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.version}"

    @property
    def is_milestone(self) -> bool:
        """Whether the desk decided something here; such a revision is never pruned."""
        return self.kind != self.Kind.DRAFT
