"""Photo (ảnh): a picture, or the record of one whose file we do not have."""

import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import pictures, tasks
from articles.models.fields import KeyField, NfcCharField, NfcTextField
from articles.models.managers import NaturallyKeyed
from articles.pictures import renditions

SHARE = (MinValueValidator(0), MaxValueValidator(1))
# The widths, in pixels, of the one picture that feeds and old browsers get, and of a thumbnail.
USUAL_WIDTH, THUMBNAIL_WIDTH = 1280, 640


def upload_path(photo: "Photo", name: str) -> str:
    """Give the file a folder of its own: an uploader's file name is never an address."""
    folder = uuid.uuid4().hex
    return f"anh/{folder[:2]}/{folder}/{name}"


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A JPEG as other sites show it: the one of a page, a shape, or another size of a photo.

    Attributes:
        length: in bytes; None where it is not known without opening the file.
    """

    src: str
    width: int
    height: int
    length: int | None = None


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
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người tải lên"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    upload_sha256 = models.CharField(
        _("SHA-256 của tệp tải lên"), max_length=64, blank=True, db_index=True, editable=False
    )
    file_sha256 = models.CharField(
        _("SHA-256 của tệp giữ lại"), max_length=64, blank=True, editable=False
    )
    renditions = models.JSONField(_("bản thu nhỏ đã có"), default=dict, editable=False)
    words_key = KeyField(_("chữ để tìm"), source="caption credit alt", max_length=3000)

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
    def focus(self) -> tuple[float, float]:
        """The focal point, as shares from the left and from the top."""
        return self.focal_x, self.focal_y

    @property
    def src(self) -> str:
        """The address of a JPEG good for most screens; empty without a file."""
        if not self.file or not self.width:
            return ""
        widths = [w for w in self.renditions.get("jpeg", ()) if w <= USUAL_WIDTH]
        return self._rendition("jpeg", max(widths)) if widths else self.file.url

    @property
    def srcset(self) -> str:
        """The JPEGs for an ``srcset`` attribute, smallest first; empty without a file."""
        if not self.file or not self.width:
            return ""
        return f"{self._listed('jpeg', ', ')}{self.file.url} {self.width}w"

    @property
    def avif_srcset(self) -> str:
        """The AVIF renditions that are there, smallest first."""
        return self._listed("avif")

    @property
    def webp_srcset(self) -> str:
        """The WebP renditions that are there, smallest first."""
        return self._listed("webp")

    @property
    def thumbnail_src(self) -> str:
        """A small picture for lists at the desk; the original until there is one."""
        widths = [w for w in self.renditions.get("webp", ()) if w <= THUMBNAIL_WIDTH]
        return self._rendition("webp", max(widths)) if self.file and widths else self.src

    @property
    def share_picture(self) -> SharePicture | None:
        """What social networks show: the crop around the focal point, or the whole picture."""
        if not self.file or not self.width or not self.height:
            return None
        if not self.renditions.get("share"):
            return SharePicture(self.file.url, self.width, self.height)
        return self._crop("share")

    @property
    def shapes(self) -> list[SharePicture]:
        """The picture square, 4:3 and 16:9 for search engines; until there are these, as shared."""
        crops = renditions.crops_in(self.renditions)[1:] if self.file else []
        if crops:
            return [self._crop(crop) for crop in crops]
        return [self.share_picture] if self.share_picture else []

    @property
    def jpegs(self) -> list[SharePicture]:
        """The JPEGs of the whole picture that stand beside the original, smallest first."""
        if not self.file or not self.width or not self.height:
            return []
        found = []
        for width in self.renditions.get("jpeg", ()):
            name = renditions.name_of(str(self.file.name), "jpeg", width)
            height = max(1, round(self.height * width / self.width))
            length = renditions.length_of(name, self.renditions)
            found.append(SharePicture(self.file.storage.url(name), width, height, length))
        return found

    def _crop(self, crop: str) -> SharePicture:
        name = renditions.crop_name(str(self.file.name), crop, self.renditions["share"])
        size = renditions.crop_size(self.width or 0, self.height or 0, crop)
        length = renditions.length_of(name, self.renditions)
        return SharePicture(self.file.storage.url(name), *size, length)

    def _listed(self, form: str, end: str = "") -> str:
        widths = self.renditions.get(form, ()) if self.file else ()
        listed = ", ".join(f"{self._rendition(form, width)} {width}w" for width in widths)
        return listed and listed + end

    def _rendition(self, form: str, width: int) -> str:
        name = renditions.name_of(str(self.file.name), form, width)
        return str(self.file.storage.url(name))

    def take_file(self, upload: "File[Any]", by: Any = None) -> pictures.Picture:
        """Keep an upload as this photo's picture, written anew, and save the photo.

        Words that the photo lacks are taken from the file. The smaller sizes are made
        after the transaction; pages show the original until then.

        Args:
            by: the uploader; None is the portal itself.

        Returns:
            The upload as it was read: what its file said, and notes for the uploader.

        Raises:
            ValidationError: the upload is refused; the message says why.
        """
        picture = pictures.read(upload)
        self.keep_picture(picture, by)
        return picture

    def keep_picture(self, picture: pictures.Picture, by: Any = None) -> None:
        """Keep a picture that was read from an upload, and save the photo."""
        told = picture.told
        self.caption = self.caption or told.caption
        self.credit = self.credit or told.credit
        self.alt = self.alt or told.alt
        kept = picture.as_jpeg(self.credit)
        self.upload_sha256 = picture.sha256
        self.file_sha256 = pictures.sha256_of(kept)
        self.uploaded_by = self.uploaded_by or by
        self.renditions = {}
        self.file.save(pictures.KEPT_NAME, kept)
        self.order_renditions()

    def forget_file(self) -> None:
        """Know nothing of a file that was taken away; the photo is not saved."""
        self.upload_sha256 = self.file_sha256 = ""
        self.renditions = {}

    def order_renditions(self) -> None:
        """Have the smaller sizes made, and the share crop of a new focal point."""
        if self.file:
            order = partial(tasks.make_renditions.enqueue, self.pk)
            transaction.on_commit(order, robust=True)

    def get_absolute_url(self) -> str:
        """Return the lasting address of the picture, the one that bodies use."""
        return reverse("articles:photo", args=[self.pk])
