"""Words that an article's fields choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# What the desk's list of articles is ordered and filtered by, in one index.
LISTED = (
    *("-saved_at", "-id", "status", "published_at", "expires_at"),
    *("category", "source", "created_by", "lead_photo"),
)


class Status(models.TextChoices):
    """How far an article has come; only ``articles.publishing`` moves it."""

    DRAFT = "draft", _("bản nháp")
    IN_REVIEW = "in_review", _("chờ duyệt")
    APPROVED = "approved", _("đã duyệt")
    PUBLISHED = "published", _("đã đăng")
    WITHDRAWN = "withdrawn", _("đã gỡ")


class Precision(models.TextChoices):
    """How exactly a publication time is known."""

    MINUTE = "minute", _("ngày và giờ")
    DAY = "day", _("chỉ ngày")


class Language(models.TextChoices):
    """The languages that articles are written in."""

    VIETNAMESE = "vi", _("tiếng Việt")
    ENGLISH = "en", _("tiếng Anh")
    RUSSIAN = "ru", _("tiếng Nga")


class CommentPolicy(models.TextChoices):
    """Which readers may comment."""

    OPEN = "open", _("mở")
    ACCOUNT = "account", _("chỉ người có tài khoản")
    CLOSED = "closed", _("đóng")


class AgeRating(models.TextChoices):
    """The age marks of Russian law, which most papers of the diaspora print."""

    ALL = "0+", "0+"
    SIX = "6+", "6+"
    TWELVE = "12+", "12+"
    SIXTEEN = "16+", "16+"
    EIGHTEEN = "18+", "18+"
