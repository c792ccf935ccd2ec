"""Claims: which moderator is looking at which comment, so that no two do the same."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims of moderators."""

    def in_force(self) -> Self:
        """Keep the claims that have not expired."""
        return self.filter(until__gt=timezone.now())


class Claim(models.Model):
    """That a comment is on one moderator's screen, for a short time."""

    comment = models.OneToOneField(
        Comment, verbose_name=_("bình luận"), on_delete=models.CASCADE, related_name="claim"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kiểm duyệt viên"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    until = models.DateTimeField(_("đến lúc"), db_index=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt nhận duyệt")
        verbose_name_plural = _("lượt nhận duyệt")

    def __str__(self) -> str:
        return str(self.comment_id)
