"""FrontPageSlot (ô trang nhất): what stands where on the front page, and from when to when."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.category import Category
from articles.models.fields import NfcCharField
from articles.models.tag import Tag

LONGEST_STRIP = 12


class TimedQuerySet(models.QuerySet[Any]):
    """Rows that count from a time until a time."""

    def standing(self, at: datetime | None = None) -> Self:
        """Keep what counts at an instant (default: now)."""
        now = at or timezone.now()
        return self.filter(
            Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now)
        )


class FrontPageSlot(models.Model):
    """A place on the front page. What is picked by hand stands first, a rule fills the rest."""

    class Area(models.TextChoices):
        LEAD = "lead", _("tin chính")
        SECOND = "second", _("tin phụ")
        STRIP = "strip", _("dải tin")

    class Rule(models.TextChoices):
        NONE = "none", _("chỉ bài chọn tay")
        NEWEST = "newest", _("bài mới nhất")
        CATEGORY = "category", _("mới nhất trong chuyên mục")
        TAG = "tag", _("mới nhất của chủ đề")

    area = models.CharField(_("chỗ"), max_length=6, choices=Area)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    rule = models.CharField(
        _("tự điền bằng"),
        max_length=8,
        choices=Rule,
        default=Rule.NEWEST,
        help_text=_("Bài chọn tay đứng trước; chỗ còn trống được điền theo cách này."),
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("chuyên mục"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    tag = models.ForeignKey(
        Tag,
        verbose_name=_("chủ đề"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    heading = NfcCharField(
        _("tên dải"),
        max_length=80,
        blank=True,
        help_text=_("Để trống thì lấy tên chuyên mục hay chủ đề."),
    )
    length = models.PositiveSmallIntegerField(
        _("số bài"),
        default=5,
        validators=(MinValueValidator(1), MaxValueValidator(LONGEST_STRIP)),
        help_text=_("Dải tin có mấy bài; tin chính và tin phụ luôn một bài."),
    )
    may_repeat = models.BooleanField(
        _("được lặp bài"), default=False, help_text=_("Cho phép bài đã đứng ở ô phía trên.")
    )

    class Meta:
        verbose_name = _("ô trang nhất")
        verbose_name_plural = _("ô trang nhất")
        ordering = ("area", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(rule="category") | Q(category__isnull=False),
                name="slot_of_a_category_names_it",
                violation_error_message=_("Hãy chọn chuyên mục cho ô này."),
            ),
            models.CheckConstraint(
                condition=~Q(rule="tag") | Q(tag__isnull=False),
                name="slot_of_a_tag_names_it",
                violation_error_message=_("Hãy chọn chủ đề cho ô này."),
            ),
        )

    def __str__(self) -> str:
        if self.is_strip:
            return f"{self.get_area_display()} «{self.title}»"
        if self.area == self.Area.LEAD:
            return str(self.get_area_display())
        return f"{self.get_area_display()} {self.position + 1}"

    @property
    def is_strip(self) -> bool:
        """Whether several articles stand here under a heading."""
        return self.area == self.Area.STRIP

    @property
    def room(self) -> int:
        """How many articles stand here at most."""
        return max(self.length, 1) if self.is_strip else 1

    @property
    def title(self) -> str:
        """The heading of a strip: its own, else the name of what fills it."""
        if self.heading:
            return self.heading
        if self.rule == self.Rule.CATEGORY and self.category:
            return self.category.name
        if self.rule == self.Rule.TAG and self.tag:
            return str(self.tag.name)
        return gettext("Đáng chú ý")

    @property
    def address(self) -> str:
        """Where the heading leads: to the category or the topic that fills the strip."""
        if self.rule == self.Rule.CATEGORY and self.category:
            return self.category.get_absolute_url()
        return self.tag.get_absolute_url() if self.rule == self.Rule.TAG and self.tag else ""

    @property
    def is_mixed(self) -> bool:
        """Whether articles of any category come here, so that each must name its own."""
        return self.rule != self.Rule.CATEGORY


class FrontPagePick(models.Model):
    """An article put into a slot by hand, perhaps for a while only."""

    slot = models.ForeignKey(
        FrontPageSlot, verbose_name=_("ô"), on_delete=models.CASCADE, related_name="picks"
    )
    article = models.ForeignKey(
        Article, verbose_name=_("bài"), on_delete=models.CASCADE, related_name="front_page_picks"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    starts_at = models.DateTimeField(_("từ"), null=True, blank=True)
    ends_at = models.DateTimeField(_("đến"), null=True, blank=True)

    objects: ClassVar[Any] = TimedQuerySet.as_manager()

    class Meta:
        verbose_name = _("bài chọn tay")
        verbose_name_plural = _("bài chọn tay")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="pick_ends_after_it_starts",
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
        )

    def __str__(self) -> str:
        return str(self.article)

    def stands_at(self, instant: datetime) -> bool:
        """Whether the pick counts at this instant; the twin of ``standing()``."""
        has_begun = self.starts_at is None or self.starts_at <= instant
        return has_begun and not self.is_over_at(instant)

    def is_over_at(self, instant: datetime) -> bool:
        """Whether the pick's time has passed."""
        return self.ends_at is not None and self.ends_at <= instant


class BreakingNews(models.Model):
    """The bar above the front page when something has just happened; it always ends."""

    text = NfcCharField(
        _("tin khẩn"),
        max_length=160,
        help_text=_("Một câu nói điều vừa xảy ra, nhiều nhất 160 ký tự, không chấm."),
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Bài mà dòng tin dẫn tới, nếu đã có; gõ vài chữ của tít để tìm."),
    )
    starts_at = models.DateTimeField(_("từ"), default=timezone.now)
    ends_at = models.DateTimeField(_("đến"))

    objects: ClassVar[Any] = TimedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tin khẩn")
        verbose_name_plural = _("tin khẩn")
        ordering = ("-starts_at", "-pk")
        indexes = (models.Index(fields=("ends_at", "starts_at"), name="breaking_news_by_time"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="breaking_news_ends_after_it_starts",
                violation_error_message=_("Giờ kết thúc phải sau giờ bắt đầu."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    def stands_at(self, instant: datetime) -> bool:
        """Whether readers see the bar at this instant; the twin of ``standing()``."""
        return self.starts_at <= instant < self.ends_at
