"""LegacyPath (địa chỉ cũ): where something of ours stood before, here or on an old site."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.author import Author
from articles.models.category import Category
from articles.models.managers import NaturalKeyManager, NaturallyKeyed
from articles.models.tag import Tag
from articles.old_paths import LONGEST_PATH, feed_in, path_of, spellings

Goal = Article | Category | Tag | Author
GOALS: dict[str, type[Goal]] = {
    "article": Article,
    "category": Category,
    "tag": Tag,
    "author": Author,
}
"""What an old address may lead to, by the name of the link."""


class LegacyPathManager(NaturalKeyManager):
    """Find what an old address leads to."""

    def at(self, address: str) -> "LegacyPath | None":
        """Return the row that is meant by an address, in one query, with what it leads to.

        Args:
            address: a path with its query, or a full address; as it was asked for.
        """
        path = path_of(address)
        if path is None:
            return None
        wanted = spellings(path)
        rows = self.filter(path__in=wanted).select_related(*GOALS, "category__parent")
        found = rows.defer("article__body", "article__correction_notices")
        return min(found, key=lambda row: wanted.index(row.path), default=None)

    def moved_to(self, address: str) -> str:
        """Return where readers find now what stood at this address; "" where they find nothing.

        It is the last address at once: rows name what they lead to, not where that stands.
        """
        found = self.at(address)
        if found is None or not found.is_open:
            return ""
        goal = found.goal.get_absolute_url()
        feed = feed_in((path_of(address) or "").partition("?")[0])[1]
        is_feed = feed and not found.path.endswith(feed) and found.article_id is None
        return f"{goal}{feed}" if is_feed else goal


class LegacyPath(NaturallyKeyed):
    """An old address that answers 301 to the place of one article, category, tag or author."""

    natural_key_fields = ("path",)

    path = models.CharField(
        _("địa chỉ cũ"),
        max_length=LONGEST_PATH,
        unique=True,
        help_text=_("Phần sau tên miền, ví dụ /tin/csto-123.html; dán cả địa chỉ cũng được."),
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="legacy_paths",
        null=True,
        blank=True,
        help_text=_("Ai mở địa chỉ cũ sẽ tới bài này. Gõ vài chữ của tít để tìm."),
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("chuyên mục"),
        on_delete=models.CASCADE,
        related_name="legacy_paths",
        null=True,
        blank=True,
        help_text=_("Hoặc tới trang của chuyên mục này."),
    )
    tag = models.ForeignKey(
        Tag,
        verbose_name=_("chủ đề"),
        on_delete=models.CASCADE,
        related_name="legacy_paths",
        null=True,
        blank=True,
        help_text=_("Hoặc tới trang của chủ đề này."),
    )
    author = models.ForeignKey(
        Author,
        verbose_name=_("tác giả"),
        on_delete=models.CASCADE,
        related_name="legacy_paths",
        null=True,
        blank=True,
        help_text=_("Hoặc tới trang của tác giả này."),
    )

    objects: ClassVar[LegacyPathManager] = LegacyPathManager()

    class Meta:
        verbose_name = _("địa chỉ cũ")
        verbose_name_plural = _("địa chỉ cũ")
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=Q(path__startswith="/"), name="legacy_path_starts_with_a_slash"
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False, category=None, tag=None, author=None)
                | Q(article=None, category__isnull=False, tag=None, author=None)
                | Q(article=None, category=None, tag__isnull=False, author=None)
                | Q(article=None, category=None, tag=None, author__isnull=False),
                name="legacy_path_leads_to_one_thing",
                violation_error_message=_(
                    "Hãy chọn một nơi đến: bài, chuyên mục, chủ đề, tác giả."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        """Keep the path as it will be looked for."""
        kept = path_of(self.path)
        if kept is None:
            raise ValidationError({"path": _("Bắt đầu bằng /")})
        self.path = kept

    @property
    def goal(self) -> Goal:
        """What the address leads to."""
        found: Goal = next(row for name in GOALS if (row := getattr(self, name)) is not None)
        return found

    @property
    def is_open(self) -> bool:
        """Whether readers may learn where it leads: nothing that is not out has an address."""
        article = self.article
        return article is None or article.is_public or article.leaves_a_notice
