"""Comments, and the words of reading them."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.fields import KeyField, NfcCharField, NfcTextField
from comments.models.decision import Decision
from comments.models.verdict import Verdict


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, in the words of moderation."""

    def approved(self) -> Self:
        """Keep comments whose status and last recorded decision both approve these words.

        A status alone proves nothing: a fixture, an import or a slip of code can set
        it. Without an approving Decision about this very edition, and none after it, a
        comment stays invisible.
        """
        last = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk")
        return (
            self.filter(status=Verdict.APPROVED)
            .alias(
                last_verdict=Subquery(last.values("verdict")[:1]),
                last_edition=Subquery(last.values("edition")[:1]),
            )
            .filter(last_verdict=Verdict.APPROVED, last_edition=F("edition"))
        )

    def removed(self) -> Self:
        """Keep comments that their own authors took back, and that the trail says so of.

        Not those that a moderator or a rule had hidden before: nobody brings replies
        back by removing a comment that was rejected.
        """
        trail = Decision.objects.filter(comment=OuterRef("pk")).order_by("-pk")
        before = trail.exclude(verdict=Verdict.REMOVED)
        return (
            self.filter(status=Verdict.REMOVED)
            .alias(
                last_verdict=Subquery(trail.values("verdict")[:1]),
                verdict_before=Subquery(before.values("verdict")[:1]),
            )
            .filter(
                last_verdict=Verdict.REMOVED,
                verdict_before__in=(Verdict.PENDING, Verdict.APPROVED),
            )
        )

    def public(self) -> Self:
        """Keep what readers may see: approved, and no reply to something they may not see.

        Replies outlive a comment that its own author removed; those to one that a
        moderator took away go with it.
        """
        parents = Comment.objects.filter(parent=None, pk=OuterRef("parent"))
        return self.approved().filter(
            Q(parent=None) | Exists(parents.approved()) | Exists(parents.removed())
        )

    def tombstones(self) -> Self:
        """Keep comments without their words: their authors removed them, public replies stay."""
        replies = Comment.objects.filter(parent=OuterRef("pk"))
        return self.removed().filter(Exists(replies.approved()), parent=None)

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
    answered = models.ForeignKey(
        "self",
        verbose_name=_("đáp lời của"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        help_text=_("Trong một luồng: trả lời nào được đáp; trống là đáp bình luận đầu luồng."),
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
    edition = models.PositiveIntegerField(
        _("lần viết"),
        default=1,
        editable=False,
        help_text=_("Người viết sửa thì thêm một; quyết định cũ không còn hiệu lực."),
    )
    edited_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True, editable=False)
    is_pick = models.BooleanField(
        _("tòa soạn chọn"), default=False, help_text=_("Ghim lên đầu, có dấu riêng.")
    )
    helpful_count = models.PositiveIntegerField(_("số lượt hữu ích"), default=0, editable=False)
    submission = models.UUIDField(
        _("mã lần gửi"),
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("Bấm hai lần vẫn là một lần gửi."),
    )
    voice = models.CharField(_("dấu của người viết"), max_length=64, blank=True, editable=False)
    network = models.CharField(
        _("dấu của mạng"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Mã băm có khóa, muối đổi mỗi ngày; bị quên sau thời hạn lưu."),
    )
    email = models.EmailField(
        _("thư điện tử"),
        blank=True,
        help_text=_("Của khách, để báo khi có trả lời; không hiện ra."),
    )
    wants_replies = models.BooleanField(_("báo khi có trả lời"), default=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("bình luận")
        verbose_name_plural = _("bình luận")
        ordering = ("-created_at", "-pk")
        permissions = (("moderate_comment", _("Được kiểm duyệt bình luận")),)
        indexes = (
            models.Index(fields=("article", "status", "created_at"), name="comment_of_article"),
            models.Index(fields=("status", "created_at"), name="comment_queue"),
            # A page of threads is read along one of these, however many there are.
            *(
                models.Index(
                    fields=("article", "status", "-is_pick", *order),
                    condition=Q(parent=None),
                    name=f"thread_{name}",
                )
                for name, order in (
                    ("newest_first", ("-created_at", "-id")),
                    ("oldest_first", ("created_at", "id")),
                    ("helpful_first", ("-helpful_count", "-created_at", "-id")),
                )
            ),
            models.Index(fields=("parent", "status", "created_at"), name="comment_replies"),
            models.Index(fields=("voice", "-created_at"), name="comment_of_voice"),
            models.Index(fields=("network", "-created_at"), name="comment_of_network"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="comment_answers_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        """Return where the comment stands, whichever page of the conversation that is."""
        address = reverse("comments:thread", args=[self.article_id, self.pk])
        return f"{address}#binh-luan-{self.pk}"

    @property
    def is_removed(self) -> bool:
        """Whether its own author took it back."""
        return self.status == Verdict.REMOVED
