"""How often articles are read: by the hour, and the ranking that comes of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.day_mark import DayMark


class ReadCount(models.Model):
    """How many readers opened an article within one hour."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="read_counts",
    )
    hour = models.DateTimeField(_("giờ"))
    reads = models.PositiveIntegerField(_("lượt đọc"), default=0)

    class Meta:
        verbose_name = _("lượt đọc theo giờ")
        verbose_name_plural = _("lượt đọc theo giờ")
        indexes = (models.Index(fields=("hour", "article"), name="read_count_by_hour"),)
        constraints = (
            models.UniqueConstraint(fields=("article", "hour"), name="read_count_once_an_hour"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} · {self.hour:%d/%m %Hh}: {self.reads}"


class ReadMark(DayMark):
    """That somebody has read an article today: they count once."""

    article_id = models.BigIntegerField(_("bài"))
    hour = models.DateTimeField(_("giờ"))

    class Meta:
        verbose_name = _("dấu đã đọc")
        verbose_name_plural = _("dấu đã đọc")


class MostRead(models.Model):
    """A place in the ranking of what is read most, worked out when reads are written."""

    article = models.OneToOneField(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="most_read",
        primary_key=True,
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), db_index=True)
    reads = models.PositiveIntegerField(_("lượt đọc"))
    counted_at = models.DateTimeField(_("tính lúc"))

    class Meta:
        verbose_name = _("bài đọc nhiều")
        verbose_name_plural = _("bài đọc nhiều")
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.position}. {self.article_id}"
