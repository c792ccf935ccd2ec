"""What a picture file says about itself: caption, credit and alt in XMP, IPTC and EXIF.

Agencies write these into every photo they send. They are read once, at upload; of
everything in the file only the credit is written into what we keep.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

from articles import text
from articles.pictures import xmp as photo_xmp

LONGEST = {"caption": 2000, "credit": 200, "alt": 300}  # characters

CHARSET, BY_LINE, CREDIT, CAPTION = (1, 90), (2, 80), (2, 110), (2, 120)
UTF_8 = b"\x1b%G"
ARTIST, COPYRIGHT = ExifTags.Base.Artist, ExifTags.Base.Copyright

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Tones of the Vietnamese code page 1258 stand behind their vowel as marks of their own.
_TONE_MARKS = re.compile("[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)
_LETTERS_OF_1258 = re.compile("[đơưă]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a file, tidy and short enough to keep; empty where it says nothing."""

    caption: str = ""
    credit: str = ""
    alt: str = ""


def told_by(picture: Image.Image) -> Told:
    """Return what an opened picture says about itself. A broken part says nothing."""
    xmp = photo_xmp.words_in(_packet_of(picture))
    iptc = _carefully(_iptc, picture)
    exif = _carefully(_exif, picture)
    maker = _first(xmp.get("creator"), iptc.get(BY_LINE), exif.get(ARTIST))
    agency = _first(xmp.get("credit"), iptc.get(CREDIT), exif.get(COPYRIGHT))
    return Told(
        caption=_tidy(_first(xmp.get("description"), iptc.get(CAPTION)), LONGEST["caption"]),
        credit=_tidy(_signed(maker, agency), LONGEST["credit"]),
        alt=_tidy(_first(xmp.get("alt")), LONGEST["alt"]),
    )


def credit_parts(credit: str) -> dict[str, Any]:
    """Return the metadata to save a JPEG with: its credit in EXIF and XMP, nothing else."""
    if not credit:
        return {}
    exif = Image.Exif()
    exif[ARTIST] = exif[COPYRIGHT] = credit.encode()
    return {"exif": exif.tobytes(), "xmp": photo_xmp.packet(credit)}


def _packet_of(picture: Image.Image) -> bytes:
    found = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return found.encode(errors="ignore") if isinstance(found, str) else bytes(found)


def _iptc(picture: Image.Image) -> dict[tuple[int, int], list[str]]:
    records = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    is_utf_8 = UTF_8 in _listed(records.get(CHARSET, b""))
    return {
        key: [_decoded(value, is_utf_8) for value in _listed(records[key])]
        for key in (BY_LINE, CREDIT, CAPTION)
        if key in records
    }


def _exif(picture: Image.Image) -> dict[int, list[str]]:
    exif = picture.getexif()
    found: dict[int, list[str]] = {}
    for tag in (ARTIST, COPYRIGHT):
        value = exif.get(tag, "")
        if isinstance(value, str):
            # The library reads ASCII fields as Latin-1; programs write UTF-8 into them.
            with suppress(UnicodeError):
                value = _decoded(value.encode("latin-1"), is_utf_8=False)
            found[tag] = [value.split("\x00")[0]]
    return found


def _carefully[Key](
    read: Callable[[Image.Image], dict[Key, list[str]]], picture: Image.Image
) -> dict[Key, list[str]]:
    """Read a part of a hostile file: the library stumbles in more ways than it names."""
    try:
        return read(picture)
    except Exception:
        return {}


def _listed(value: bytes | list[bytes]) -> list[bytes]:
    return value if isinstance(value, list) else [value]


def _decoded(value: bytes, is_utf_8: bool) -> str:
    """Decode what may be UTF-8 without saying so, or a code page of the West or of Vietnam."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        if is_utf_8:
            return value.decode(errors="ignore")
    vietnamese = value.decode("cp1258", errors="ignore")
    tones = len(_TONE_MARKS.findall(vietnamese))
    if tones > 1 or (tones and _LETTERS_OF_1258.search(vietnamese)):
        return vietnamese
    return value.decode("cp1252", errors="ignore")


def _first(*candidates: Iterable[str] | None) -> str:
    """Return the first thing that any of these says, in this order."""
    return next((words for found in candidates for words in found or () if words.strip()), "")


def _signed(maker: str, agency: str) -> str:
    """Sign as papers do: who made it, then whose it is, each once."""
    if not agency or text.match_key(agency) in text.match_key(maker):
        return maker or agency
    if not maker or text.match_key(maker) in text.match_key(agency):
        return agency
    return f"{maker}/{agency}"


def _tidy(words: str, longest: int) -> str:
    """Put words on lines without controls, in NFC, cut at a word where they are too long."""
    plain = " ".join(_CONTROL.sub(" ", text.nfc(words)).split())
    if len(plain) <= longest:
        return plain
    whole_words = plain[:longest].rpartition(" ")[0]
    return (whole_words or plain)[: longest - 1].rstrip(" ,;:") + "…"
