"""Uploads from the desk, one file after another: each is kept, known already, or refused."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import pictures
from articles.models import Photo
from articles.pictures.metadata import Told

MOST_FILES = 20  # in one request
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is in the library now, or was already."""

    photo: Photo
    name: str
    is_duplicate: bool
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not kept, and why, as a sentence that says what to do."""

    name: str
    why: str


def take(upload: "UploadedFile[Any]", by: Any, again: bool = False) -> Kept | Refused:
    """Keep an uploaded file as a new photo.

    Args:
        by: the uploader.
        again: keep it even when the same file is in the library.
    """
    name = shown_name(upload.name)
    try:
        if not again and (known := known_file(upload)):
            return Kept(known, name, is_duplicate=True, notes=[already_there(known)])
        photo = Photo()
        picture = photo.take_file(upload, by)
    except ValidationError as error:
        return Refused(name, " ".join(error.messages))
    return Kept(photo, name, is_duplicate=False, notes=notes_on(picture, taken=picture.told))


def known_file(upload: "UploadedFile[Any]") -> Photo | None:
    """Return the photo that was made from the very same file."""
    if not upload.size or upload.size > pictures.LARGEST_FILE:
        return None
    same = Photo.objects.exclude(file="").filter(upload_sha256=pictures.sha256_of(upload))
    found: Photo | None = same.select_related("uploaded_by").order_by("pk").first()
    return found


def already_there(photo: Photo) -> str:
    """Say that a file is in the library, since when, and by whom."""
    on = f"{timezone.localtime(photo.uploaded_at):%d/%m/%Y}"
    if photo.uploaded_by:
        return _("Ảnh này đã có trong kho (tải lên %(date)s bởi %(who)s).") % {
            "date": on,
            "who": photo.uploaded_by,
        }
    return _("Ảnh này đã có trong kho (tải lên %(date)s).") % {"date": on}


def notes_on(picture: pictures.Picture, taken: Told) -> list[str]:
    """Return what the uploader should know, with the words that were taken from the file."""
    names = [
        str(name)
        for words, name in (
            (taken.caption, _("chú thích")),
            (taken.credit, _("nguồn ảnh")),
            (taken.alt, _("mô tả ảnh")),
        )
        if words
    ]
    notes = list(picture.notes)
    if names:
        notes.append(
            _("Lấy từ thông tin trong tệp: %(what)s. Hãy đọc lại.") % {"what": ", ".join(names)}
        )
    return notes


def shown_name(name: str | None) -> str:
    """Return a file's name as it may be shown: one line, no path, no invisible letters."""
    last = str(name or "").replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    if len(plain) > LONGEST_NAME:
        plain = f"{plain[: LONGEST_NAME - 13]}…{plain[-12:]}"
    return plain or _("tệp không tên")
