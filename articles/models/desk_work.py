"""What the desk keeps while people write: autosaves, presence, preview links, saved views."""

import uuid

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import NfcCharField

PREVIEW_SALT = "articles.preview_link"


class Autosave(models.Model):
    """What one editor has typed into one form and not saved yet.

    Attributes:
        key: the number of the article, or a name the form of a new article gave itself.
        typed: the fields of the form as the browser would send them.
        opened_version: the version that the form was opened with.
    """

    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người viết"),
        on_delete=models.CASCADE,
        related_name="autosaves",
    )
    key = models.CharField(_("của trang nào"), max_length=40)
    typed = models.JSONField(_("chữ đã gõ"))
    opened_version = models.PositiveIntegerField(_("mở từ lần lưu"), default=0)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    class Meta:
        verbose_name = _("bản tự lưu")
        verbose_name_plural = _("bản tự lưu")
        constraints = (
            models.UniqueConstraint(fields=("editor", "key"), name="autosave_one_per_form"),
        )

    def __str__(self) -> str:
        return self.key


class Presence(models.Model):
    """That an editor has an article open, and since when.

    Attributes:
        seen_at: when their browser last said so.
        taken_over_by: who asked them to let go, with a message.
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="presences",
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người mở"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    since = models.DateTimeField(_("từ lúc"), default=timezone.now)
    seen_at = models.DateTimeField(_("thấy lần cuối"), default=timezone.now)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nhận sửa"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    message = models.CharField(_("lời nhắn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("người đang mở bài")
        verbose_name_plural = _("người đang mở bài")
        ordering = ("since",)
        constraints = (
            models.UniqueConstraint(fields=("article", "editor"), name="presence_one_per_editor"),
        )

    def __str__(self) -> str:
        return str(self.editor)


class PreviewLink(models.Model):
    """A secret address at which somebody without an account reads what is not out yet."""

    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="preview_links",
    )
    reader = NfcCharField(
        _("gửi cho"), max_length=120, blank=True, help_text=_("Ai sẽ đọc, để sau này còn nhớ.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gửi"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    made_at = models.DateTimeField(_("gửi lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("liên kết xem trước")
        verbose_name_plural = _("liên kết xem trước")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.reader or str(self.guid)

    def get_absolute_url(self) -> str:
        """Return the secret address: signed, so that nobody can count or guess it."""
        token = signing.dumps(str(self.guid), salt=PREVIEW_SALT)
        return reverse("articles:secret_preview", args=[token])

    @property
    def is_open(self) -> bool:
        """Whether the address still answers."""
        return self.revoked_at is None and timezone.now() < self.expires_at


class SavedView(models.Model):
    """A search and filters of the list of articles, kept under a name."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("của ai"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    name = NfcCharField(_("tên"), max_length=60)
    query = models.CharField(_("bộ lọc"), max_length=1000)
    is_shared = models.BooleanField(_("cả tòa soạn dùng"), default=False)

    class Meta:
        verbose_name = _("danh sách đã lưu")
        verbose_name_plural = _("danh sách đã lưu")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="saved_view_has_its_name"),
        )

    def __str__(self) -> str:
        return self.name
