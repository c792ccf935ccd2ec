"""Picture files: what an upload becomes, and the sizes a page may ask for.

An upload is never served as given: it is read, turned upright, stripped of its
metadata and written anew. Renditions are made once, at upload, as WebP.
"""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST_FILE = 25 * 1024 * 1024  # bytes
LARGEST_AREA = 50_000_000  # pixels: a decompression bomb is far above
LONGEST_SIDE = 2400  # pixels: what is kept of an upload
RENDITION_WIDTHS = (320, 640, 1280)  # pixels
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
QUALITY = 82


def reencode(upload: "File[Any]") -> "ContentFile[bytes]":
    """Return the picture in an upload, written anew as JPEG.

    Args:
        upload: a file open for reading, from a form or an importer.

    Raises:
        ValidationError: it is no picture, or too large; the message says which.
    """
    if upload.size > LARGEST_FILE:
        raise ValidationError(
            _("Tệp ảnh nặng hơn %(mb)s MB. Hãy thu nhỏ ảnh rồi tải lại.")
            % {"mb": LARGEST_FILE // 1024**2}
        )
    picture = _open(upload)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return ContentFile(_written(picture, "JPEG"), name="goc.jpg")


def _open(upload: "File[Any]") -> Image.Image:
    try:
        upload.seek(0)
        picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > LARGEST_AREA:
            raise ValidationError(
                _("Ảnh có hơn %(megapixels)s triệu điểm ảnh. Hãy thu nhỏ ảnh rồi tải lại.")
                % {"megapixels": LARGEST_AREA // 1_000_000}
            )
        picture.load()
        return _flat(ImageOps.exif_transpose(picture))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("Tệp này không phải là ảnh đọc được. Hãy dùng JPEG, PNG, WebP, AVIF hoặc GIF.")
        ) from error


def _flat(picture: Image.Image) -> Image.Image:
    """Lay a picture with transparency on white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def _written(picture: Image.Image, form: str) -> bytes:
    out = BytesIO()
    picture.save(out, form, quality=QUALITY)
    return out.getvalue()


def rendition_name(file_name: str, width: int) -> str:
    """Return the storage name of a rendition: it stands beside the original."""
    return f"{file_name.rpartition('/')[0]}/{width}.webp"


def widths_of(original_width: int) -> list[int]:
    """Return the widths of the renditions that a picture of this width has."""
    return [width for width in RENDITION_WIDTHS if width < original_width]


def make_renditions(file_name: str) -> None:
    """Write the renditions of a stored original that are not there yet.

    Args:
        file_name: the storage name of a file that ``reencode`` made.
    """
    with default_storage.open(file_name) as stored, Image.open(stored) as original:
        picture = original.convert("RGB")
    for width in widths_of(picture.width):
        name = rendition_name(file_name, width)
        if default_storage.exists(name):
            continue
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture.resize((width, height), Image.Resampling.LANCZOS)
        default_storage.save(name, ContentFile(_written(smaller, "WEBP")))
