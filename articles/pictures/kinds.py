"""What a file is, told from its first bytes: names and declared types may say anything.

``refuse_other_files`` is asked before any decoder sees an upload.
"""

import re
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEAD = 1024  # bytes that are looked at

# What we read, with the endings such a file may have; the first is the one we recommend.
ENDINGS = {
    "JPEG": ("jpg", "jpeg", "jpe", "jfif"),
    "PNG": ("png", "apng"),
    "WEBP": ("webp",),
    "GIF": ("gif",),
    "AVIF": ("avif",),
}
ACCEPTED = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)

UNKNOWN = _("Tệp này không phải là ảnh đọc được. Hãy dùng JPEG, PNG, WebP, AVIF hoặc GIF.")
EMPTY = _("Tệp rỗng. Hãy chép lại từ máy ảnh hoặc thẻ nhớ rồi tải lại.")
HEIC = _(
    "Kho chưa nhận ảnh HEIC. Hãy mở ảnh, xuất thành JPEG rồi tải lại"
    " (iPhone: Cài đặt → Camera → Định dạng → Tương thích nhất)."
)
VECTOR = _("Kho không nhận SVG, vì trong SVG có thể có mã. Hãy xuất hình thành PNG rồi tải lại.")
WEB_PAGE = _("Đây là trang web hoặc mã, không phải ảnh. Hãy lưu chính tấm ảnh rồi tải lại.")
PDF = _("Kho không nhận PDF. Hãy xuất trang cần dùng thành JPEG rồi tải lại.")
ARCHIVE = _("Đây là tệp nén hoặc tài liệu, không phải ảnh. Hãy lấy từng ảnh ra rồi tải lên.")
VIDEO = _("Đây là video hoặc âm thanh. Hãy lưu một khung hình thành JPEG rồi tải lại.")
OTHER_PICTURE = _("Kho chưa nhận kiểu ảnh %(kind)s. Hãy lưu thành JPEG rồi tải lại.")
WRONG_ENDING = _("Tệp tên .%(ending)s nhưng là %(kind)s. Hãy đổi tên thành .%(right)s rồi tải lại.")

# First bytes → what it is; of those we do not read, what to do instead.
READ = (
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"\x89PNG\r\n\x1a\n", "PNG"),
    (rb"GIF8[79]a", "GIF"),
    (rb"RIFF....WEBP", "WEBP"),
    (rb"....ftypavi[fs]", "AVIF"),
)
REFUSED: tuple[tuple[bytes, Promise], ...] = (
    (rb"....ftyp(?:hei|hev|mif1|msf1)", HEIC),
    (rb"....ftyp|\x1aE\xdf\xa3|RIFF....(?:AVI |WAVE)|OggS|ID3|\x00\x00\x01\xba|FLV", VIDEO),
    (rb"%PDF", PDF),
    (rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|\xd0\xcf\x11\xe0", ARCHIVE),
    (rb"(?s).{0,900}<svg[\s>]", VECTOR),
    (rb"(?is)\s*<(?:!doctype|html|head|body|script|\?php|\?xml|!--)|#!|<\?", WEB_PAGE),
)
# Text of two bytes a letter begins so.
TWO_BYTE_TEXT = (b"\xff\xfe", b"\xfe\xff")
OTHER_PICTURES = (
    (rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+", "TIFF/RAW"),
    (rb"BM", "BMP"),
    (rb"\x00\x00[\x01\x02]\x00", "ICO"),
    (rb"8BPS", "PSD"),
    (rb"\xff\x0a|\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (rb"\x00\x00\x00\x0cjP|\xff\x4f\xff\x51", "JPEG 2000"),
)


def kind_of(head: bytes) -> str | None:
    """Return which of the kinds in ``ENDINGS`` a file begins as; None is none of them."""
    return next((kind for start, kind in READ if re.match(start, head, re.DOTALL)), None)


def refuse_other_files(head: bytes, name: str) -> str:
    """Return the kind of a picture that we read, whose name says the same.

    Args:
        head: the first ``HEAD`` bytes.
        name: the file's name; one without an ending claims nothing.

    Raises:
        ValidationError: says what the file is and what to do.
    """
    kind = kind_of(head)
    if kind is None:
        raise ValidationError(_why_refused(head))
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lstrip(".").lower()
    if ending and ending not in ENDINGS[kind]:
        told = re.sub(r"[^\w-]", "", ending)[:12]
        words = {"ending": told, "kind": kind, "right": ENDINGS[kind][0]}
        raise ValidationError(str(WRONG_ENDING) % words)
    return kind


def _why_refused(head: bytes) -> str:
    if not head:
        return str(EMPTY)
    text = head[2:].replace(b"\x00", b"") if head[:2] in TWO_BYTE_TEXT else head
    for start, what_to_do in REFUSED:
        if re.match(start, text.removeprefix(b"\xef\xbb\xbf"), re.DOTALL):
            return str(what_to_do)
    for start, kind in OTHER_PICTURES:
        if re.match(start, head, re.DOTALL):
            return str(OTHER_PICTURE) % {"kind": kind}
    return str(UNKNOWN)
