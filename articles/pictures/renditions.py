"""The smaller files of a photo: three formats in several widths, and crops for sharing.

They stand beside the original, are made once, and are never written anew under
their name. ``Photo.renditions`` lists those that are there; pages name no other.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

WIDTHS = (320, 640, 960, 1280, 1920)  # pixels
# AVIF at speed 8 takes a third of the library's own time for 7 % more bytes; above the
# widest phone, where an encoding costs most, speed 9 takes a quarter of that for 7 % more.
SPEED, SPEED_OF_WIDE, WIDE = 8, 9, 960
JPEG_WIDTHS = (640, 1280)  # For the few browsers that read nothing newer, and for feeds.
SHARE_SIZE = (1200, 630)  # pixels: what social networks show of a page
SHARE = "share"
# Key of a crop → the pixels it has at most. The last three are the shapes that Google asks of
# an article's picture: https://developers.google.com/search/docs/appearance/structured-data/article
CROPS = {SHARE: SHARE_SIZE, "1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}
SHAPES = ("1x1", "4x3", "16x9")
# A width of its own for a picture that is this much wider than the last common one.
WORTH_ITS_OWN = 1.15

Renditions = dict[str, Any]
# Key in ``Photo.renditions``: file name → bytes, of the JPEGs.
LENGTHS = "bytes"
# Key in ``Photo.renditions`` → format, ending, and how it is written.
FORMS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "avif": ("AVIF", "avif", {"quality": 58}),
    "webp": ("WEBP", "webp", {"quality": 78, "method": 4}),
    "jpeg": ("JPEG", "jpg", {"quality": 80, "optimize": True, "progressive": True}),
}


def widths_of(form: str, original_width: int) -> list[int]:
    """Return the widths that a picture of this width should have in a format."""
    if form == "jpeg":
        return [width for width in JPEG_WIDTHS if width < original_width]
    widths = [width for width in WIDTHS if width < original_width]
    if original_width <= WIDTHS[-1] and (not widths or original_width > widths[-1] * WORTH_ITS_OWN):
        widths.append(original_width)
    return widths


def wanted(width: int, focus: tuple[float, float]) -> Renditions:
    """Return what ``Photo.renditions`` says once everything is there.

    Args:
        width: of the original.
        focus: the focal point, as shares from the left and from the top.
    """
    sizes: Renditions = {form: widths_of(form, width) for form in FORMS}
    return sizes | {"share": share_mark(focus), "shapes": list(SHAPES)}


def share_mark(focus: tuple[float, float]) -> str:
    """Name the crops of a focal point: another point makes other files."""
    return f"{round(focus[0] * 100)}-{round(focus[1] * 100)}"


def name_of(file_name: str, form: str, width: int) -> str:
    """Return the storage name of a rendition: it stands beside the original."""
    return f"{folder_of(file_name)}/{width}.{FORMS[form][1]}"


def crop_name(file_name: str, crop: str, mark: str) -> str:
    """Return the storage name of a crop."""
    words = "chia-se" if crop == SHARE else f"cat-{crop}"
    return f"{folder_of(file_name)}/{words}-{mark}.jpg"


def crops_in(there: Renditions) -> list[str]:
    """Return the keys of the crops that ``Photo.renditions`` notes."""
    return [SHARE, *there.get("shapes", ())] if there.get("share") else []


def files_of(file_name: str, there: Renditions) -> list[str]:
    """Return the storage names of the renditions that ``Photo.renditions`` notes."""
    names = [name_of(file_name, form, width) for form in FORMS for width in there.get(form, ())]
    return names + [crop_name(file_name, crop, there["share"]) for crop in crops_in(there)]


def plain_files_of(file_name: str, there: Renditions) -> list[str]:
    """Return the storage names of the JPEGs: what feeds hand out, and say the length of."""
    return [name for name in files_of(file_name, there) if name.endswith(".jpg")]


def length_of(name: str, there: Renditions) -> int | None:
    """Return how many bytes a JPEG rendition has; None where that was not noted."""
    noted: dict[str, int] = there.get(LENGTHS, {})
    return noted.get(name.rpartition("/")[2])


def lacks_lengths(file_name: str, there: Renditions) -> bool:
    """Whether the length of some JPEG was not noted when it was made."""
    return any(length_of(name, there) is None for name in plain_files_of(file_name, there))


def folder_of(file_name: str) -> str:
    """Return the folder of an original and of everything made from it."""
    return file_name.rpartition("/")[0]


def crop_box(
    width: int, height: int, focus: tuple[float, float], crop: str = SHARE
) -> tuple[int, int, int, int]:
    """Return the part of a picture that a crop shows: as large as it can be.

    The focal point stands in the crop where it stands in the picture, as in the
    frames of cards (``object-position``).
    """
    across, down = CROPS[crop]
    inner_width = min(width, round(height * across / down))
    inner_height = min(height, round(width * down / across))
    left = round((width - inner_width) * focus[0])
    top = round((height - inner_height) * focus[1])
    return left, top, left + inner_width, top + inner_height


def crop_size(width: int, height: int, crop: str = SHARE) -> tuple[int, int]:
    """Return the size of a crop; a small picture is not blown up."""
    left, top, right, bottom = crop_box(width, height, (0, 0), crop)
    if right - left < CROPS[crop][0]:
        return right - left, bottom - top
    return CROPS[crop]


def make(file_name: str, focus: tuple[float, float], anew: bool = False) -> Renditions:
    """Write the renditions of a stored original that are not there yet.

    Args:
        anew: write those that are there as well, under their names.

    Returns:
        What is there now, for ``Photo.renditions``.
    """
    with default_storage.open(file_name) as stored, Image.open(stored, formats=("JPEG",)) as file:
        original = file.convert("RGB")
    original.info = {}
    there = wanted(original.width, focus)
    for name, form, options, picture in _due(file_name, original, there, focus, anew):
        out = BytesIO()
        picture.save(out, form, **options)
        default_storage.delete(name)
        default_storage.save(name, ContentFile(out.getvalue()))
    jpegs = plain_files_of(file_name, there)
    there[LENGTHS] = {name.rpartition("/")[2]: default_storage.size(name) for name in jpegs}
    return there


def _due(
    file_name: str, original: Image.Image, there: Renditions, focus: tuple[float, float], anew: bool
) -> Iterator[tuple[str, str, dict[str, Any], Image.Image]]:
    """Give what is to be written, largest first: each size is made from the one above."""
    for crop in crops_in(there):
        name = crop_name(file_name, crop, there["share"])
        if anew or not default_storage.exists(name):
            box, size = crop_box(*original.size, focus, crop), crop_size(*original.size, crop)
            cut = original.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
            yield name, "JPEG", FORMS["jpeg"][2], cut
    picture = original
    for width in sorted({w for form in FORMS for w in there[form]}, reverse=True):
        names = {f: name_of(file_name, f, width) for f in FORMS if width in there[f]}
        due = [f for f, name in names.items() if anew or not default_storage.exists(name)]
        if not due:
            continue
        height = max(1, round(original.height * width / original.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for form in due:
            yield names[form], FORMS[form][0], options_of(form, width), picture


def options_of(form: str, width: int) -> dict[str, Any]:
    """Return how the library is to write a rendition."""
    options = FORMS[form][2]
    if form == "avif":
        return options | {"speed": SPEED_OF_WIDE if width > WIDE else SPEED}
    return options
