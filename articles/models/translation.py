"""Languages of articles, and which articles are one text in several of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.choices import Language


class InSomeLanguage(models.Model):
    """What of an article says which language it is in, and which article it translates.

    An original and its translations are one group: each translation names the original,
    so that any two of them are in the same group or neither is (docs/decisions/0034).
    """

    language = models.CharField(
        _("ngôn ngữ"),
        max_length=2,
        choices=Language,
        default=Language.VIETNAMESE,
        help_text=_("Tiếng của chính bài này; khung trang vẫn là tiếng Việt."),
    )
    translation_of: Any = models.ForeignKey(
        "self",
        verbose_name=_("bản dịch của"),
        on_delete=models.PROTECT,
        related_name="translations",
        null=True,
        blank=True,
        help_text=_("Bài gốc ở báo này. Bài gốc và các bản dịch dẫn tới nhau khi đã đăng."),
    )

    class Meta:
        abstract = True

    translation_of_id: int | None

    @property
    def other_language(self) -> str:
        """The language, where it is not the paper's own; empty where nothing need be said."""
        return "" if self.language == settings.LANGUAGE_CODE else str(self.language)

    @property
    def group(self) -> Any:
        """The number of the original, which all articles of a group have in common."""
        return self.translation_of_id or self.pk
