"""How Vietnamese copy ends: the wire's "/.", the agency's sign-off, the byline, the source."""

import re
from dataclasses import dataclass

from articles.importing.lines import BLANKS, one_space
from articles.text import match_key

LONGEST_SIGN_OFF = 100
LONGEST_BYLINE = 80

AGENCIES = frozenset(
    {"ttxvn", "vietnam+", "vietnamplus", "vna", "bnews", "vov", "vtv", "tass", "itar tass"}
    | {"afp", "ap", "reuters", "xinhua", "tan hoa xa", "sputnik", "ria novosti", "kyodo"}
    | {"yonhap", "bloomberg", "interfax", "anadolu", "dpa", "efe", "bbc", "cnn", "tan hoa"}
    | {"vov vn", "vtv vn", "vietnam vn", "thx ttxvn", "baonga com"}
)
"""Agencies and papers that sign copy in brackets, by match key."""

_END_MARK = re.compile(r"\s*/\s?\.\Z")
_ADDRESS = re.compile(r"(?:://|www\.|\.(?:vn|com|net|org|ru)/)\S*\Z", re.IGNORECASE)
_SIGN_OFF = re.compile(r"\((?P<agency>[^()]+)\)[\s./]*\Z")
_SOURCE = re.compile(r"(?:Nguồn|NGUỒN|Nguồn tin|Source)\s*[:：]\s*(?P<source>.+)")
_AFTER = re.compile(r"Theo\s*:?\s+(?P<source>[^.,;]*[^.,;\s](?:\.[A-Za-z]{2,4})?)")
_BYLINE_LABEL = re.compile(
    r"(?:Tác giả|Bài|Bài và ảnh|Tin, ảnh|Bài, ảnh|Thực hiện|Biên dịch|Người viết)\s*[:：]\s*",
    re.IGNORECASE,
)
_DESKS = frozenset(
    {"phong vien", "nhom phong vien", "ban bien tap", "bien tap vien", "nhom tac gia", "tong hop"}
)
_SMALL_WORDS = frozenset({"va", "theo", "tong", "hop", "dich", "tu", "luoc", "bien", "ghi", "the"})


@dataclass(frozen=True, slots=True)
class SignOff:
    """The agency at the end of copy. before is what stood on the line in front of the brackets."""

    before: str
    agency: str

    @property
    def text(self) -> str:
        return f"({self.agency})"


def strip_end_mark(text: str) -> str:
    """Take the wire's end mark away: "khu vực.../." ends "khu vực...". Addresses keep theirs."""
    found = _END_MARK.search(text, max(0, len(text) - 20))
    if not found or _ADDRESS.search(text[-200:].rstrip(".")):
        return text
    return text[: found.start()].rstrip(BLANKS)


def read_sign_off(line: str) -> SignOff | None:
    """Read "(TTXVN/Vietnam+)" at the end of a line; None if nobody signs there.

    On a line of its own any "A/B" signs; after other words only an agency that we know.
    """
    found = _SIGN_OFF.search(line, max(0, len(line) - LONGEST_SIGN_OFF))
    if not found:
        return None
    before, agency = line[: found.start()].rstrip(BLANKS), one_space(found["agency"])
    signs = _are_agencies(agency) or (not before and _is_pair_of_names(agency))
    return SignOff(before, agency) if signs else None


def read_source(line: str) -> str:
    """Read the name after "Nguồn:", "" if the line is no such line."""
    found = _SOURCE.fullmatch(line) if len(line) <= LONGEST_SIGN_OFF * 3 else None
    return one_space(found["source"]) if found else ""


def read_theo(line: str) -> str:
    """Read the name of a last line "Theo VOV", "" if the line is more than that."""
    found = _AFTER.fullmatch(line) if len(line) <= LONGEST_BYLINE else None
    return one_space(found["source"]) if found and found["source"][0].isupper() else ""


def read_byline(line: str) -> str:
    """Read a line that is nothing but names: "PV", "Minh Anh - Lê Hà", "Tác giả: Minh Anh".

    Gives "" for a line that says more: one with a full stop, a figure or common words.
    """
    if len(line) > LONGEST_BYLINE:
        return ""
    names = _BYLINE_LABEL.sub("", line, count=1).strip(BLANKS)
    if names != line or _BYLINE_LABEL.match(line):
        return one_space(names)
    if match_key(names) in _DESKS:
        return one_space(names)
    words = names.split()
    is_sentence = names[-1] in '.!?…:;"”' and not re.fullmatch(r"(?:\w{1,2}\.){1,4}", names)
    return "" if is_sentence or len(words) > 9 or not _are_names(words) else one_space(names)


def _are_names(words: list[str]) -> bool:
    return words[0][0].isupper() and all(map(_belongs_to_a_name, words))


def _belongs_to_a_name(word: str) -> bool:
    letters = word.strip("(),-–—/&.")
    if any(letter.isdigit() for letter in letters):
        return False
    return not letters or letters[0].isupper() or match_key(letters) in _SMALL_WORDS


def _are_agencies(names: str) -> bool:
    parts = [match_key(part) for part in names.split("/")]
    return all(parts) and any(part in AGENCIES for part in parts) and ":" not in names


def _is_pair_of_names(names: str) -> bool:
    parts = [part.strip() for part in names.split("/")]
    return len(parts) > 1 and ":" not in names and all(part[:1].isupper() for part in parts)
