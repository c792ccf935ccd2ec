"""Uploads: what is kept of a file, and what is refused in words that say what to do."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import ExifTags, Image

from articles import pictures
from articles.models import Photo
from articles.pictures import uploads as photo_uploads
from tests.builders import a_photo, a_user
from tests.picture_files import (
    BY_LINE,
    CAPTION,
    CHARSET,
    CREDIT,
    a_gif_that_declares,
    a_jpeg,
    a_jpeg_that_declares,
    a_picture,
    a_png_that_declares,
    a_red_profile,
    a_webp_that_declares,
    an_exif,
    an_upload,
    an_xmp,
    in_file,
    with_iptc,
)

MEGABYTE = 1024 * 1024


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("anh.jpg", a_jpeg())
    return out.getvalue()


def kept(content: bytes, name="anh.jpg") -> Image.Image:
    """The file that is kept of an upload."""
    picture = pictures.read(ContentFile(content, name=name))
    return Image.open(picture.as_jpeg(picture.told.credit))


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
# Name → content, and a word of the refusal.
BAD = {
    "empty.jpg": (b"", "rỗng"),
    "page.jpg": (HTML, "trang web"),
    "page.png": (b"\n <html><body>", "trang web"),
    "script.jpg": (b"<?php system($_GET['c']); ?>", "trang web"),
    "shell.gif": (b"#!/bin/sh\nrm -rf /", "trang web"),
    "drawing.svg": (SVG, "SVG"),
    "drawing.png": (SVG, "SVG"),
    "drawing-bom.png": (b"\xef\xbb\xbf<svg onload=x>", "SVG"),
    "drawing-utf16.png": ("\ufeff<svg onload=x>".encode("utf-16-le"), "SVG"),
    "late.svg": (b"<!-- " + b"x" * 500 + b" --><svg>", "SVG"),
    "paper.pdf": (b"%PDF-1.7\n", "PDF"),
    "archive.jpg": (a_zip(), "tệp nén"),
    "archive.gz": (b"\x1f\x8b\x08\x00", "tệp nén"),
    "film.mp4": (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "video"),
    "film.jpg": (b"\x1aE\xdf\xa3webm", "video"),
    "sound.jpg": (b"ID3\x04\x00", "video"),
    "phone.heic": (b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00", "HEIC"),
    "icon.ico": (b"\x00\x00\x01\x00\x01\x00", "ICO"),
    "old.bmp": (in_file(a_picture((20, 20)), "BMP"), "BMP"),
    "huge.tif": (b"II*\x00" + b"\x00" * 2000, "TIFF"),
    "raw.cr2": (b"MM\x00*" + b"\x00" * 2000, "TIFF"),
    "layers.psd": (b"8BPS\x00\x01", "PSD"),
    "new.jxl": (b"\xff\x0a\x00", "JPEG XL"),
    "text.jpg": (b"just words", "không phải là ảnh"),
    "nulls.jpg": (b"\x00" * 5000, "không phải là ảnh"),
    "magic-only.jpg": (b"\xff\xd8\xff", "hỏng"),
    "magic-only.png": (b"\x89PNG\r\n\x1a\n", "hỏng"),
    "magic-only.gif": (b"GIF89a", "hỏng"),
    "magic-only.webp": (b"RIFF\x00\x00\x00\x00WEBP", "hỏng"),
    "magic-only.avif": (b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00", "hỏng"),
    "truncated.jpg": (a_jpeg((1200, 900), quality=95)[:4000], "đứt giữa chừng"),
    "truncated.png": (in_file(a_picture(), "PNG")[:-200], "đứt giữa chừng"),
    "truncated.webp": (in_file(Image.effect_noise((300, 300), 90), "WEBP")[:3000], "hỏng"),
    "bomb.png": (a_png_that_declares(30_000, 30_000), "quá lớn"),
    "196-megapixels.png": (a_png_that_declares(14_000, 14_000), "quá lớn"),
    "100-megapixels.png": (a_png_that_declares(10_000, 10_000), "quá lớn"),
    "100-megapixels.jpg": (a_jpeg_that_declares(12_000, 8_400), "quá lớn"),
    "bomb.gif": (a_gif_that_declares(65_535, 65_535), "quá lớn"),
    "bomb.webp": (a_webp_that_declares(16_384, 16_384), "quá lớn"),
    "wide.png": (a_png_that_declares(50_000_001, 1), "quá lớn"),
    "junk.jpg": (a_jpeg() + b"\x00" * (64 * MEGABYTE), "nặng hơn 25 MB"),
    "really-png.jpg": (in_file(a_picture(), "PNG"), "Tệp tên .jpg nhưng là PNG"),
    "really-jpeg.png": (a_jpeg(), "Tệp tên .png nhưng là JPEG"),
    "really-webp.jpeg": (in_file(a_picture(), "WEBP"), "Tệp tên .jpeg nhưng là WEBP"),
    "picture.php": (a_jpeg(), "Tệp tên .php nhưng là JPEG"),
    "picture.jpg.exe": (a_jpeg(), "Tệp tên .exe nhưng là JPEG"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_picture_for_us_is_refused_in_clear_words(name):
    content, word = BAD[name]
    with pytest.raises(ValidationError) as refusal:
        pictures.read(ContentFile(content, name=name))
    assert word in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("JPEG", "a.jpg"),
        ("JPEG", "a.JPEG"),
        ("JPEG", "a.jfif"),
        ("JPEG", "a.jpe"),
        ("JPEG", "không đuôi"),
        ("PNG", "a.png"),
        ("WEBP", "a.webp"),
        ("GIF", "a.gif"),
        ("AVIF", "a.avif"),
    ],
)
def test_every_kind_we_read_is_kept_as_a_jpeg(form, name):
    file = kept(in_file(a_picture((1200, 800)), form), name)
    assert (file.format, file.mode, file.size) == ("JPEG", "RGB", (1200, 800))


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("PNG", "RGBA"),
        ("GIF", "P"),
        ("WEBP", "RGBA"),
    ],
)
def test_every_way_of_writing_colours_shows_the_same_picture(form, mode):
    suffix = form.lower().replace("jpeg", "jpg")
    file = kept(in_file(a_picture((400, 300), "black", mode), form), f"a.{suffix}")
    assert file.mode == "RGB"
    assert min(file.getpixel((100, 150))) > 245
    assert max(file.getpixel((300, 150))) < 15


def test_sixteen_bits_of_grey_are_not_cut_off():
    grey = Image.new("I;16", (40, 40), 0x8000)
    assert kept(in_file(grey, "PNG"), "a.png").getpixel((20, 20)) == (128, 128, 128)


def test_transparency_is_laid_on_white():
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert kept(in_file(clear, "PNG"), "a.png").getpixel((20, 20)) == (255, 255, 255)


def test_colours_are_brought_into_srgb_by_the_profile_and_not_only_stripped_of_it():
    red = in_file(Image.new("RGB", (40, 40), (255, 0, 0)), "JPEG", icc_profile=a_red_profile())
    file = kept(red)
    r, g, _b = file.getpixel((20, 20))
    assert g > 200 > 60 > r
    assert "icc_profile" not in file.info


def test_a_broken_profile_does_not_lose_the_picture():
    file = kept(a_jpeg(icc_profile=b"not a profile" * 20))
    assert file.size == (900, 600)


def test_a_picture_taken_sideways_stands_upright():
    lying = a_jpeg((900, 600), exif=an_exif(Orientation=6))
    file = kept(lying)
    assert file.size == (600, 900)
    assert min(file.getpixel((300, 100))) > 245  # Its left half, the white one, is on top.


def test_a_large_picture_is_made_smaller():
    assert kept(a_jpeg((4000, 3000))).size == (2400, 1800)


def test_of_a_moving_picture_the_first_frame_is_kept_and_the_uploader_is_told():
    frames = [a_picture((60, 40), colour) for colour in ("red", "blue")]
    for form, name in (("GIF", "a.gif"), ("WEBP", "a.webp"), ("PNG", "a.png")):
        content = in_file(frames[0], form, save_all=True, append_images=frames[1:])
        picture = pictures.read(ContentFile(content, name=name))
        assert picture.image.getpixel((50, 20))[0] > 200
        assert any("khung hình đầu" in note for note in picture.notes)


def test_what_is_hidden_behind_a_picture_is_not_kept():
    polyglot = a_jpeg(comment=b"<?php evil() ?>") + b"<?php system($_GET['c']); ?>"
    picture = pictures.read(ContentFile(polyglot, name="a.jpg"))
    assert b"<?php" not in picture.as_jpeg("").read()


# What the file says ------------------------------------------------------------


def told(content: bytes, name="anh.jpg"):
    return pictures.read(ContentFile(content, name=name)).told


def test_place_and_camera_are_gone_and_the_credit_stays():
    file = a_jpeg(exif=an_exif(Artist="Minh Hà/TTXVN".encode()), comment=b"GPS here")
    assert "bí mật".encode() in file
    picture = pictures.read(ContentFile(file, name="a.jpg"))
    written = picture.as_jpeg(picture.told.credit).read()
    assert "bí mật".encode() not in written
    assert b"GPS here" not in written
    again = Image.open(io.BytesIO(written))
    assert not again.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert set(again.getexif()) == {ExifTags.Base.Artist, ExifTags.Base.Copyright}
    assert told(written).credit == "Minh Hà/TTXVN"
    assert b"photoshop:Credit" in written


def test_without_a_credit_nothing_at_all_is_written():
    picture = pictures.read(ContentFile(a_jpeg(exif=an_exif()), name="a.jpg"))
    written = Image.open(picture.as_jpeg(""))
    assert "exif" not in written.info
    assert "xmp" not in written.info


def test_an_agency_caption_and_credit_are_read_from_iptc():
    records = [
        (CHARSET, b"\x1b%G"),
        (BY_LINE, "Dương Giang".encode()),
        (CREDIT, b"TTXVN"),
        (CAPTION, "Chợ nổi\r\n  buổi sớm ở Cần Thơ.".encode()),
    ]
    words = told(with_iptc(a_jpeg(), records))
    assert words.caption == "Chợ nổi buổi sớm ở Cần Thơ."
    assert words.credit == "Dương Giang/TTXVN"
    assert words.alt == ""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # The Vietnamese code page writes tones behind their letters.
        ("Đươ\u0300ng phô\u0301 Huê\u0301".encode("cp1258"), "Đường phố Huế"),
        ("Ludovic Marès".encode("cp1252"), "Ludovic Marès"),
        ("São Paulo".encode("cp1252"), "São Paulo"),
        ("Perciò".encode("cp1252"), "Perciò"),
        ("Đường phố Huế".encode(), "Đường phố Huế"),
    ],
)
def test_captions_without_a_charset_are_guessed(written, read):
    assert told(with_iptc(a_jpeg(), [(CAPTION, written)])).caption == read


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF"])
def test_words_are_read_from_xmp(form):
    xmp = an_xmp(
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Bến sông.</rdf:li></rdf:Alt>'
        "</dc:description><dc:creator><rdf:Seq><rdf:li>Lan Anh</rdf:li></rdf:Seq></dc:creator>"
        "<photoshop:Credit>Lan Anh/AFP</photoshop:Credit><Iptc4xmpCore:AltTextAccessibility>"
        '<rdf:Alt><rdf:li xml:lang="vi">Thuyền</rdf:li></rdf:Alt>'
        "</Iptc4xmpCore:AltTextAccessibility>"
    )
    suffix = form.lower().replace("jpeg", "jpg")
    words = told(in_file(a_picture(), form, xmp=xmp), f"a.{suffix}")
    assert (words.caption, words.credit, words.alt) == ("Bến sông.", "Lan Anh/AFP", "Thuyền")


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(
        f"<!ENTITY {b} '" + f"&{a};" * 10 + "'>"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    "xmp",
    [
        an_xmp("<photoshop:Credit>&i;</photoshop:Credit>", LAUGHS),
        an_xmp("<photoshop:Credit>&i;</photoshop:Credit>", LAUGHS).decode().encode("utf-16"),
        an_xmp(
            "<photoshop:Credit>&f;</photoshop:Credit>",
            '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        ),
        an_xmp("<dc:a>" * 5000),
        an_xmp("<photoshop:Credit>AFP"),
        b"<x" * 10_000,
        b"\x00\xff" * 100,
    ],
)
def test_hostile_xmp_says_nothing_and_harms_nothing(xmp):
    words = told(a_jpeg(xmp=xmp))
    assert (words.caption, words.credit) == ("", "")


def test_hostile_iptc_says_nothing_and_harms_nothing():
    broken = with_iptc(a_jpeg(), [(CAPTION, b"x" * 200)]).replace(b"\x00\xc8x", b"\xff\xffx")
    assert told(broken).credit == ""


def test_words_of_a_file_are_cut_to_what_the_photo_holds():
    records = [(CAPTION, "chữ ".encode() * 5000), (CREDIT, b"x" * 32_000)]
    words = told(with_iptc(a_jpeg(), records))
    assert len(words.caption) <= 2000
    assert words.caption.endswith("chữ…")
    assert len(words.credit) <= 200


def test_marks_that_turn_text_around_are_taken_out():
    assert told(a_jpeg(exif=an_exif(Artist="A\u202eFP".encode()))).credit == "A FP"


# Keeping ------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_words_of_the_file_fill_only_what_was_left_empty():
    photo = Photo(caption="Chú thích của tòa soạn")
    file = with_iptc(a_jpeg(), [(CAPTION, b"Agency caption"), (CREDIT, b"AFP")])
    photo.take_file(an_upload(file))
    assert (photo.caption, photo.credit, photo.alt) == ("Chú thích của tòa soạn", "AFP", "")


@pytest.mark.django_db
def test_a_file_name_never_becomes_a_description():
    taken = photo_uploads.take(an_upload(name="IMG_0001.jpg"), a_user())
    assert (taken.photo.alt, taken.photo.caption) == ("", "")
    assert "IMG_0001" not in taken.photo.file.name


@pytest.mark.django_db
def test_the_same_file_is_recognised_and_may_still_be_kept_twice():
    lan = a_user("lan", display_name="Lan")
    first = photo_uploads.take(an_upload(), lan)
    second = photo_uploads.take(an_upload(name="tên khác.jpg"), a_user())
    assert second.is_duplicate
    assert second.photo == first.photo
    assert "Ảnh này đã có trong kho" in second.notes[0]
    assert "bởi Lan" in second.notes[0]
    third = photo_uploads.take(an_upload(), a_user(), again=True)
    assert third.photo != first.photo
    assert Photo.objects.count() == 2


@pytest.mark.django_db
def test_a_photo_whose_file_was_taken_away_is_no_copy():
    photo = photo_uploads.take(an_upload(), a_user()).photo
    photo.file = ""
    photo.forget_file()
    photo.save()
    assert not photo_uploads.take(an_upload(), a_user()).is_duplicate


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/x.jpg",
        "..\\..\\x.jpg",
        "a\x00b.jpg",
        "x" * 300 + ".jpg",
        "gpj.\u202exxx.jpg",
        "  .jpg",
        "\u200b.jpg",
        "CON.jpg",
        "ảnh của tôi 🙂.jpg",
        "<b>x</b>.jpg",
    ],
)
@pytest.mark.django_db
def test_no_name_of_a_file_does_harm(name):
    taken = photo_uploads.take(an_upload(name=name), a_user())
    assert isinstance(taken, photo_uploads.Kept), taken
    assert taken.photo.file.name.startswith("anh/")
    assert taken.photo.file.name.endswith("/goc.jpg")
    assert len(taken.name) <= photo_uploads.LONGEST_NAME
    assert taken.name.isprintable()
    assert "/" not in taken.name


@pytest.mark.django_db
def test_a_photo_without_a_file_can_get_one_later():
    photo = a_photo()
    photo.take_file(an_upload())
    photo.refresh_from_db()
    assert photo.has_file
    assert len(photo.upload_sha256) == len(photo.file_sha256) == 64
    assert photo.file_sha256 != photo.upload_sha256


# The peak of this program alone: what ``getrusage`` tells includes the parent's.
MEASURE = """
import re, sys
import django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.base import File
from articles import pictures
def peak():
    return int(re.search("VmHWM:[^0-9]+([0-9]+)", open("/proc/self/status").read())[1])
before = peak()
try:
    pictures.read(File(open(sys.argv[1], "rb"), name=sys.argv[1]))
except ValidationError as refusal:
    print(refusal.messages[0], file=sys.stderr)
finally:
    print((peak() - before) // 1024)
"""
on_linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")


def measured(picture: Image.Image, path) -> tuple[int, str]:
    """Read a file in a process of its own: the megabytes that took, and the refusal."""
    picture.save(path)
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    return int(run.stdout), run.stderr


@on_linux
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_refusing_a_100_megapixel_file_costs_no_memory(name, tmp_path):
    """A real one, of which every pixel is there: 300 MB once decoded."""
    megabytes, refusal = measured(Image.new("RGB", (10_000, 10_000), "teal"), tmp_path / name)
    assert "quá lớn" in refusal
    assert megabytes < 20


@on_linux
def test_a_jpeg_of_fifty_megapixels_is_never_decoded_whole(tmp_path):
    megabytes, refusal = measured(Image.new("RGB", (8600, 5800), "teal"), tmp_path / "a.jpg")
    assert refusal == ""
    assert megabytes < 120
