"""Article (bài): the noun everything else serves."""

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager

from articles import body
from articles.models import choices
from articles.models.author import Author
from articles.models.category import Category
from articles.models.conversation import OpenToReaders
from articles.models.fields import KeyField, NamedSlugField, NfcCharField, NfcTextField
from articles.models.managers import NaturallyKeyed
from articles.models.photo import Photo
from articles.models.source import Republished
from articles.models.tag import ArticleTag, FoldedTags
from articles.models.translation import InSomeLanguage
from articles.querysets import ArticleQuerySet


class Article(OpenToReaders, InSomeLanguage, Republished, NaturallyKeyed):
    """A piece of the paper, from draft to withdrawal.

    Status and times change only through ``articles.publishing``.
    """

    Status, Precision = choices.Status, choices.Precision
    CommentPolicy, AgeRating = choices.CommentPolicy, choices.AgeRating

    natural_key_fields = ("guid",)

    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    headline = NfcCharField(
        _("tít"), max_length=1000, help_text=_("Nói điều mới, tốt nhất dưới 110 ký tự, không chấm.")
    )
    headline_key = KeyField(_("tít không dấu"), source="headline", db_index=True)
    slug = NamedSlugField(
        _("địa chỉ"),
        source="headline",
        blank=True,
        help_text=_("Để trống thì lấy từ tít, không dấu. Đổi địa chỉ không làm hỏng liên kết cũ."),
    )
    kicker = NfcCharField(
        _("tít dẫn"), max_length=120, blank=True, help_text=_("Dòng nhỏ đứng trên tít, nếu cần.")
    )
    standfirst = NfcTextField(
        _("sapo"), blank=True, help_text=_("Một hai câu tóm tắt; hiện dưới tít và trên thẻ tin.")
    )
    body = ProseEditorField(
        _("nội dung"),
        blank=True,
        extensions=body.EXTENSIONS,
        sanitize=body.clean,
        help_text=_(
            "Viết, hoặc dán thẳng từ Word và Google Docs. Ảnh, nhúng và «Xem thêm» có nút ở trên; "
            "Ctrl+/ hiện phím tắt."
        ),
    )
    category = models.ForeignKey(
        Category, verbose_name=_("chuyên mục"), on_delete=models.PROTECT, related_name="articles"
    )
    tags = TaggableManager(
        verbose_name=_("chủ đề"),
        through=ArticleTag,
        manager=FoldedTags,
        blank=True,
        help_text=_("Cách nhau bằng dấu phẩy. Có dấu hay không dấu vẫn là một chủ đề."),
    )
    authors = models.ManyToManyField(
        Author, verbose_name=_("tác giả"), through="Byline", related_name="articles"
    )
    lead_photo = models.ForeignKey(
        Photo,
        verbose_name=_("ảnh đầu bài"),
        on_delete=models.PROTECT,
        related_name="led_articles",
        null=True,
        blank=True,
    )
    lead_caption = NfcTextField(
        _("chú thích riêng"), blank=True, help_text=_("Để trống thì dùng chú thích của ảnh.")
    )
    lead_alt = NfcCharField(
        _("mô tả ảnh riêng"),
        max_length=300,
        blank=True,
        help_text=_("Để trống thì dùng mô tả của ảnh."),
    )
    dateline = NfcCharField(
        _("địa danh đầu tin"), max_length=80, blank=True, help_text=_("Nơi viết tin, ví dụ: Minsk")
    )
    status = models.CharField(
        _("trạng thái"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(
        _("giờ đăng"),
        null=True,
        blank=True,
        help_text=_("Để trống thì là lúc bấm Đăng. Giờ sau hiện tại là hẹn giờ."),
    )
    published_precision = models.CharField(
        _("độ chính xác giờ đăng"), max_length=10, choices=Precision, default=Precision.MINUTE
    )
    expires_at = models.DateTimeField(
        _("giờ hạ bài"), null=True, blank=True, help_text=_("Sau giờ này bài tự ẩn.")
    )
    embargoed_until = models.DateTimeField(
        _("giờ cấm đăng"), null=True, blank=True, help_text=_("Không được đăng trước giờ này.")
    )
    updated_at = models.DateTimeField(_("cập nhật lúc"), null=True, blank=True, editable=False)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)
    version = models.PositiveIntegerField(_("lần lưu"), default=0, editable=False)
    withdrawn_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True, editable=False)
    withdrawal_reason = NfcTextField(_("lý do gỡ"), blank=True, editable=False)
    desk_note = NfcTextField(_("lời nhắn của biên tập"), blank=True, editable=False)
    correction_notices = models.JSONField(_("đính chính đã đăng"), default=list, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người tạo"),
        on_delete=models.SET_NULL,
        related_name="created_articles",
        null=True,
        blank=True,
        editable=False,
    )
    # Numbers of accounts: a list of the desk asks it of every row (docs/decisions/0026).
    writers = models.JSONField(_("người viết từ lần duyệt cuối"), default=list, editable=False)
    imported_good_ratings = models.PositiveIntegerField(
        _("đánh giá tốt từ trang cũ"), default=0, help_text=_("Số bạn đọc đi cùng bài khi nhập.")
    )
    own_good_ratings = models.PositiveIntegerField(
        _("đánh giá tốt tại đây"), default=0, editable=False
    )
    own_poor_ratings = models.PositiveIntegerField(_("chưa tốt tại đây"), default=0, editable=False)
    public_comment_count = models.PositiveIntegerField(_("số bình luận"), default=0, editable=False)
    age_rating = models.CharField(
        _("độ tuổi"),
        max_length=3,
        choices=AgeRating,
        blank=True,
        help_text=_("Để trống thì theo dấu tuổi chung của báo."),
    )

    objects: ClassVar[Any] = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bài")
        verbose_name_plural = _("bài")
        ordering = ("-published_at", "-pk")
        get_latest_by = "published_at"
        permissions = (
            ("publish_article", _("Được đăng bài")),
            ("withdraw_article", _("Được gỡ bài")),
            ("approve_article", _("Được duyệt bài và trả lại bài")),
            ("edit_others_articles", _("Được sửa bài của người khác")),
            ("edit_every_category", _("Được biên tập mọi chuyên mục")),
        )
        indexes = (
            # Not partial: SQLite cannot tell that a bound status is the index's own.
            models.Index(fields=("status", "-published_at", "-id"), name="article_newest_first"),
            models.Index(
                fields=("category", "status", "-published_at", "-id"),
                name="article_newest_in_category",
            ),
            # The desk's list walks along it and filters on the way: all it asks is in here.
            models.Index(fields=choices.LISTED, name="article_last_saved_first"),
            models.Index(fields=("status", "-saved_at"), name="article_in_status"),
            models.Index(fields=("category", "-saved_at", "-id"), name="article_saved_in_category"),
            models.Index(fields=("-published_at", "-id"), name="article_by_time"),
            models.Index(fields=("status", "expires_at"), name="article_by_expiry"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_has_a_time",
                violation_error_message=_("Bài đã đăng phải có giờ đăng."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(embargoed_until=None)
                | Q(published_at__gte=F("embargoed_until")),
                name="article_not_before_its_embargo",
                violation_error_message=_("Giờ đăng không được trước giờ cấm đăng."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None)
                | Q(published_at=None)
                | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message=_("Giờ hạ bài phải sau giờ đăng."),
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False),
                name="article_withdrawn_has_a_time",
                violation_error_message=_("Bài đã gỡ phải có giờ gỡ."),
            ),
        )

    def __str__(self) -> str:
        return self.headline

    def clean(self) -> None:
        """Refuse a body that ends up without words although something was typed."""
        if self.body and not body.plain(self.body) and not body.photo_ids(self.body):
            raise ValidationError({"body": _("Nội dung không có chữ nào.")})

    def get_absolute_url(self) -> str:
        """Return ``/{slug}-{id}.html``."""
        return reverse("articles:article", args=[self.slug, self.pk])

    def is_public_at(self, instant: datetime) -> bool:
        """Whether readers may see the article at this instant; the twin of ``public()``."""
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= instant
            and (self.expires_at is None or instant < self.expires_at)
        )

    @property
    def is_public(self) -> bool:
        """Whether readers may see the article now."""
        return self.is_public_at(timezone.now())

    @property
    def is_out(self) -> bool:
        """Whether the article was published and not taken back, be its hour to come or over."""
        return self.status == self.Status.PUBLISHED

    @property
    def is_live(self) -> bool:
        """Whether readers see the article or have seen it: edits are kept apart from it."""
        return self.is_out and self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        """Whether the article is published, at an hour yet to come."""
        return self.is_out and not self.is_live

    @property
    def went_out(self) -> bool:
        """Whether the article ever left the desk: such an article is never deleted."""
        return self.is_out or self.is_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        """Whether the article was taken back."""
        return self.status == self.Status.WITHDRAWN

    @property
    def leaves_a_notice(self) -> bool:
        """Whether the article was taken back from readers: its address answers 410 with why.

        One that was taken back before its hour never was public, and no reader learns of it.
        """
        if not self.is_withdrawn or self.published_at is None or self.withdrawn_at is None:
            return self.is_withdrawn
        return self.published_at <= self.withdrawn_at

    @property
    def is_timed_to_the_minute(self) -> bool:
        """Whether the hour of publication is known, and not only the day."""
        return self.published_precision == self.Precision.MINUTE

    @property
    def published_on(self) -> date | None:
        """The day of publication by the paper's own clock."""
        return self.published_at and timezone.localdate(self.published_at)

    @property
    def good_ratings(self) -> int:
        """How many readers found the article good, here and on the page it came from."""
        return self.imported_good_ratings + self.own_good_ratings

    @property
    def shows_lead_photo_on_top(self) -> bool:
        """Whether the lead photo stands above the text; not when the text holds it already."""
        return self.lead_photo_id is not None and self.lead_photo_id not in body.photo_ids(
            self.body
        )
