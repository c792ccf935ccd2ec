"""Vietnamese text: the one place that knows letters, tones, slugs and alphabetical order.

Every function accepts any spelling of Unicode and gives NFC. Stored text stays as it was typed;
`fold`, `match_key`, `slug` and `sort_key` are what two spellings of one thing have in common.
The letter eth (Ð, ð) often stands where đ was meant: folded forms read both as d, `sort_key`
reads both as đ, and `nfc` leaves it alone, since Icelandic names need it.
"""

import re
import unicodedata
from itertools import groupby

SLUG_LENGTH = 80
"""Characters a slug may have unless the caller says otherwise."""

NAMELESS = "bai"
"""The slug of a text in which nothing can be spelled in a-z and 0-9."""

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_OTHER_SCRIPTS = (
    "\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2c5f\u2c80-\ua71f\ua800-\uab2f"
    "\uab70-\ufaff\ufb13-\ufdff\ufe70-\ufefe\uff66-\uffdc\U00010000-\U0010ffff"
)
_LATIN_MARKS = re.compile(f"(?<![{MARKS}{_OTHER_SCRIPTS}])[{MARKS}]+")
_PLAIN_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"}
    | {"þ": "th", "ħ": "h", "ı": "i", "ŋ": "ng", "ə": "e", "ŧ": "t", "ƀ": "b"}
)

_CYRILLIC = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфыэіўґ", "abvgdeeziyklmnoprstufyeiug", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ю": "yu", "я": "ya", "є": "ye", "ї": "yi", "ъ": "", "ь": ""}
)
# A run in which more marks could stand than any writing puts on one letter.
_LONG_RUN = re.compile(r"\W{64,}")
INVISIBLE = re.compile("[\u00ad\u200c\u200d\u2060\ufeff]")
HIDDEN = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters without ink or width inside a text: no Vietnamese word needs them."""

_BLANK = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u2060\u2800\u3164\ufeff]")
BLANKS = "".join(character for character in map(chr, range(0x10000)) if _BLANK.fullmatch(character))
"""Every character that leaves no ink: spaces of all widths, zero-width marks, soft hyphens."""

_OUTSIDE_SLUG = re.compile("[^a-z0-9]+")

_LETTER = r"[^\W\d_]"
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|[bcdđðghklmnprstvx])?"
_OPEN_RHYME = re.compile(
    f"(?<!{_LETTER})({_ONSET})(?:(o)([àáảãạèéẻẽẹ])|(u)([ỳýỷỹỵ]))(?!{_LETTER}|[{MARKS}])",
    re.IGNORECASE,
)
_TONE_FIRST = re.compile(
    f"(?<!{_LETTER}){_ONSET}(?:[òóỏõọ][ae]|[ùúủũụ]y)(?!{_LETTER}|[{MARKS}])", re.IGNORECASE
)

_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_NUMBERS_OR_LETTERS = re.compile(f"[0-9]+|.[{MARKS}]*", re.DOTALL)


def nfc(text: str) -> str:
    """Give the text in NFC (Unicode Standard Annex 15), the form everything here is stored in."""
    return unicodedata.normalize("NFC", _LONG_RUN.sub(_with_marks_in_order, text))


def _with_marks_in_order(run: re.Match[str]) -> str:
    """Sort the marks of a run as Unicode does (its chapter 3.11), which changes no meaning.

    CPython sorts them by insertion: 150 KB of marks on one letter cost seconds, 5 MB an hour.
    """
    parts = "".join(unicodedata.normalize("NFD", char) for char in run[0])
    stretches = groupby(parts, key=lambda char: unicodedata.combining(char) > 0)
    return "".join(
        "".join(sorted(stretch, key=unicodedata.combining) if are_marks else stretch)
        for are_marks, stretch in stretches
    )


def without_hidden(text: str) -> str:
    """Take out what nobody sees; blanks alone are nothing."""
    seen = HIDDEN.sub("", text)
    return seen if seen.strip(BLANKS) else ""


def fold(text: str) -> str:
    """Give the text in small letters without marks: "Điện mừng" becomes "dien mung".

    Only Latin letters lose their marks: a Russian й stays й, for и is another letter.
    Punctuation and spaces stay.
    """
    letters = unicodedata.normalize("NFD", nfc(text).casefold())
    return nfc(_LATIN_MARKS.sub("", letters).translate(_PLAIN_LETTERS))


def slug(text: str, max_length: int = SLUG_LENGTH) -> str:
    """Spell the text in a-z, 0-9 and single hyphens: "Điện mừng" becomes "dien-mung".

    max_length is in characters; a longer slug is cut after a whole word, a longer word anywhere.
    Cyrillic is transliterated. The slug is never empty: where nothing is left it is NAMELESS.
    Raises ValueError if max_length is below 1.
    """
    if max_length < 1:
        raise ValueError("max_length must be at least 1")
    plain = fold(unicodedata.normalize("NFKC", fold(INVISIBLE.sub("", text))))
    words = _OUTSIDE_SLUG.sub("-", plain.translate(_CYRILLIC)).strip("-") or NAMELESS
    if len(words) <= max_length:
        return words
    whole_words = words[: max_length + 1].rpartition("-")[0]
    return whole_words or words[:max_length]


def place_tones(text: str) -> str:
    """Put the tones of open oa, oe and uy where newspapers put them: hoà becomes hòa.

    Only these three rhymes are written in two ways, and only where nothing follows them in the
    syllable: hoàng and huỳnh are written in one way, and the u of quý belongs to its onset.
    """
    return _OPEN_RHYME.sub(_with_tone_on_first_vowel, nfc(text))


def tone_placements(text: str) -> tuple[list[str], list[str]]:
    """Give the syllables whose tone could stand in two places, as they are written.

    Returns the ones written as newspapers do (hòa), then the ones written the other way (hoà).
    """
    spelling = nfc(text)
    new = [found[0] for found in _OPEN_RHYME.finditer(spelling)]
    return [found[0] for found in _TONE_FIRST.finditer(spelling)], new


def match_key(text: str) -> str:
    """Give what two spellings of one headline or tag share: folded, without punctuation.

    Tone placement, marks, letter case, quotation marks and the width of spaces do not count.
    A text of punctuation alone keeps it, so that only a blank text has an empty key.
    """
    folded = fold(place_tones(INVISIBLE.sub("", text)))
    words = "".join(" " if _is_punctuation(character) else character for character in folded)
    return " ".join(fold(words).split() or folded.split())


def sort_key(text: str) -> SortKey:
    """Give the key under which Vietnamese text stands in an alphabetical list.

    Letters count first, in the order a ă â b c d đ e ê …, with spaces before numbers and numbers
    before letters; then the tones ngang, huyền, hỏi, ngã, sắc, nặng (the order of Vietnamese
    dictionaries); then the exact spelling. Numbers count by value: "Tập 2" before "Tập 10".
    """
    spelling = place_tones(text)
    places: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for part in _NUMBERS_OR_LETTERS.findall(spelling.casefold().replace("ð", "đ")):
        letter, tone = _without_tone(part)
        places.extend(_places(letter))
        tones.append(tone)
    return tuple(places), tuple(tones), spelling


def _with_tone_on_first_vowel(rhyme: re.Match[str]) -> str:
    onset, first, second = rhyme[1], rhyme[2] or rhyme[4], rhyme[3] or rhyme[5]
    letters = unicodedata.normalize("NFD", second)
    return onset + nfc(first + letters[1]) + letters[0]


def _is_punctuation(character: str) -> bool:
    return character in "`´ʼ" or unicodedata.category(character).startswith("P")


def _without_tone(part: str) -> tuple[str, int]:
    """Split one letter into the letter of the alphabet and the rank of its tone."""
    marks = unicodedata.normalize("NFD", part)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    return nfc("".join(mark for mark in marks if mark not in _TONES)), tone


def _places(part: str) -> list[tuple[int, int, str]]:
    """Say where a number or a character stands: (group, rank, digits)."""
    if part.isascii() and part.isdigit():
        digits = part.lstrip("0")
        return [(1, len(digits), digits)]
    if part.isspace():
        return [(0, 0, "")]
    letters = part if part in _ALPHABET else fold(part)
    return [_place(letter) for letter in letters if not _is_punctuation(letter)]


def _place(letter: str) -> tuple[int, int, str]:
    rank = _ALPHABET.get(letter)
    return (3, ord(letter), "") if rank is None else (2, rank, "")
