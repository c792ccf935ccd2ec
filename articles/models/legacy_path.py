"""LegacyPath (địa chỉ cũ): where an article stood on an old site."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.managers import NaturalKeyManager, NaturallyKeyed

LONGEST_PATH = 500


class LegacyPathManager(NaturalKeyManager):
    """Find what an old address leads to."""

    def moved_to(self, path: str) -> Article | None:
        """Return the article that stood at this path of an old site, in one query."""
        if len(path) > LONGEST_PATH or "\x00" in path:
            return None
        return Article.objects.filter(legacy_paths__path=path).first()


class LegacyPath(NaturallyKeyed):
    """An old address that answers 301 to the article's own."""

    natural_key_fields = ("path",)

    path = models.CharField(
        _("địa chỉ cũ"),
        max_length=LONGEST_PATH,
        unique=True,
        validators=[RegexValidator("^/", _("Bắt đầu bằng /"))],
        help_text=_("Phần sau tên miền của trang cũ, ví dụ /tin/csto-123.html"),
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="legacy_paths",
        help_text=_("Ai mở địa chỉ cũ sẽ tới bài này. Gõ vài chữ của tít để tìm."),
    )

    objects: ClassVar[LegacyPathManager] = LegacyPathManager()

    class Meta:
        verbose_name = _("địa chỉ cũ")
        verbose_name_plural = _("địa chỉ cũ")
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(path__startswith="/"), name="legacy_path_starts_with_a_slash"
            ),
        )

    def __str__(self) -> str:
        return self.path
