"""Source (nguồn): where republished copy came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import KeyField, NfcCharField
from articles.models.managers import NaturallyKeyed


class Source(NaturallyKeyed):
    """An outlet or agency, and what we owe it when we republish it."""

    class LinkPolicy(models.TextChoices):
        FOLLOW = "follow", _("liên kết thường")
        NOFOLLOW = "nofollow", _("liên kết nofollow")
        NONE = "none", _("không liên kết")

    class CanonicalPolicy(models.TextChoices):
        OURS = "ours", _("bài của ta là bản chính")
        ORIGINAL = "original", _("bản gốc là bản chính")

    natural_key_fields = ("key",)

    name = NfcCharField(_("tên"), max_length=120, help_text=_("Ví dụ: vov.vn, TTXVN/Vietnam+"))
    key = KeyField(_("tên không dấu"), max_length=120, unique=True)
    address = models.URLField(
        _("trang chủ"),
        blank=True,
        help_text=_("Dán đầy đủ, ví dụ https://vov.vn. Bài không ghi bài gốc thì dẫn tới đây."),
    )
    link_policy = models.CharField(
        _("cách liên kết"),
        max_length=10,
        choices=LinkPolicy,
        default=LinkPolicy.NOFOLLOW,
        help_text=_("«Nofollow» dẫn độc giả đi nhưng không giới thiệu với máy tìm kiếm."),
    )
    canonical_policy = models.CharField(
        _("bản chính"),
        max_length=10,
        choices=CanonicalPolicy,
        default=CanonicalPolicy.OURS,
        help_text=_("Chọn «bản gốc» nếu nguồn đòi máy tìm kiếm chỉ ghi bài của họ."),
    )

    class Meta:
        verbose_name = _("nguồn")
        verbose_name_plural = _("nguồn")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def place_of(self, original: str) -> str:
        """Return where readers are led for an article of the source; "" for nowhere.

        Args:
            original: where the article stands there; "" where nobody noted it.
        """
        if self.link_policy == self.LinkPolicy.NONE:
            return ""
        return original or self.address

    @property
    def asks_for_original(self) -> bool:
        """Whether search engines should find the original instead of our copy."""
        return self.canonical_policy == self.CanonicalPolicy.ORIGINAL

    @property
    def rel(self) -> str:
        """The ``rel`` attribute of a link to the source."""
        return "noopener" if self.link_policy == self.LinkPolicy.FOLLOW else "noopener nofollow"


class Republished(models.Model):
    """What of an article says where it was copied from, if it was."""

    source = models.ForeignKey(
        Source,
        verbose_name=_("nguồn"),
        on_delete=models.PROTECT,
        related_name="articles",
        null=True,
        blank=True,
        help_text=_("Chỉ điền khi đăng lại bài của nơi khác."),
    )
    source_url = models.URLField(_("địa chỉ bài gốc"), max_length=500, blank=True)
    sign_off = NfcCharField(
        _("ký tên hãng tin"),
        max_length=120,
        blank=True,
        help_text=_("Dòng cuối bài của hãng tin, ví dụ: (TTXVN/Vietnam+)"),
    )

    class Meta:
        abstract = True

    @property
    def source_place(self) -> str:
        """Where readers are led for the original, or else for its outlet; "" for nowhere."""
        return self.source.place_of(self.source_url) if self.source else ""

    @property
    def is_canonical_elsewhere(self) -> bool:
        """Whether search engines should find the original; the twin of ``CANONICAL_ELSEWHERE``."""
        source = self.source
        return bool(source and source.asks_for_original and self.source_url)
