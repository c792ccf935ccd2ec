"""StoryLine (dòng sự kiện): articles that editors put together into one running story."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.fields import (
    KeyField,
    NamedSlugField,
    NfcCharField,
    NfcTextField,
    PublicationCopyField,
)
from articles.models.managers import NaturallyKeyed

MOST_ENTRIES = 200


class StoryLineQuerySet(models.QuerySet[Any]):
    """Story lines, in the words of the newsroom."""

    def get_by_natural_key(self, slug: str) -> Any:
        """Return the story line at this address."""
        return self.get(slug=slug)

    def public(self) -> Self:
        """Keep those that have something to read now."""
        entries = StoryLineEntry.objects.public().filter(line=OuterRef("pk"))
        return self.filter(Exists(entries))


class StoryLineEntryQuerySet(models.QuerySet[Any]):
    """Entries of story lines."""

    def public(self) -> Self:
        """Keep those whose article readers may see, walked along the index of their line."""
        is_public = Exists(Article.objects.public().filter(pk=OuterRef("article")))
        return self.filter(is_public, published_at__lte=timezone.now())


class StoryLine(NaturallyKeyed):
    """A running story with its articles along a line of time. Without any it is not shown."""

    class Order(models.TextChoices):
        NEWEST = "newest", _("mới nhất trước")
        BY_HAND = "by_hand", _("theo thứ tự xếp tay")

    name = NfcCharField(
        _("tên"), max_length=120, help_text=_("Tên việc đang diễn ra, ví dụ: Mùa bão 2026.")
    )
    slug = NamedSlugField(
        _("địa chỉ"), unique=True, blank=True, help_text=_("Để trống thì lấy từ tên, không dấu.")
    )
    key = KeyField(_("tên không dấu"), max_length=120)
    summary = NfcTextField(
        _("tóm tắt"), blank=True, help_text=_("Vài câu cho người mới theo dõi; hiện đầu trang.")
    )
    order = models.CharField(
        _("thứ tự trên trang"),
        max_length=7,
        choices=Order,
        default=Order.NEWEST,
        help_text=_("Xếp tay: theo số thứ tự của từng bài dưới đây."),
    )
    created_at = models.DateTimeField(_("mở lúc"), auto_now_add=True)

    objects: ClassVar[Any] = StoryLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng sự kiện")
        verbose_name_plural = _("dòng sự kiện")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return ``/dong-su-kien/{slug}/``."""
        return reverse("articles:story_line", args=[self.slug])


class StoryLineEntry(models.Model):
    """An article on a story line, with what an editor says of that moment."""

    line = models.ForeignKey(
        StoryLine, verbose_name=_("dòng sự kiện"), on_delete=models.CASCADE, related_name="entries"
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="story_line_entries",
    )
    label = NfcCharField(
        _("mốc"),
        max_length=120,
        blank=True,
        help_text=_("Để trống thì hiện giờ đăng. Ví dụ: Đêm 7/9, bão vào bờ."),
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    published_at = PublicationCopyField()

    objects: ClassVar[Any] = StoryLineEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("bài của dòng sự kiện")
        verbose_name_plural = _("bài của dòng sự kiện")
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("line", "-published_at"), name="story_line_newest_first"),)
        constraints = (
            models.UniqueConstraint(
                fields=("line", "article"),
                name="story_line_has_an_article_once",
                violation_error_message=_("Bài này đã có trong dòng sự kiện."),
            ),
        )

    def __str__(self) -> str:
        return str(self.article)
