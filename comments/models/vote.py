"""Votes "Hữu ích" for comments: one row a voter, no vote against."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Vote(models.Model):
    """That one voter found one comment helpful."""

    comment = models.ForeignKey(
        Comment, verbose_name=_("bình luận"), on_delete=models.CASCADE, related_name="votes"
    )
    voter = models.CharField(_("người bình chọn"), max_length=64, editable=False)
    network = models.CharField(_("dấu của mạng"), max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lượt hữu ích")
        verbose_name_plural = _("lượt hữu ích")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("comment", "voter"), name="one_vote_for_comment_and_voter"
            ),
        )
        indexes = (models.Index(fields=("voter",), name="vote_of_voter"),)

    def __str__(self) -> str:
        return str(self.comment_id)
