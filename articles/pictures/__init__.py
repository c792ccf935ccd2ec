"""Picture files: what an upload becomes before it is kept.

An upload is never served as given. What it is and how large it is are told from
its first bytes; only then is it decoded, at no larger scale than we keep, turned
upright, brought into sRGB, laid on white and written anew, with the credit as its
only metadata.
"""

import hashlib
import struct
import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from articles.pictures import metadata as photo_metadata
from articles.pictures.kinds import HEAD, refuse_other_files
from articles.pictures.metadata import Told

LARGEST_FILE = 25 * 1024 * 1024  # bytes
LARGEST_AREA = 50_000_000  # pixels: a decompression bomb is far above
LONGEST_SIDE = 2400  # pixels: what is kept of an upload
LARGEST_PROFILE = 4 * 1024 * 1024  # bytes
QUALITY = 85
KEPT_NAME = "goc.jpg"

# The library raises these about pictures that are larger still than what we refuse.
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# Between its warning and its error we refuse as well, without a line in the server's log.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Picture:
    """An upload, read: its picture as we keep it, and what its file says.

    Attributes:
        sha256: of the bytes that were uploaded, by which the same file is recognised.
        notes: what the uploader should know, as sentences.
    """

    image: Image.Image
    sha256: str
    told: Told
    notes: tuple[str, ...] = ()

    def as_jpeg(self, credit: str) -> "ContentFile[bytes]":
        """Return the file to keep; the credit is all it says about itself."""
        out = BytesIO()
        metadata = photo_metadata.credit_parts(credit)
        self.image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True, **metadata)
        return ContentFile(out.getvalue(), name=KEPT_NAME)


def read(upload: "File[Any]") -> Picture:
    """Return the picture in an upload.

    Args:
        upload: a file open for reading, from a form, the importer or a command.

    Raises:
        ValidationError: it is refused; the message says what it is and what to do.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(
            _("Tệp ảnh nặng hơn %(mb)s MB. Hãy thu nhỏ ảnh rồi tải lại.")
            % {"mb": LARGEST_FILE // 1024**2}
        )
    upload.seek(0)
    head = upload.read(HEAD)
    kind = refuse_other_files(head, str(upload.name or ""))
    refuse_area(*declared_size(head, kind))
    upload.seek(0)
    try:
        image, told, notes = _decoded(upload, kind)
    except BOMBS as bomb:
        raise too_large() from bomb
    except ValidationError:
        raise
    except Exception as error:  # Decoders stumble over hostile files in many ways.
        raise ValidationError(
            _("Tệp ảnh hỏng hoặc bị đứt giữa chừng. Hãy chép lại từ nguồn rồi tải lại.")
        ) from error
    return Picture(image, sha256_of(upload), told, notes)


def sha256_of(upload: "File[Any]") -> str:
    """Return the SHA-256 of a whole file."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def declared_size(head: bytes, kind: str) -> tuple[int, int]:
    """Return the size that a WebP declares, whose decoder makes room before it is asked.

    The other kinds are opened without a decoder; for them it is (0, 0).
    """
    if kind != "WEBP" or len(head) < 30:
        return 0, 0
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return width + 1, height + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def refuse_area(width: int, height: int) -> None:
    """Refuse a picture of more pixels than we decode."""
    if width * height > LARGEST_AREA:
        raise too_large(width, height)


def too_large(width: int = 0, height: int = 0) -> ValidationError:
    """Return the refusal of a picture with too many pixels; its size where it is known."""
    size = f" ({width} × {height})" if width else ""
    return ValidationError(
        _(
            "Ảnh quá lớn%(size)s: hơn %(megapixels)s triệu điểm ảnh."
            " Hãy thu nhỏ, cạnh dài 6000 px là đủ, rồi tải lại."
        )
        % {"size": size, "megapixels": LARGEST_AREA // 1_000_000}
    )


def _decoded(upload: "File[Any]", kind: str) -> tuple[Image.Image, Told, tuple[str, ...]]:
    with Image.open(upload, formats=(kind,)) as picture:
        refuse_area(*picture.size)
        told = photo_metadata.told_by(picture)
        notes = []
        if getattr(picture, "is_animated", False) and picture.format != "MPO":
            picture.seek(0)
            notes.append(_("Ảnh động: chỉ giữ khung hình đầu."))
        profile = picture.info.get("icc_profile") or b""
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # A JPEG is decoded at a fraction.
        scalable = _scalable(picture)
        scalable.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, None)
        scalable.load()
        with suppress(Exception):  # A broken orientation leaves the picture as it lies.
            scalable = ImageOps.exif_transpose(scalable)
        image = _in_srgb(_on_white(scalable), profile)
    image.info = {}
    return image, told, tuple(notes)


def _scalable(picture: Image.Image) -> Image.Image:
    """Return a picture in a mode that can be made smaller smoothly."""
    if picture.mode in ("1", "P", "PA"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode.startswith("I"):  # Sixteen bits of grey.
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay a picture with transparency on white."""
    if not picture.has_transparency_data:
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Bring the colours into sRGB, by the picture's own profile where it has a good one."""
    if 0 < len(profile) <= LARGEST_PROFILE:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, own, SRGB, outputMode="RGB")
            if converted is not None:
                return converted
    return picture.convert("RGB")
