"""Reference (xem thêm): a headline named in a body; text until that article exists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import KeyField, NfcCharField


class Reference(models.Model):
    """A "[headline]" or "see also" line of one article, perhaps found in another."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="references",
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    text = NfcCharField(_("tít được nhắc"), max_length=1000)
    key = KeyField(_("tít không dấu"), source="text", db_index=True)
    target = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài được nhắc"),
        on_delete=models.SET_NULL,
        related_name="referred_by",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("bài được nhắc trong bài")
        verbose_name_plural = _("bài được nhắc trong bài")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("article", "position"), name="reference_has_its_own_place"
            ),
        )

    def __str__(self) -> str:
        return self.text
