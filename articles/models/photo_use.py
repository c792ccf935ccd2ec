"""PhotoUse: that an article shows a photo; kept by ``publishing.save``."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhotoUse(models.Model):
    """One photo of one article, as lead or in the body; derived, like References."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="photo_uses",
    )
    photo = models.ForeignKey(
        "articles.Photo", verbose_name=_("ảnh"), on_delete=models.PROTECT, related_name="uses"
    )

    class Meta:
        verbose_name = _("chỗ dùng ảnh")
        verbose_name_plural = _("chỗ dùng ảnh")
        constraints = (models.UniqueConstraint(fields=("article", "photo"), name="photo_use_once"),)

    def __str__(self) -> str:
        return str(self.article)
