"""Whether and how long readers may comment on an article: the part of it that decides."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.choices import CommentPolicy

LONGEST_OPEN = 3650
"""Days."""


class OpenToReaders(models.Model):
    """What of an article says who may comment, and until when.

    Nothing of it is kept as a state: a thread closes at its second with no job running.
    """

    comment_policy = models.CharField(
        _("bình luận"), max_length=10, choices=CommentPolicy, default=CommentPolicy.OPEN
    )
    comments_close_after = models.PositiveSmallIntegerField(
        _("đóng bình luận sau (ngày)"),
        null=True,
        blank=True,
        validators=(MaxValueValidator(LONGEST_OPEN),),
        help_text=_("Số ngày kể từ giờ đăng. Để trống: theo lệ chung của báo. 0: không tự đóng."),
    )

    class Meta:
        abstract = True

    published_at: datetime | None

    @property
    def is_public(self) -> bool:
        """Whether readers may see the article now."""
        return False

    @property
    def comments_close_at(self) -> datetime | None:
        """The second from which no more comments are taken; None where they stay open."""
        days = self.comments_close_after
        if days is None:
            days = settings.COMMENTS_CLOSE_AFTER_DAYS
        return self.published_at + timedelta(days=days) if self.published_at and days else None

    @property
    def has_closed_comments(self) -> bool:
        """Whether the desk closed the thread, or its days are over."""
        closes_at = self.comments_close_at
        is_over = closes_at is not None and closes_at <= timezone.now()
        return self.comment_policy == CommentPolicy.CLOSED or is_over

    @property
    def takes_comments(self) -> bool:
        """Whether readers may comment now: the article is public and its thread open."""
        return self.is_public and not self.has_closed_comments

    @property
    def asks_for_account(self) -> bool:
        """Whether only readers with an account may comment.

        A paper that wants accounts verified wants accounts: a guest has nothing to verify.
        """
        return (
            self.comment_policy == CommentPolicy.ACCOUNT
            or settings.COMMENTS_REQUIRE_ACCOUNT
            or settings.COMMENTS_VERIFICATION != "none"
        )
