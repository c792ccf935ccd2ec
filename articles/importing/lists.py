"""Lists of other articles on a page: what is a headline in one, and what stands around it."""

import re

from articles.importing.credits import split_caption
from articles.importing.dates import read_time
from articles.importing.endings import read_sign_off
from articles.importing.lines import SENTENCE_ENDS, Line, one_space
from articles.text import fold

LONGEST_HEADLINE = 200
FEWEST_WORDS = 3

_BULLET = re.compile(r"(?:[-–—•●○■□◆▪▸▹►▶→✓✔*+>»·‣]+|\d{1,2}[.)/])\s+")
_IN_BRACKETS = re.compile(r"\[([^\[\]]*)\][\s.]*")
_TIME_BEHIND = re.compile(r"\s*\(([^()]{4,30})\)\Z")
_TIME_IN_FRONT = re.compile(r"([\d/.:, -]{5,22}?)\s+[-–—|]\s+")
_TIME_AGO = re.compile(
    r"(?:khoang )?\d{1,3} (?:giay|phut|gio|ngay|tuan|thang|nam) truoc|hom (?:nay|qua)|vua xong"
)


def listed_headline(text: str) -> str:
    """Give the headline of a list's line, without bullet, number, brackets and time."""
    words = one_space(_BULLET.sub("", text, count=1) if _BULLET.match(text) else text)
    in_brackets = _IN_BRACKETS.fullmatch(words)
    words = one_space(in_brackets[1]) if in_brackets else words
    found = _TIME_BEHIND.search(words) or _TIME_IN_FRONT.match(words)
    if found and read_time(found[1]):
        words = words[: found.start()] + words[found.end() :]
    return words


def is_listed_time(text: str) -> bool:
    """Whether a line of a list says only when: "21/06/2023 10:00", "2 giờ trước"."""
    return read_time(text) is not None or bool(_TIME_AGO.fullmatch(fold(text)))


def is_listed_headline(line: Line) -> bool:
    """Whether a line below "Tin liên quan" in the middle of a text is still one of the list.

    A headline there has no full stop, is no caption, and is longer than a signature.
    """
    text = line.text
    if len(text) > LONGEST_HEADLINE or len(text.split()) < FEWEST_WORDS:
        return False
    return not (
        text.endswith((*SENTENCE_ENDS, ":", ";")) or split_caption(text)[1] or read_sign_off(text)
    )
