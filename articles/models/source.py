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
