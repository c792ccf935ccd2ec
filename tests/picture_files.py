"""Files as people upload them: pictures of every kind, and what only looks like one."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms, ImageDraw

CREDIT, CAPTION, BY_LINE, CHARSET = (2, 110), (2, 120), (2, 80), (1, 90)


def a_picture(size=(900, 600), colour="teal", mode="RGB") -> Image.Image:
    """A picture with something in it: halves of two colours."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1]), fill="white")
    return picture.convert(mode)


def in_file(picture: Image.Image, form="JPEG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def a_jpeg(size=(900, 600), **options) -> bytes:
    return in_file(a_picture(size), "JPEG", **options)


def an_upload(content: bytes | None = None, name="anh.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, a_jpeg() if content is None else content, kind)


def a_png_that_declares(width: int, height: int) -> bytes:
    """A few hundred bytes that would become gigabytes when decoded."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 10_000))
        + chunk(b"IEND", b"")
    )


def a_gif_that_declares(width: int, height: int) -> bytes:
    whole = bytearray(in_file(a_picture((4, 4)), "GIF"))
    whole[6:10] = struct.pack("<HH", width, height)
    return bytes(whole)


def a_webp_that_declares(width: int, height: int) -> bytes:
    """The extended form, whose decoder makes room for what the header says."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + size
    chunks += b"ANIM" + struct.pack("<I", 6) + b"\x00" * 6
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def a_jpeg_that_declares(width: int, height: int) -> bytes:
    whole = bytearray(a_jpeg((8, 8)))
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(whole)


def with_iptc(jpeg: bytes, records: list[tuple[tuple[int, int], bytes]]) -> bytes:
    """Put IPTC records into a JPEG, where agencies put them."""
    data = b"".join(
        b"\x1c" + bytes(key) + struct.pack(">H", len(value)) + value for key, value in records
    )
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data
    resource += b"\x00" * (len(data) % 2)
    body = b"Photoshop 3.0\x00" + resource
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def an_xmp(inside: str, before: str = "") -> bytes:
    return (
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Hà Nội">'
        f"{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def an_exif(**tags: object) -> bytes:
    """EXIF with these tags, and always with the place and the camera."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Máy ảnh bí mật".encode()
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (21.0, 1.0, 42.0)
    for name, value in tags.items():
        exif[ExifTags.Base[name]] = value
    return exif.tobytes()


def a_red_profile() -> bytes:
    """A colour profile in which what is written as red is shown as green.

    Three bytes of its first colorants change places: a picture that only lost the
    profile would show wrong colours.
    """
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    tags = {}
    (count,) = struct.unpack(">I", profile[128:132])
    for n in range(count):
        at = 132 + 12 * n
        tags[profile[at : at + 4]] = at
    swapped = bytearray(profile)
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    swapped[red + 4 : red + 12] = profile[green + 4 : green + 12]
    swapped[green + 4 : green + 12] = profile[red + 4 : red + 12]
    return bytes(swapped)
