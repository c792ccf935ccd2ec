"""What only the whole body shows: its standfirst, its last lines, and faults of its copy."""

import math
import re
from collections.abc import Iterator

from articles.importing.document import Paragraph, PhotoLine
from articles.importing.draft import SIGN_OFF, Draft, Entry
from articles.importing.endings import (
    read_byline,
    read_last_sign_off,
    read_sign_off,
    read_theo,
    split_off_names,
    strip_end_mark,
)
from articles.text import match_key

WORDS_OF_A_BYLINE_ON_TOP = 5
LAST_LINES = 3
"""Paragraphs at the end that may be names rather than text."""

LONGEST_STANDFIRST_BELOW_A_PHOTO = 250
"""Characters: vietnamplus.vn puts the standfirst above the photo; a longer text below is body."""

OTHER_SOURCE = "Trang ghi thêm nguồn “{other}”; giữ “{kept}”."
STRAY_STOP = "Dấu chấm lạc giữa câu: “{words}”."
OUTLET_PREFIX = "Đoạn mở đầu bằng tên báo: “{words}”."
NO_CAPTION = "Ảnh không có chú thích."
END_MARK = "bỏ dấu hết tin “/.”"

_STRAY_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\s(?=[^\W\d_]{2})")
_OUTLET_PREFIX = re.compile(
    r"(?:\([A-ZĐ][A-ZĐa-z0-9.+]{1,14}\)|\w{2,20}\.(?:vn|VN|com|net)|"
    r"TTO|TPO|NLĐO|PLO|VOV[1-6]?|TTXVN|VTV[1-9]?)\s?[-–—]"
)
_CONTEXT = 20


def finish_body(draft: Draft, standfirst_follows_photo: bool) -> None:
    """Find byline, sign-off, source and standfirst among the paragraphs, and note faults.

    standfirst_follows_photo says whether the first paragraph is the standfirst even where a photo
    stands above it.
    """
    _take_byline_on_top(draft)
    _take_last_lines(draft)
    _strip_end_marks(draft)
    _take_standfirst(draft, standfirst_follows_photo)
    _note_faults(draft)


def _paragraphs(draft: Draft) -> list[Entry]:
    return draft.used_as("paragraph")


def _text(entry: Entry) -> str:
    return entry.block.text if isinstance(entry.block, Paragraph) else entry.line.text


def _take_byline_on_top(draft: Draft) -> None:
    top = _paragraphs(draft)[:1]
    names = read_byline(_text(top[0])) if top and len(_paragraphs(draft)) > 1 else ""
    if names and len(names.split()) <= WORDS_OF_A_BYLINE_ON_TOP and not draft.byline:
        draft.byline = names
        draft.use(top[0].line, "byline")


def _take_last_lines(draft: Draft) -> None:
    """Take byline, "Theo VOV" and a sign-off, be it glued to the last sentence."""
    paragraphs = _paragraphs(draft)[1:]
    below = [entry for entry in paragraphs if entry.line.number > (draft.last_line or math.inf)]
    for entry in below[-LAST_LINES:]:
        _take_last_line(draft, entry)
    for entry in reversed(paragraphs[: len(paragraphs) - len(below)][-LAST_LINES:]):
        if not _take_last_line(draft, entry):
            break
    for entry in _paragraphs(draft)[-1:]:
        _take_glued_sign_off(draft, entry)


def _take_glued_sign_off(draft: Draft, entry: Entry) -> None:
    sign_off = read_sign_off(_text(entry))
    if not sign_off or not sign_off.before or draft.sign_off:
        return
    text, names = split_off_names(sign_off.before)
    draft.sign(sign_off.text, sign_off.agency)
    draft.byline = draft.byline or names
    entry.block = Paragraph(text)
    entry.why = f"và {SIGN_OFF} {sign_off.text} ở cuối đoạn"


def _take_last_line(draft: Draft, entry: Entry) -> bool:
    text = _text(entry)
    sign_off, theo, names = read_last_sign_off(text), read_theo(text), read_byline(text)
    if not strip_end_mark(text):
        draft.drop(entry.line, END_MARK)
    elif sign_off and not draft.sign_off:
        draft.sign(sign_off.text, sign_off.agency)
        draft.use(entry.line, "source", SIGN_OFF)
    elif theo:
        if draft.source and match_key(draft.source) != match_key(theo):
            draft.note(OTHER_SOURCE, entry.line, other=theo, kept=draft.source)
        draft.source = draft.source or theo
        draft.use(entry.line, "source")
    elif names and not draft.byline:
        draft.byline = names
        draft.use(entry.line, "byline")
    else:
        return False
    return True


def _strip_end_marks(draft: Draft) -> None:
    for entry in _paragraphs(draft):
        text = strip_end_mark(_text(entry))
        if text and text != _text(entry):
            entry.block = Paragraph(text)
            entry.why = "; ".join(filter(None, (entry.why, END_MARK)))


def _take_standfirst(draft: Draft, follows_photo: bool) -> None:
    """Make the first paragraph the standfirst, unless it is all the text there is."""
    paragraphs = _paragraphs(draft)
    if len(paragraphs) < 2:
        return
    first = paragraphs[0]
    photos = draft.used_as("photo")
    is_below_photo = bool(photos) and photos[0].line.number < first.line.number
    is_long = len(_text(first)) > LONGEST_STANDFIRST_BELOW_A_PHOTO
    if is_below_photo and is_long and not follows_photo:
        return
    draft.standfirst = _text(first)
    draft.use(first.line, "standfirst", first.why)


def _note_faults(draft: Draft) -> None:
    for entry in draft.used_as("photo"):
        if isinstance(entry.block, PhotoLine) and not entry.block.caption:
            draft.note(NO_CAPTION, entry.line)
    texts = draft.used_as("standfirst", "paragraph")
    for entry in texts[:2]:
        prefix = _OUTLET_PREFIX.match(entry.line.text)
        if prefix:
            draft.note(OUTLET_PREFIX, entry.line, words=prefix[0])
    for entry in texts:
        for words in _stray_stops(entry.line.text):
            draft.note(STRAY_STOP, entry.line, words=words)


def _stray_stops(text: str) -> Iterator[str]:
    for found in _STRAY_STOP.finditer(text):
        if text[found.end()].islower():
            start = text.rfind(" ", 0, found.start()) + 1
            yield text[max(start, found.start() - _CONTEXT) : found.end() + _CONTEXT].strip()
