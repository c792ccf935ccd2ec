"""Ratings of articles: one row a voter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Rating(models.Model):
    """One voter's judgement of one article; it may change, never double."""

    class Value(models.TextChoices):
        GOOD = "good", _("tốt")
        POOR = "poor", _("chưa tốt")

    article = models.ForeignKey(
        Article, verbose_name=_("bài"), on_delete=models.CASCADE, related_name="ratings"
    )
    voter = models.CharField(_("người đánh giá"), max_length=64, editable=False)
    network = models.CharField(_("dấu của mạng"), max_length=64, blank=True, editable=False)
    value = models.CharField(_("đánh giá"), max_length=4, choices=Value)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    changed_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("đánh giá")
        verbose_name_plural = _("đánh giá")
        ordering = ("-changed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("article", "voter"), name="one_rating_for_article_and_voter"
            ),
        )
        indexes = (
            models.Index(fields=("article", "value"), name="rating_of_article"),
            models.Index(fields=("article", "network", "-created_at"), name="rating_of_network"),
        )

    def __str__(self) -> str:
        return self.get_value_display()
