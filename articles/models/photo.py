"""Photo (ảnh): a picture, or the record of one whose file we do not have."""

import uuid
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import pictures
from articles.models.fields import NfcCharField, NfcTextField
from articles.models.managers import NaturallyKeyed

SHARE = (MinValueValidator(0), MaxValueValidator(1))


def upload_path(photo: "Photo", name: str) -> str:
    """Give the file a folder of its own: an uploader's file name is never an address."""
    folder = uuid.uuid4().hex
    return f"anh/{folder[:2]}/{folder}/{name}"


class Photo(NaturallyKeyed):
    """A picture with caption, credit and alt; each use may word caption and alt anew."""

    natural_key_fields = ("guid",)

    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ImageField(
        _("tệp ảnh"),
        upload_to=upload_path,
        width_field="width",
        height_field="height",
        blank=True,
        help_text=_("Bỏ trống nếu chỉ có chú thích; độc giả sẽ thấy một ô yên tĩnh thay ảnh."),
    )
    width = models.PositiveIntegerField(_("rộng (px)"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("cao (px)"), null=True, blank=True, editable=False)
    focal_x = models.FloatField(
        _("tâm ngang"),
        default=0.5,
        validators=SHARE,
        help_text=_("0 là mép trái, 1 là mép phải; khung cắt giữ điểm này."),
    )
    focal_y = models.FloatField(
        _("tâm dọc"), default=0.5, validators=SHARE, help_text=_("0 là mép trên, 1 là mép dưới.")
    )
    caption = NfcTextField(_("chú thích"), blank=True)
    credit = NfcCharField(
        _("nguồn ảnh"), max_length=200, blank=True, help_text=_("Ví dụ: AFP/TTXVN")
    )
    alt = NfcCharField(
        _("mô tả ảnh"),
        max_length=300,
        blank=True,
        help_text=_("Tả điều nhìn thấy trong ảnh, cho người không xem được ảnh."),
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        ordering = ("-uploaded_at", "-pk")
        indexes = (models.Index(fields=("-uploaded_at", "-id"), name="photo_newest_first"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="photo_focal_point_is_inside",
            ),
        )

    def __str__(self) -> str:
        return self.caption[:80] or self.alt[:80] or _("Ảnh %(id)s") % {"id": self.pk}

    @property
    def has_file(self) -> bool:
        """Whether there is a picture to show, and not only its record."""
        return bool(self.file)

    @property
    def src(self) -> str:
        """The address of a picture good for most screens; empty without a file."""
        if not self.file or not self.width:
            return ""
        widths = pictures.widths_of(self.width)
        return self._rendition(widths[-1]) if widths else self.file.url

    @property
    def srcset(self) -> str:
        """All sizes for an ``srcset`` attribute, smallest first; empty without a file."""
        if not self.file or not self.width:
            return ""
        sizes = [f"{self._rendition(w)} {w}w" for w in pictures.widths_of(self.width)]
        return ", ".join([*sizes, f"{self.file.url} {self.width}w"])

    def _rendition(self, width: int) -> str:
        return default_storage.url(pictures.rendition_name(str(self.file.name), width))

    def take_file(self, upload: "File[Any]") -> None:
        """Keep an upload as this photo's picture: written anew, in all sizes, and saved.

        Raises:
            ValidationError: the upload is no picture, or too large.
        """
        picture = pictures.reencode(upload)
        self.file.save("goc.jpg", picture)
        pictures.make_renditions(str(self.file.name))

    def get_absolute_url(self) -> str:
        """Return the lasting address of the picture, the one that bodies use."""
        return reverse("articles:photo", args=[self.pk])
