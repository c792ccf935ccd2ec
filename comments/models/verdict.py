"""What may become of a comment, and for which reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What may become of a comment; a comment's status is its last decision's verdict."""

    PENDING = "pending", _("chờ duyệt")
    APPROVED = "approved", _("đã duyệt")
    REJECTED = "rejected", _("từ chối")
    SPAM = "spam", _("thư rác")
    REMOVED = "removed", _("người viết đã xóa")


class Reason(models.TextChoices):
    """Why a moderator rejects; the author reads the words, statistics count the codes."""

    INSULT = "insult", _("xúc phạm người khác")
    HATE = "hate", _("kích động thù hằn")
    OFF_TOPIC = "off_topic", _("lạc đề")
    UNVERIFIED = "unverified", _("thông tin chưa kiểm chứng")
    ADVERTISING = "advertising", _("quảng cáo")
    PRIVATE = "private", _("lộ thông tin riêng của người khác")
    ILLEGAL = "illegal", _("trái pháp luật")
    UNREADABLE = "unreadable", _("không đọc được")
    OTHER = "other", _("lý do khác")
