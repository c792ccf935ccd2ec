"""ImportedDocument (tài liệu nhập): where an imported article came from, byte for byte."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.managers import NaturallyKeyed


class ImportedDocument(NaturallyKeyed):
    """The source document of an article as it came, and what became of each line."""

    natural_key_fields = ("sha256",)

    article = models.OneToOneField(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="imported_document",
    )
    file = models.CharField(_("tệp"), max_length=1000, db_index=True)
    layout = models.CharField(_("bố cục"), max_length=40)
    headline_key = models.TextField(_("tít của trang, không dấu"), db_index=True)
    standfirst_key = models.TextField(_("sapo của trang, không dấu"))
    published_at = models.DateTimeField(_("giờ đăng của trang"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    original = models.BinaryField(_("nguyên bản"))
    report = models.JSONField(_("từng dòng"), help_text=_("Mỗi dòng được dùng hay bỏ, vì sao."))
    written = models.CharField(
        _("dấu vân của bài đã nhập"),
        max_length=64,
        help_text=_("Khác với bài hiện nay nghĩa là biên tập viên đã sửa bài."),
    )
    imported_at = models.DateTimeField(_("nhập lúc"), auto_now=True)

    class Meta:
        verbose_name = _("tài liệu nhập")
        verbose_name_plural = _("tài liệu nhập")
        ordering = ("-imported_at",)

    def __str__(self) -> str:
        return self.file
