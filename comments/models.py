"""What readers say: comments, the decisions about them, ratings, reports, banned terms."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.fields import KeyField, NfcCharField, NfcTextField


class Verdict(models.TextChoices):
    """What may become of a comment; a comment's status is its last decision's verdict."""

    PENDING = "pending", _("chờ duyệt")
    APPROVED = "approved", _("đã duyệt")
    REJECTED = "rejected", _("từ chối")
    SPAM = "spam", _("thư rác")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, in the words of moderation."""

    def approved(self) -> Self:
        """Keep comments whose status and last recorded decision both approve.

        A status alone proves nothing: a fixture, an import or a slip of code can
        set it. Without an approving Decision row a comment stays invisible.
        """
        last = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk").values("verdict")
        return (
            self.filter(status=Verdict.APPROVED)
            .alias(last_verdict=Subquery(last[:1]))
            .filter(last_verdict=Verdict.APPROVED)
        )

    def public(self) -> Self:
        """Keep what readers may see: approved, and no reply to something they may not see."""
        approved_parents = Comment.objects.approved().filter(parent=None, pk=OuterRef("parent"))
        return self.approved().filter(Q(parent=None) | Exists(approved_parents))

    def waiting(self) -> Self:
        """Keep what a moderator has yet to look at, oldest first."""
        return self.filter(status=Verdict.PENDING).order_by("created_at", "pk")


class Comment(models.Model):
    """What a reader wrote under an article, or in reply to another comment."""

    article = models.ForeignKey(
        Article, verbose_name=_("bài"), on_delete=models.CASCADE, related_name="comments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("trả lời cho"),
        on_delete=models.CASCADE,
        related_name="replies",
        null=True,
        blank=True,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tài khoản"),
        on_delete=models.SET_NULL,
        related_name="comments",
        null=True,
        blank=True,
    )
    name = NfcCharField(_("tên"), max_length=80)
    text = NfcTextField(_("bình luận"), max_length=4000)
    key = KeyField(_("bình luận không dấu"), source="text", max_length=500)
    status = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=Verdict,
        default=Verdict.PENDING,
        editable=False,
    )
    created_at = models.DateTimeField(_("gửi lúc"), auto_now_add=True)
    submission = models.UUIDField(
        _("mã lần gửi"),
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("Bấm hai lần vẫn là một lần gửi."),
    )
    voice = models.CharField(_("dấu của người viết"), max_length=64, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("bình luận")
        verbose_name_plural = _("bình luận")
        ordering = ("-created_at", "-pk")
        permissions = (("moderate_comment", _("Được kiểm duyệt bình luận")),)
        indexes = (
            models.Index(fields=("article", "status", "created_at"), name="comment_of_article"),
            models.Index(fields=("status", "created_at"), name="comment_queue"),
            models.Index(fields=("voice", "-created_at"), name="comment_of_voice"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="comment_answers_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"


class Decision(models.Model):
    """That somebody, or a rule, decided about a comment; the trail is never rewritten."""

    comment = models.ForeignKey(
        Comment, verbose_name=_("bình luận"), on_delete=models.CASCADE, related_name="decisions"
    )
    verdict = models.CharField(_("quyết định"), max_length=10, choices=Verdict)
    rule = models.CharField(_("luật"), max_length=40, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    matched = models.CharField(_("đoạn khớp"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người quyết định"),
        on_delete=models.SET_NULL,
        related_name="decisions",
        null=True,
        blank=True,
        help_text=_("Trống: luật tự động."),
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("quyết định")
        verbose_name_plural = _("quyết định")
        ordering = ("pk",)
        indexes = (models.Index(fields=("comment", "-id"), name="decision_last_first"),)

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.reason}"


class Rating(models.Model):
    """One voter's judgement of one article; it may change, never double."""

    class Value(models.TextChoices):
        GOOD = "good", _("tốt")
        POOR = "poor", _("chưa tốt")

    article = models.ForeignKey(
        Article, verbose_name=_("bài"), on_delete=models.CASCADE, related_name="ratings"
    )
    voter = models.CharField(_("người đánh giá"), max_length=64, editable=False)
    value = models.CharField(_("đánh giá"), max_length=4, choices=Value)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    changed_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("đánh giá")
        verbose_name_plural = _("đánh giá")
        ordering = ("-changed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("article", "voter"), name="one_rating_for_article_and_voter"
            ),
        )
        indexes = (models.Index(fields=("article", "value"), name="rating_of_article"),)

    def __str__(self) -> str:
        return self.get_value_display()


class Report(models.Model):
    """That a reader found something wrong with a comment."""

    class Reason(models.TextChoices):
        INSULT = "insult", _("xúc phạm người khác")
        FALSE = "false", _("sai sự thật")
        SPAM = "spam", _("quảng cáo, thư rác")
        ILLEGAL = "illegal", _("trái pháp luật")
        OTHER = "other", _("lý do khác")

    comment = models.ForeignKey(
        Comment, verbose_name=_("bình luận"), on_delete=models.CASCADE, related_name="reports"
    )
    reporter = models.CharField(_("người báo"), max_length=64, editable=False)
    reason = models.CharField(_("lý do"), max_length=10, choices=Reason)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("báo cáo vi phạm")
        verbose_name_plural = _("báo cáo vi phạm")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("comment", "reporter"), name="one_report_for_comment_and_reporter"
            ),
        )

    def __str__(self) -> str:
        return self.get_reason_display()


class BannedTerm(models.Model):
    """Words that hold a comment back, matched as whole syllables."""

    class Match(models.TextChoices):
        EXACT = "exact", _("đúng dấu")
        FOLDED = "folded", _("bỏ dấu")

    term = NfcCharField(
        _("từ hoặc cụm từ"),
        max_length=100,
        unique=True,
        help_text=_("So nguyên tiếng, không phân biệt hoa thường. Ví dụ: vay nóng"),
    )
    match = models.CharField(
        _("cách so"),
        max_length=6,
        choices=Match,
        default=Match.EXACT,
        help_text=_("«Đúng dấu» phân biệt ma và má; «bỏ dấu» thì không."),
    )
    verdict = models.CharField(
        _("khi gặp"),
        max_length=10,
        choices=[
            (Verdict.PENDING.value, Verdict.PENDING.label),
            (Verdict.REJECTED.value, Verdict.REJECTED.label),
        ],
        default=Verdict.PENDING,
        help_text=_("Giữ bình luận lại cho người duyệt, hay từ chối ngay."),
    )

    class Meta:
        verbose_name = _("từ bị cấm")
        verbose_name_plural = _("từ bị cấm")
        ordering = ("term",)

    def __str__(self) -> str:
        return str(self.term)
