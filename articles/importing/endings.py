"""How Vietnamese copy ends: the wire's "/.", the agency's sign-off, the byline, the source."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.importing.lines import one_space
from articles.text import BLANKS, match_key

LONGEST_SIGN_OFF = 100
LONGEST_BYLINE = 80

AGENCIES = frozenset(
    {"ttxvn", "vietnam+", "vietnamplus", "vna", "bnews", "vov", "vtv", "tass", "itar tass"}
    | {"afp", "ap", "reuters", "xinhua", "tan hoa xa", "sputnik", "ria novosti", "kyodo"}
    | {"yonhap", "bloomberg", "interfax", "anadolu", "dpa", "efe", "bbc", "cnn", "tan hoa"}
    | {"vov vn", "vtv vn", "vietnam vn", "thx ttxvn", "baonga com"}
)
"""Agencies and papers that sign copy in brackets, by match key."""

_END_MARK = re.compile(r"\s*/{1,2}\s?\.\Z|(?<=[.…!?”])\s?/\Z")
_ADDRESS = re.compile(r"(?:://|www\.|\.(?:vn|com|net|org|ru)/)\S*\Z", re.IGNORECASE)
_FOREWORD = re.compile(r"(?:theo|nguồn)\s*:?\s+|nguồn\s*:", re.IGNORECASE)
_SIGN_OFF = re.compile(r"(?P<whole>\((?P<agency>[^()]+)\)|\A\[[^\[\]]+\])[\s./]*\Z")
_DOMAIN = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?", re.IGNORECASE)
_SOURCE = re.compile(
    r"(?:(?P<before>.{2,60}?)\s*[-–—|,/]\s*)?(?:Nguồn(?:\s+tin)?|Source|Источник)"
    r"(?P<colon>\s*[:：]\s*|\s+)(?P<source>.+)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"Theo\s*:?\s+(?P<source>[^.,;]*[^.,;\s](?:\.[A-Za-z]{2,4})?)")
_BYLINE_LABEL = re.compile(
    r"(?:Tác giả|Bài|Bài và ảnh|Tin, ảnh|Bài, ảnh|Thực hiện|Biên dịch|Người viết)\s*[:：]\s*",
    re.IGNORECASE,
)
_DESKS = frozenset(
    {"phong vien", "nhom phong vien", "ban bien tap", "bien tap vien", "nhom tac gia", "tong hop"}
)
_CORRESPONDENT = re.compile(r"(?:Nhóm |Đặc )?(?:PV|P\.V|CTV|[Pp]hóng viên|phái viên)\b")
_SMALL_WORDS = frozenset(
    {"va", "theo", "tong", "hop", "dich", "tu", "luoc", "bien", "ghi", "the", "t h"}
)
_INITIALS = re.compile(r"(?:\w{1,2}\.){1,4}")
_NAME_WITH_FIGURE = re.compile(r"[A-ZĐ]{2,}\d{1,2}")
_AFTER_THE_END = re.compile(r"(?P<text>.*[.…!?”\"])\s+(?P<names>[^.…!?”\"]{2,60})\Z", re.DOTALL)
_LONGEST_NAME_OF_A_PAPER = 12
_LONGEST_LOWERCASE_NAME = 3


@dataclass(frozen=True, slots=True)
class SignOff:
    """The agency at the end of copy. before is what stood on the line in front of the brackets."""

    text: str
    """As it stands on the page, with its brackets."""
    agency: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line that names the source, and perhaps who wrote."""

    source: str
    byline: str = ""
    in_brackets: bool = False


def strip_end_mark(text: str) -> str:
    """Take the wire's end mark away: "khu vực.../." ends "khu vực...". Addresses keep theirs."""
    found = _END_MARK.search(text, max(0, len(text) - 20))
    if not found or _ADDRESS.search(text[-200:].rstrip(".")):
        return text
    left = text[: found.start()].rstrip(BLANKS)
    return left if any(map(str.isalnum, left)) else ""


def read_sign_off(line: str) -> SignOff | None:
    """Read "(TTXVN/Vietnam+)" at the end of a line; None if no agency that we know signs there."""
    found = _SIGN_OFF.search(line, max(0, len(line) - LONGEST_SIGN_OFF))
    if not found:
        return None
    before, inside = line[: found.start()].rstrip(BLANKS), one_space(found["whole"][1:-1])
    before = "" if before == "Theo" else before
    agency = inside if before else _FOREWORD.sub("", inside, count=1)
    return SignOff(found["whole"], agency, before) if _are_agencies(agency, any) else None


def read_last_sign_off(line: str) -> SignOff | None:
    """Read a last line that can only be a signature there: "(A/B)", or "TTXVN" without brackets."""
    found = _SIGN_OFF.fullmatch(line) if len(line) <= LONGEST_SIGN_OFF else None
    if found and found["agency"] and _is_pair_of_names(found["agency"]):
        return SignOff(found["whole"], one_space(found["agency"]))
    return SignOff(line, one_space(line)) if _are_agencies(line, all) else None


def split_off_names(text: str) -> tuple[str, str]:
    """Split names off the end of a paragraph: "… khu vực./. Minh Anh"; "" where none stand."""
    found = _AFTER_THE_END.fullmatch(text)
    names = read_byline(found["names"]) if found else ""
    return (found["text"], names) if found and names else (text, "")


def read_source(line: str) -> SourceLine | None:
    """Read "Nguồn: vov.vn", "(Nguồn: vov.vn)" and "PV - Nguồn: vov.vn"; None for other lines."""
    in_brackets = line.startswith("(") and line.rstrip(" .").endswith(")")
    words = line.rstrip(" .")[1:-1].strip() if in_brackets else line
    found = _SOURCE.fullmatch(words) if len(words) <= LONGEST_SIGN_OFF else None
    if not found:
        return None
    source, byline = one_space(found["source"]).rstrip("."), read_byline(found["before"] or "")
    is_name = is_name_of_a_paper(source) if found["colon"].strip() else _DOMAIN.fullmatch(source)
    if not is_name or (found["before"] and not byline):
        return None
    return SourceLine(source, byline, in_brackets)


def read_theo(line: str) -> str:
    """Read the name of a last line "Theo VOV", "" if the line is more than that."""
    words = line[1:-1] if line.startswith("(") and line.endswith(")") else line
    found = _AFTER.fullmatch(words) if len(words) <= LONGEST_BYLINE else None
    source = one_space(found["source"]) if found else ""
    return source if source[:1].isupper() or _DOMAIN.fullmatch(source) else ""


def is_name_of_a_paper(words: str) -> bool:
    """Whether these can name who made a text or a photo: they are no sentence."""
    length = len(words.split())
    if _DOMAIN.fullmatch(words) or words[:1].isupper() or words[:1] in "@#":
        return 0 < length <= _LONGEST_NAME_OF_A_PAPER and ". " not in words
    return 0 < length <= _LONGEST_LOWERCASE_NAME


def read_byline(line: str) -> str:
    """Read a line that is nothing but names: "PV", "Minh Anh - Lê Hà", "Tác giả: Minh Anh".

    Gives "" for a line that says more: one with a full stop, a figure or common words.
    """
    if not line or len(line) > LONGEST_BYLINE:
        return ""
    names = _BYLINE_LABEL.sub("", line, count=1).strip(BLANKS)
    if names != line or _BYLINE_LABEL.match(line):
        return one_space(names)
    if match_key(names) in _DESKS:
        return one_space(names)
    is_sentence = names[-1] in '!?…:;"”' or (names[-1] == "." and not _INITIALS.fullmatch(names))
    return "" if is_sentence or not _are_names(names) else one_space(names).rstrip(".-–— ")


def _are_names(names: str) -> bool:
    sender = _CORRESPONDENT.match(names)
    words = names[sender.end() :].split() if sender else names.split()
    if len(words) > 9 or not (sender or _begins_a_name(words[0])):
        return False
    return all(_belongs_to_a_name(word) or (sender and word == "tại") for word in words)


def _begins_a_name(word: str) -> bool:
    return word[0].isupper() and match_key(word) not in _SMALL_WORDS


def _belongs_to_a_name(word: str) -> bool:
    letters = word.strip("(),-–—/&.")
    parts = [part for part in re.split(r"[/-]", letters) if part]
    if any(character.isdigit() for character in letters):
        return all(part.isalpha() or _NAME_WITH_FIGURE.fullmatch(part) for part in parts)
    return not letters or letters[0].isupper() or match_key(letters) in _SMALL_WORDS


def _are_agencies(names: str, quantity: Callable[[Iterable[bool]], bool]) -> bool:
    parts = [match_key(part) for part in re.split(r"[/–—-]", names)]
    return all(parts) and quantity(part in AGENCIES for part in parts) and ":" not in names


def _is_pair_of_names(names: str) -> bool:
    parts = [part.strip() for part in names.split("/")]
    return len(parts) > 1 and ":" not in names and all(part[:1].isupper() for part in parts)
