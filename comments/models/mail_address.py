"""Addresses that wish to hear of replies, known by a keyed hash only."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class MailAddressQuerySet(models.QuerySet["MailAddress"]):
    """Addresses, in the words of whoever writes to them."""

    def willing(self) -> Self:
        """Keep those that did not say "never write to me again"."""
        return self.filter(muted_at=None)


class MailAddress(models.Model):
    """What the owner of an e-mail address told us: that it is theirs, or to be left alone.

    The address itself stands with the comment or the account that gave it, and is
    forgotten there. What its owner said is remembered under a keyed hash, so that a mute
    outlives the address.
    """

    key = models.CharField(_("dấu của địa chỉ"), max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("hỏi lần cuối"), null=True, blank=True, editable=False)
    asked_times = models.PositiveSmallIntegerField(_("số lần hỏi"), default=0, editable=False)
    network = models.CharField(
        _("dấu của mạng"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Của người để lại địa chỉ lần cuối; bị quên sau thời hạn lưu."),
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True, editable=False)
    muted_at = models.DateTimeField(_("thôi nhận lúc"), null=True, blank=True, editable=False)
    muted_threads = models.ManyToManyField(
        Comment,
        verbose_name=_("cuộc trò chuyện thôi theo dõi"),
        related_name="+",
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    objects = MailAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("địa chỉ nhận thư")
        verbose_name_plural = _("địa chỉ nhận thư")
        indexes = (models.Index(fields=("network", "asked_at"), name="mail_asked_of_network"),)

    def __str__(self) -> str:
        return self.key[:8]


class ReplyNotice(models.Model):
    """That one address was told of one reply: once, and never again."""

    reply = models.ForeignKey(
        Comment, verbose_name=_("trả lời"), on_delete=models.CASCADE, related_name="notices"
    )
    address = models.ForeignKey(
        MailAddress,
        verbose_name=_("địa chỉ nhận thư"),
        on_delete=models.CASCADE,
        related_name="notices",
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("thư báo trả lời")
        verbose_name_plural = _("thư báo trả lời")
        constraints = (
            models.UniqueConstraint(fields=("reply", "address"), name="one_notice_of_a_reply"),
        )

    def __str__(self) -> str:
        return str(self.reply_id)
