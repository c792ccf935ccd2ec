"""Author (tác giả): the name readers see. Not an account."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.fields import KeyField, NamedSlugField, NfcCharField, NfcTextField
from articles.models.managers import NaturallyKeyed


class Author(NaturallyKeyed):
    """A person, a desk ("PV") or an agency that signs articles."""

    class Kind(models.TextChoices):
        PERSON = "person", _("người")
        DESK = "desk", _("ban, nhóm phóng viên")
        AGENCY = "agency", _("hãng tin")

    name = NfcCharField(
        _("tên"),
        max_length=120,
        help_text=_("Tên độc giả thấy dưới bài, ví dụ: Minh Hà, PV, TTXVN."),
    )
    key = KeyField(_("tên không dấu"), max_length=120, db_index=True)
    slug = NamedSlugField(
        _("địa chỉ"),
        unique=True,
        blank=True,
        help_text=_("Để trống thì lấy từ tên, không dấu."),
    )
    kind = models.CharField(
        _("loại"),
        max_length=10,
        choices=Kind,
        default=Kind.PERSON,
        help_text=_("Tên thật hay bút danh là «người»; PV, Ban Thời sự là «ban»."),
    )
    about = NfcTextField(
        _("giới thiệu"), blank=True, help_text=_("Một hai câu hiện trên trang tác giả.")
    )

    class Meta:
        verbose_name = _("tác giả")
        verbose_name_plural = _("tác giả")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the author's page."""
        return reverse("articles:author", args=[self.slug])
