"""Captions: where the words about a photo end and the name of its maker begins."""

import re
from collections.abc import Callable

from articles.importing.endings import is_name_of_a_paper
from articles.importing.lines import one_space
from articles.text import BLANKS, match_key

LONGEST_CREDIT = 160
"""Characters from the credit's label to the end of the line."""

LONGEST_CAPTION = 1000
"""Characters: a longer line is text that happens to end with a credit."""

LONGEST_BARE_CAPTION = 400
"""Characters: after a longer line, a bare "Nguồn: X" names the source of the text."""

_LABEL = (
    r"(?:ảnh(?!\s+hưởng)(?:\s+[^\W\d_]{1,12}){0,4}|hình(?:\s+ảnh)?|đồ\s+(?:họa|hoạ)|"
    r"nguồn(?:\s+ảnh)?|photos?|image|source|фото|источник)"
)
_CLOSING = r"[)\]][\s.,;…/]*\Z"
_IN_BRACKETS = re.compile(
    rf"[(\[]\s*{_LABEL}\s*[:：]\s*(?P<credit>(?:[^()\[\]]|\([^()]*\))+){_CLOSING}", re.IGNORECASE
)
_NAMELESS_IN_BRACKETS = re.compile(
    rf"[(\[]\s*ảnh\s*[ /]\s*(?P<credit>[^()\[\]:]{{1,60}}){_CLOSING}", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"(?:minh họa|minh hoạ|tư liệu|lưu trữ|chụp|cắt|do|từ|sưu tầm|internet)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:^|(?<=[\s.!?…”\"»)|–—-]))(?:Ảnh(?:\s+(?:minh họa|minh hoạ|tư liệu))?|ẢNH|"
    r"(?P<source>Nguồn(?: ảnh)?)|Photos?|PHOTO|Фото)\s*[:：]\s*(?P<credit>[^:：]+?)[\s.]*\Z"
)
_CAPTION_LABEL = re.compile(r"Chú thích(?:\s+ảnh)?\s*[:：]\s*", re.IGNORECASE)
_FIGURE_NUMBER = re.compile(r"[ảẢ][nN][hH]\s{0,3}(?P<digits>\d{1,4})")
_WHOLE_FIGURE_LABEL = re.compile(r"ảnh\s{0,3}\d{1,3}|[Ảả]nh\s{0,3}\d{1,3}\s*[:.]\s*")
_FIGURE_SEARCH = 1200
_FIGURE_TRIES = 8
_SHORTEST_CUT_HEADLINE = 12


def split_caption(line: str) -> tuple[str, str]:
    """Split a line into caption and credit; the credit is "" where none is named.

    "… ổn định. (Ảnh: CSTO)." gives "… ổn định." and "CSTO"; "(Ảnh: AFP/TTXVN)", "Photo: X" and
    "Фото: X" at the end of a line are read alike. The caption keeps its own full stop.
    """
    start = max(0, len(line) - LONGEST_CREDIT)
    for pattern, is_credit in _CREDITS:
        found = pattern.search(line, start)
        if found and found["credit"].strip(BLANKS + ".") and is_credit(found):
            caption = line[: found.start()].rstrip(BLANKS + "|/–—-")
            return one_space(caption), _credit(found["credit"])
    return one_space(line), ""


def without_caption_label(line: str) -> str | None:
    """Give what follows "Chú thích ảnh:"; None if the line does not begin so."""
    found = _CAPTION_LABEL.match(line)
    return line[found.end() :] if found else None


def without_figure_label(line: str, headline: str, number: int = 1) -> str | None:
    """Give what follows "headline + ảnh N" on a line; None if the line does not begin so.

    Spaces do not count, and the headline may be cut short: pages put it there by machine.
    number is the photo's place on the page: it tells "ảnh 1" + "500 binh sĩ" apart.
    """
    key = match_key(headline[:_FIGURE_SEARCH])
    bare = _WHOLE_FIGURE_LABEL.match(line)
    if bare:
        return line[bare.end() :].strip(BLANKS)
    for tried, found in enumerate(_FIGURE_NUMBER.finditer(line[:_FIGURE_SEARCH])):
        if tried == _FIGURE_TRIES:
            break
        if _names_headline(match_key(line[: found.start()]), key):
            return line[_end_of_number(line, found, number) :].lstrip(BLANKS + ":.)–-")
    return None


def _end_of_number(line: str, found: re.Match[str], number: int) -> int:
    """Say where the figure's number ends; digits of the caption may be glued to it."""
    behind = line[found.end() : found.end() + 1]
    is_glued = len(found["digits"]) > 2 or not (behind.isalpha() or not behind)
    if is_glued and found["digits"].startswith(str(number)):
        return found.start("digits") + len(str(number))
    return found.end()


def _names_headline(prefix: str, headline: str) -> bool:
    is_cut = len(prefix) >= _SHORTEST_CUT_HEADLINE and headline.startswith(prefix)
    return bool(prefix) and (prefix == headline or is_cut)


def _names_no_effect(found: re.Match[str]) -> bool:
    """ "(Ảnh CSTO)" names somebody, "(ảnh hưởng lớn)" does not."""
    return found["credit"][0].isupper() or bool(_NO_NAME.match(found["credit"]))


def _is_no_sentence(found: re.Match[str]) -> bool:
    is_source_of_text = found["source"] and found.start() > LONGEST_BARE_CAPTION
    return is_name_of_a_paper(one_space(found["credit"])) and not is_source_of_text


_CREDITS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (_IN_BRACKETS, bool),
    (_NAMELESS_IN_BRACKETS, _names_no_effect),
    (_BARE, _is_no_sentence),
)


def _credit(words: str) -> str:
    return one_space(words).rstrip(". ")
