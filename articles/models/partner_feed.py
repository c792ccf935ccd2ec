"""PartnerFeed (kênh đối tác): a feed made for one partner, at an address nobody else knows."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.core import signing
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.author import Author
from articles.models.byline import Byline
from articles.models.category import Category
from articles.models.fields import NfcCharField
from articles.models.tag import ArticleTag, Tag
from articles.querysets import ArticleQuerySet

SALT = "articles.partner_feed"
LONGEST = 100
LONGEST_DELAY = 7 * 24 * 60  # minutes
NOTED_EVERY = timedelta(minutes=1)


class PartnerFeedQuerySet(models.QuerySet["PartnerFeed"]):
    """Feeds of partners, found by their secret."""

    def at(self, token: str) -> "PartnerFeed | None":
        """Return the open feed of a secret address; None for whatever else it may be."""
        try:
            key = uuid.UUID(hex=_signer().unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        return self.filter(key=key, is_active=True).first()

    def with_filters(self) -> Self:
        """Read what the feeds hold along with them, in three queries."""
        return self.prefetch_related("categories", "tags", "authors")


class PartnerFeed(models.Model):
    """What one partner gets: which articles, how much of them, how late, in which format.

    Attributes:
        key: what the secret address is made of, signed with ``SECRET_KEY``: whoever reads
            the database alone cannot open the feed. A new key closes the old address.
        delay: minutes for which a story is the paper's alone.
    """

    class Format(models.TextChoices):
        RSS = "rss", "RSS 2.0"
        ATOM = "atom", "Atom"
        JSON = "json", "JSON Feed"

    name = NfcCharField(
        _("tên kênh"), max_length=120, help_text=_("Đối tác thấy tên này, ví dụ: Tin kinh tế.")
    )
    partner = NfcCharField(
        _("đối tác"), max_length=120, help_text=_("Ai nhận kênh này; chỉ tòa soạn thấy.")
    )
    categories: Any = models.ManyToManyField(
        Category,
        verbose_name=_("chuyên mục"),
        related_name="+",
        blank=True,
        help_text=_("Kể cả tiểu mục. Để trống thì lấy mọi chuyên mục."),
    )
    tags: Any = models.ManyToManyField(
        Tag,
        verbose_name=_("chủ đề"),
        related_name="+",
        blank=True,
        help_text=_("Bài có ít nhất một chủ đề này. Để trống thì không lọc."),
    )
    authors: Any = models.ManyToManyField(
        Author,
        verbose_name=_("tác giả"),
        related_name="+",
        blank=True,
        help_text=_("Bài của ít nhất một người này. Để trống thì không lọc."),
    )
    only_own = models.BooleanField(
        _("bỏ bài đăng lại"),
        default=True,
        help_text=_("Bài lấy của nơi khác thường không được chuyển cho bên thứ ba."),
    )
    only_with_photo = models.BooleanField(
        _("chỉ bài có ảnh"), default=False, help_text=_("Ảnh đầu bài, và tệp ảnh phải có thật.")
    )
    is_full_text = models.BooleanField(
        _("toàn văn"), default=False, help_text=_("Không đánh dấu thì chỉ giao tít và sapo.")
    )
    format = models.CharField(
        _("định dạng"),
        max_length=5,
        choices=Format,
        default=Format.RSS,
        help_text=_("Hỏi đối tác đọc được loại nào; đổi loại thì địa chỉ cũng đổi."),
    )
    length = models.PositiveSmallIntegerField(
        _("số bài"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=_("Bao nhiêu bài mới nhất nằm trong kênh, nhiều nhất 100."),
    )
    delay = models.PositiveIntegerField(
        _("giao chậm (phút)"),
        default=0,
        validators=[MaxValueValidator(LONGEST_DELAY)],
        help_text=_("Bài chỉ có trên báo chừng này phút trước khi tới đối tác. 0 là giao ngay."),
    )
    is_active = models.BooleanField(
        _("đang mở"), default=True, help_text=_("Bỏ đánh dấu thì địa chỉ đóng ngay.")
    )
    key = models.UUIDField(_("khóa của địa chỉ"), default=uuid.uuid4, unique=True, editable=False)
    fetched_at = models.DateTimeField(_("đọc lần cuối"), null=True, editable=False)
    fetch_count = models.PositiveBigIntegerField(_("số lần đọc"), default=0, editable=False)

    objects: ClassVar[Any] = PartnerFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kênh đối tác")
        verbose_name_plural = _("kênh đối tác")
        ordering = ("partner", "name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(length__range=(1, LONGEST)), name="partner_feed_has_a_length"
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner}: {self.name}"

    def get_absolute_url(self) -> str:
        """Return the secret address."""
        return reverse(f"articles:partner_{self.format}", args=[_signer().sign(self.key.hex)])

    @property
    def holds(self) -> ArticleQuerySet:
        """The articles the partner may see now; without an order."""
        articles: ArticleQuerySet = Article.objects.public()
        articles = articles.filter(published_at__lte=timezone.now() - timedelta(minutes=self.delay))
        if categories := list(self.categories.all()):
            articles = articles.filter(
                Q(category__in=categories) | Q(category__parent__in=categories)
            )
        if tags := list(self.tags.all()):
            links = ArticleTag.objects.filter(tag__in=tags)
            articles = articles.filter(pk__in=links.values("content_object"))
        if authors := list(self.authors.all()):
            signed = Byline.objects.filter(author__in=authors)
            articles = articles.filter(pk__in=signed.values("article"))
        articles = articles.written_here() if self.only_own else articles
        return articles.with_a_picture() if self.only_with_photo else articles

    def renew(self) -> None:
        """Move the feed to a new secret address; the old one stops at once."""
        self.key = uuid.uuid4()
        self.save(update_fields=["key"])

    def note_fetches(self, count: int, at: datetime) -> bool:
        """Note that a partner came so many times, unless that was done within the last minute.

        Returns:
            Whether it was noted; one UPDATE, one winner among all processes.
        """
        free = Q(fetched_at=None) | Q(fetched_at__lte=at - NOTED_EVERY)
        mine = type(self)._default_manager.filter(free, pk=self.pk)
        return bool(mine.update(fetched_at=at, fetch_count=F("fetch_count") + count))


def _signer() -> signing.Signer:
    """Return what signs addresses; a full stop in between keeps them whole in letters."""
    return signing.Signer(sep=".", salt=SALT)
