"""Lines that belong to the page and not to the article: labels, buttons, headings of lists."""

import re
from enum import Enum

from articles.importing.lines import LABEL_LENGTH, Line
from articles.text import fold, match_key


class Heading(Enum):
    """What a line of furniture opens."""

    NOTHING = "nothing"
    RELATED = "related"
    INSET = "inset"
    COMMENTS = "comments"


SECTION_LABEL = "chuyen muc"

_HEADINGS = {
    "chuyen muc lien quan": Heading.RELATED,
    "tin cung chuyen muc": Heading.RELATED,
    "bai cung chuyen muc": Heading.RELATED,
    "cung chuyen muc": Heading.RELATED,
    "bai viet cung chuyen muc": Heading.RELATED,
    "cac tin cung chuyen muc": Heading.RELATED,
    "tin khac": Heading.RELATED,
    "cac tin khac": Heading.RELATED,
    "tin bai khac": Heading.RELATED,
    "cac bai khac": Heading.RELATED,
    "tin moi hon": Heading.RELATED,
    "tin cu hon": Heading.RELATED,
    "co the ban quan tam": Heading.RELATED,
    "tin lien quan": Heading.INSET,
    "bai lien quan": Heading.INSET,
    "bai viet lien quan": Heading.INSET,
    "tin bai lien quan": Heading.INSET,
    "tin tuc lien quan": Heading.INSET,
    "cac tin lien quan": Heading.INSET,
    "cac bai lien quan": Heading.INSET,
    "binh luan cua ban": Heading.COMMENTS,
    "gui binh luan cua ban": Heading.COMMENTS,
    "y kien cua ban": Heading.COMMENTS,
    "y kien ban doc": Heading.COMMENTS,
}
_LABELS = {
    SECTION_LABEL: "nhãn giao diện",
    "x": "nút đóng khung bình luận",
    "×": "nút đóng khung bình luận",
    "✕": "nút đóng khung bình luận",
    "danh gia tot": "nhãn của nút đánh giá",
    "danh gia": "nhãn của nút đánh giá",
    "quang cao": "quảng cáo",
    "advertisement": "quảng cáo",
} | dict.fromkeys(
    [
        "aa",
        "aaa",
        "trang chu",
        "chia se",
        "chia se bai viet",
        "binh luan",
        "gui binh luan",
        "gui",
        "dang nhap",
        "in bai",
        "in bai viet",
        "luu bai",
        "luu bai viet",
        "facebook",
        "twitter",
        "zalo",
        "email",
        "messenger",
        "google news",
        "sao chep lien ket",
        "copy link",
        "link",
        "nghe doc bai",
        "nghe",
        "theo doi",
        "xem them",
        "doc them",
        "thich",
        "gui email",
        "ban in",
    ],
    "nhãn giao diện",
)
_PATTERNS = (
    (
        re.compile(
            r"theo doi .{1,60} tren"
            r"(?: (?:google|facebook|zalo|youtube|tiktok|telegram|twitter|instagram|x)\b.{0,40})?"
        ),
        "lời mời theo dõi",
    ),
    (
        re.compile(r"[0-9]{1,6} (?:tra loi|binh luan|luot xem|luot doc)|binh luan [0-9]{1,6}"),
        "số đếm của giao diện",
    ),
    (re.compile(r"(?:chia se|facebook|twitter|zalo|email|\s)+"), "nút chia sẻ"),
)
_KEYWORDS = re.compile(r"(?:từ khóa|từ khoá|tags?)\s*[:：].*|#\w+(?:[\s,]+#\w+)*", re.IGNORECASE)
_RATING = re.compile(
    r"\(?([0-9]{1,3}(?:[.,\s][0-9]{3}){1,2}|[0-9]{1,9})\s*bạn\s+đọc"
    r"(?:[\s·|,:–—-]*đánh\s+giá\s+tốt)?[.:)]{0,2}",
    re.IGNORECASE,
)
_COUNT = re.compile(r" [0-9]{1,6}\Z")
_ENDS_A_SENTENCE = (".", "…", "!", "”", '"')


def heading(line: Line) -> Heading:
    """Say what a line opens, be it with a count behind; NOTHING for every other line."""
    if not _is_short(line):
        return Heading.NOTHING
    return _HEADINGS.get(_COUNT.sub("", line.key), Heading.NOTHING)


def furniture(line: Line) -> str:
    """Say, in Vietnamese, what piece of furniture a line is; "" if it is none."""
    if not _is_short(line) or line.text.endswith(_ENDS_A_SENTENCE):
        return ""
    if heading(line) is not Heading.NOTHING:
        return "tiêu đề của giao diện"
    if line.key in _LABELS:
        return _LABELS[line.key]
    if _KEYWORDS.fullmatch(line.text):
        return "từ khóa của trang"
    return next((why for pattern, why in _PATTERNS if pattern.fullmatch(line.key)), "")


def is_section(line: Line) -> bool:
    """Whether the line is the label "Chuyên mục", with or without a section's name."""
    words = fold(line.text[:LABEL_LENGTH])
    return match_key(words) == SECTION_LABEL or words.startswith(f"{SECTION_LABEL}:")


def good_ratings(line: Line) -> int | None:
    """Read "26 bạn đọc" and "1.234 bạn đọc"; None for other lines."""
    found = _RATING.fullmatch(line.text) if _is_short(line) else None
    return int(re.sub(r"\D", "", found[1])) if found else None


def _is_short(line: Line) -> bool:
    return len(line.text) <= LABEL_LENGTH
