"""From bytes to text, or a clear word on why not."""

import re

from articles.importing.document import UnreadableDocument
from articles.text import nfc

MAX_BYTES = 2 * 1024 * 1024
"""The size of the largest document we read; a page of a paper is a few kilobytes."""

MAX_LINES = 20_000
"""The lines of the longest document we read; a page of a paper has a few hundred."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|\n|\r")

EMPTY = "Tệp rỗng."
BLANK = "Tệp không có chữ nào, chỉ có khoảng trắng."
TOO_LARGE = "Tệp lớn hơn {limit} MiB, mức tối đa của một trang."
TOO_LONG = "Tệp có hơn {limit} dòng, mức tối đa của một trang."
NOT_UTF8 = (
    "Tệp không phải UTF-8: byte 0x{byte:02X} ở vị trí {offset}. "
    "Có thể tệp dùng windows-1258, TCVN3 hoặc VNI; hãy lưu lại bằng UTF-8."
)
NOT_UTF16 = "Tệp có dấu UTF-16 ở đầu nhưng hỏng ở byte {offset}."
BINARY = "Tệp nhị phân, không phải văn bản: có ký tự điều khiển U+{code:04X}."


def decode(data: bytes) -> str:
    """Give the text of a document in NFC: UTF-8, or UTF-16 with its byte order mark.

    Raises UnreadableDocument for empty, blank, binary, too large and otherwise encoded documents.
    """
    if not data:
        raise UnreadableDocument(EMPTY)
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(TOO_LARGE, limit=MAX_BYTES // 1024**2)
    text = _from_utf16(data) if data.startswith(_UTF16_MARKS) else _from_utf8(data)
    control = _CONTROL.search(text)
    if control:
        line = _line_of(text[: control.start()])
        raise UnreadableDocument(BINARY, line=line, code=ord(control[0]))
    return nfc(text)


def split_lines(text: str) -> list[str]:
    """Split at LF, CR LF and CR only; the end of the last line makes no further line.

    Raises UnreadableDocument for more than MAX_LINES lines.
    """
    lines = _LINE_END.split(text)
    if len(lines) > MAX_LINES:
        raise UnreadableDocument(TOO_LONG, limit=MAX_LINES)
    return lines[:-1] if lines[-1] == "" else lines


def _from_utf8(data: bytes) -> str:
    if b"\x00" in data:
        line = _line_of(data[: data.index(b"\x00")].decode("latin-1"))
        raise UnreadableDocument(BINARY, line=line, code=0)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = error.start + len(data) - len(error.object)
        line = _line_of(data[:bad].decode("latin-1"))
        raise UnreadableDocument(NOT_UTF8, line=line, byte=data[bad], offset=bad) from error


def _from_utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(NOT_UTF16, offset=error.start) from error


def _line_of(text_before: str) -> int:
    return len(_LINE_END.findall(text_before)) + 1
