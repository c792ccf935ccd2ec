"""The house rules of the conversation, version by version, and who accepted which."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NfcTextField


class HouseRulesQuerySet(models.QuerySet["HouseRules"]):
    """Versions of the house rules."""

    def in_force(self) -> Self:
        """Keep the versions that were published by now, the current one first."""
        return self.filter(published_at__lte=timezone.now()).order_by("-version")


class HouseRules(models.Model):
    """One version of the rules that readers accept with their first comment."""

    version = models.PositiveIntegerField(_("bản số"), unique=True)
    text = NfcTextField(_("nội dung"), help_text=_("Mỗi điều một đoạn, cách nhau một dòng trống."))
    published_at = models.DateTimeField(
        _("có hiệu lực từ"), help_text=_("Từ lúc này, người gửi bình luận phải đồng ý bản mới.")
    )

    objects = HouseRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy tắc bình luận")
        verbose_name_plural = _("quy tắc bình luận")
        ordering = ("-version",)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="house_rules_say_something"),
        )

    def __str__(self) -> str:
        return str(_("Bản %(version)s")) % {"version": self.version}


class RulesAcceptance(models.Model):
    """That a voice accepted a version."""

    voice = models.CharField(_("dấu của người viết"), max_length=64)
    rules = models.ForeignKey(
        HouseRules,
        verbose_name=_("quy tắc"),
        on_delete=models.PROTECT,
        related_name="acceptances",
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lần đồng ý quy tắc")
        verbose_name_plural = _("lần đồng ý quy tắc")
        constraints = (
            models.UniqueConstraint(fields=("voice", "rules"), name="one_acceptance_a_version"),
        )

    def __str__(self) -> str:
        return str(self.rules)
