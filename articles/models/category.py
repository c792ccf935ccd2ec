"""Category (chuyên mục): where an article belongs, two levels deep."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NamedSlugField, NfcCharField
from articles.models.managers import NaturalKeyManager, NaturallyKeyed

# First parts of addresses that are not categories; see portal/urls.py.
TAKEN_SLUGS = frozenset(
    {
        *("anh", "binh-luan", "bao-cao", "chu-de", "da-doc", "da-tim", "danh-gia"),
        *("dinh-chinh", "dong-su-kien", "health", "kenh-doi-tac", "luu-tru", "media"),
        *("static", "tac-gia", "tai-khoan", "thong-tin-toa-soan", "tim-kiem", "tin-moi"),
        *("toa-soan", "toi", "xem-truoc"),
    }
)
# Where an import puts what names no category; the desk moves it before it is published.
UNSORTED: dict[str, object] = {
    "slug": "chua-phan-loai",
    "name": "Chưa phân loại",
    "position": 999,
}


class CategoryManager(NaturalKeyManager):
    """Find categories by their address."""

    def unsorted(self) -> "Category":
        """Return the category of what has none yet."""
        found: Category = self.get_or_create(slug=UNSORTED["slug"], defaults=UNSORTED)[0]
        return found


class Category(NaturallyKeyed):
    """A section of the paper, or a subsection of one."""

    name = NfcCharField(
        _("tên"),
        max_length=80,
        help_text=_("Tên trên thanh chuyên mục; ngắn thì dễ đọc, ví dụ: Thế giới."),
    )
    slug = NamedSlugField(
        _("địa chỉ"),
        unique=True,
        blank=True,
        help_text=_("Để trống thì lấy từ tên, không dấu."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("thuộc chuyên mục"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        help_text=_("Chỉ hai cấp: chuyên mục và tiểu mục."),
    )
    position = models.PositiveSmallIntegerField(
        _("thứ tự"), default=0, help_text=_("Số nhỏ đứng trước.")
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("biên tập viên phụ trách"),
        related_name="edited_categories",
        blank=True,
        help_text=_(
            "Ai có tên chỉ biên tập những chuyên mục có tên mình; "
            "không có tên ở đâu thì biên tập tất cả."
        ),
    )

    objects: ClassVar[CategoryManager] = CategoryManager()

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
                name="category_is_not_its_own_parent",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a third level and a slug that the site uses for something else."""
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": _("Chuyên mục chỉ có hai cấp.")})
        if self.parent_id and self.pk and self.children.exists():
            raise ValidationError({"parent": _("Chuyên mục này đang có tiểu mục.")})
        if self.parent_id is None and self.slug in TAKEN_SLUGS:
            raise ValidationError({"slug": _("Địa chỉ này đã dùng cho trang khác.")})

    def get_absolute_url(self) -> str:
        """Return ``/the-gioi/`` or ``/the-gioi/chau-a/``."""
        if self.parent is None:
            return reverse("articles:category", args=[self.slug])
        return reverse("articles:subcategory", args=[self.parent.slug, self.slug])

    @property
    def is_unsorted(self) -> bool:
        """Whether this stands for having no category yet."""
        return self.slug == UNSORTED["slug"]

    @property
    def path(self) -> tuple["Category", ...]:
        """The categories from the top down to this one."""
        return (self.parent, self) if self.parent else (self,)
