"""Captions: where the words about a photo end and the name of its maker begins."""

import re

from articles.importing.lines import BLANKS, one_space
from articles.text import match_key

LONGEST_CREDIT = 160
"""Characters from the credit's label to the end of the line."""

LONGEST_CAPTION = 1000
"""Characters: a longer line is text that happens to end with a credit."""

_LABEL = (
    r"(?:ảnh(?:\s+(?:minh\s+họa|minh\s+hoạ|tư\s+liệu|chụp\s+màn\s+hình))?|nguồn(?:\s+ảnh)?|"
    r"photos?|image|фото|источник)"
)
_IN_BRACKETS = re.compile(
    rf"(?P<open>[(\[])\s*{_LABEL}\s*[:：]\s*(?P<credit>[^()\[\]]+)[)\]][\s.]*\Z", re.IGNORECASE
)
_NAMELESS_IN_BRACKETS = re.compile(
    r"(?P<open>[(\[])\s*ảnh\s+(?P<credit>[^()\[\]:]{1,60})[)\]][\s.]*\Z", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:^|(?<=[\s.!?…”\"»)|–—-]))(?P<open>)(?:Ảnh(?:\s+(?:minh họa|minh hoạ|tư liệu))?|ẢNH|"
    r"Nguồn(?: ảnh)?|Photos?|PHOTO|Фото)\s*[:：]\s*(?P<credit>[^:：]+?)[\s.]*\Z"
)
_FIGURE_NUMBER = re.compile(r"[ảẢ]nh\s{0,3}\d{1,3}")
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
    for pattern in (_IN_BRACKETS, _NAMELESS_IN_BRACKETS, _BARE):
        found = pattern.search(line, start)
        if found and _is_credit(found):
            caption = line[: found.start()].rstrip(BLANKS + "|/–—-")
            return one_space(caption), _credit(found["credit"])
    return one_space(line), ""


def without_figure_label(line: str, headline: str) -> str | None:
    """Give what follows "headline + ảnh N" on a line; None if the line does not begin so.

    Spaces do not count, and the headline may be cut short: pages put it there by machine.
    """
    key = match_key(headline[:_FIGURE_SEARCH])
    bare = _WHOLE_FIGURE_LABEL.match(line)
    if bare:
        return line[bare.end() :].strip(BLANKS)
    for tried, found in enumerate(_FIGURE_NUMBER.finditer(line[:_FIGURE_SEARCH])):
        if tried == _FIGURE_TRIES:
            break
        if _names_headline(match_key(line[: found.start()]), key):
            return line[found.end() :].lstrip(BLANKS + ":")
    return None


def _names_headline(prefix: str, headline: str) -> bool:
    is_cut = len(prefix) >= _SHORTEST_CUT_HEADLINE and headline.startswith(prefix)
    return bool(prefix) and (prefix == headline or is_cut)


def _is_credit(found: re.Match[str]) -> bool:
    """A credit is a name: it is not empty, and is not a sentence."""
    return bool(found["credit"].strip(BLANKS + ".")) and ". " not in found["credit"].strip(BLANKS)


def _credit(words: str) -> str:
    return one_space(words).rstrip(". ")
