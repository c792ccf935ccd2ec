"""What stands beside an article: companions computed ahead, and those an editor picked."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class TextProfile(models.Model):
    """What the words of an article are made of, kept so that likeness costs no reading.

    Attributes:
        terms: pairs of syllables with how often they stand there (``related.profiles``).
        sketch: a few numbers that tell copies of one wire story.
        story: the number of the oldest known article that is the same wire story: its own,
            where there is none.
    """

    article = models.OneToOneField(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="profile",
        primary_key=True,
    )
    terms = models.BinaryField(_("cặp tiếng"))
    sketch = models.BinaryField(_("dấu vân chữ"))
    story = models.BigIntegerField(_("cùng một tin với bài"))

    class Meta:
        verbose_name = _("vốn chữ của bài")
        verbose_name_plural = _("vốn chữ của bài")

    def __str__(self) -> str:
        return str(self.article_id)


class Companion(models.Model):
    """That one article is good company for another, and why; computed when either is kept.

    Attributes:
        topics: the numbers of the topics both have, the rarest first.
    """

    class Reason(models.TextChoices):
        NAMED = "named", _("được nhắc trong bài")
        NAMING = "naming", _("nhắc đến bài này")
        TOPICS = "topics", _("cùng chủ đề")
        TEXT = "text", _("nội dung gần nhau")

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="companions",
    )
    other = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài đứng cạnh"),
        on_delete=models.CASCADE,
        related_name="companion_of",
    )
    score = models.FloatField(_("điểm"))
    reason = models.CharField(_("lý do"), max_length=6, choices=Reason)
    topics = models.JSONField(_("chủ đề chung"), default=list)

    class Meta:
        verbose_name = _("bài liên quan")
        verbose_name_plural = _("bài liên quan")
        ordering = ("-score", "-other")
        indexes = (models.Index(fields=("article", "-score"), name="companion_best_first"),)
        constraints = (
            models.UniqueConstraint(fields=("article", "other"), name="companion_once"),
            models.CheckConstraint(condition=~Q(article=F("other")), name="companion_is_another"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} → {self.other_id}"


class PickedCompanion(models.Model):
    """An article that an editor put beside another. It stands before what is computed."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="picked_companions",
    )
    other = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="picked_beside",
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("bài liên quan chọn tay")
        verbose_name_plural = _("bài liên quan chọn tay")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "other"),
                name="picked_companion_once",
                violation_error_message=_("Bài này đã chọn rồi."),
            ),
            models.CheckConstraint(
                condition=~Q(article=F("other")),
                name="picked_companion_is_another",
                violation_error_message=_("Bài không đứng cạnh chính nó."),
            ),
        )

    def __str__(self) -> str:
        return str(self.other)
