"""What a character looks like: a letter a-z, the shape of a Vietnamese letter, a tone.

Look-alikes of other alphabets come from Unicode Technical Standard 39 (confusables),
completed by hand; decorated Latin letters (circled, squared, mathematical, small
capitals) are read from their compatibility form or their name in the Unicode data.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
STROKE = "-"
_SHAPED = {"a\u0302", "a\u0306", "e\u0302", "o\u0302", "o\u031b", "u\u031b"}
# Letters of Russian that are no Vietnamese letter with a mark, and signs that are no letters.
_RUSSIAN, _TRADE_MARKS = "йёЙЁ", "™℠"
# Canonical combining classes (Unicode Standard, table 4-3 of UAX 44).
_OVERLAY, _ABOVE = 1, 230

_LOOKALIKES = {
    "a": "ΑαАаᎪᗅꓮ𐊠𖽀ΛᴧΔ∆Ʌɑ",
    "b": "ΒβВвЬьᏏᏴᑲᖯᗷꓐ𐊂𐊡𐌁ßƅ",
    "c": "СсϲϹᏟⲤⲥꓚꮯ𐊢𐌂𐐕𐐽𐔜¢₵ς",
    "d": "ԁԀᎠᏧᑯᗞᗪꓒꓓ",
    "e": "ΕεЕеҽєЄᎬⴹꓰ𐊆𑢦𑢮ƐΣ€ə",
    "f": "Ϝքᖴꓝ𐊇𐊥𐔥𑢢𑣂",
    "g": "ԌցᏀᏳꓖ",
    "h": "ΗНнһҺհᎻᏂᕼⲎꓧ𐋏ћђ",
    "i": "ΙιІіЇїᎥꙇꭵ𑣃ɩ",
    "j": "ͿϳЈјᎫᒍꓙ",
    "k": "ΚκКкᏦᛕⲔꓗ𐔘",
    "l": "ӀӏᏞᒪᛁⲒⳐⵏꓡꓲ𐊊𐌉𐐛𐔦𑢣𑢲𖼖𖼨լ£",
    "m": "ΜϺМмᎷᗰᛖⲘꓟ𐊰𐌑",
    "n": "ΝηոռղⲚꓠ𐔓ИиПп",
    "o": "ΟοσОоՕօଠഠဝჿዐⲞⲟⵔꓳ𐊒𐊫𐐄𐐬𐓂𐓪𐔖𑢵𑣈𑣗",
    "p": "ΡρРрᏢᑭⲢⲣꓑ𐊕",
    "q": "ԛԚգզⵕ",
    "r": "гГяЯᎡᏒᖇᴦⲅꓣꮁ𐒴𖼵",
    "s": "ЅѕՏᏕᏚꓢꮪ𐊖𐐠𐑈𑣁𖼺",
    "t": "ΤτТтᎢⲦꓔ𐊗𐊱𐌕𑢼𖼊†",
    "u": "υμՍսሀᑌꓴ𐓎𐓶𑢸𑣘𖽂∪ʊ",
    "v": "νѴѵᏙᐯⴸꓦꛟꮩ𐔝𑜆𑢠𑣀𖼈",
    "w": "ωѡѠԜԝшШաᎳᏔꓪꮃ𑜊𑜎𑜏",
    "x": "ΧχХхҲᕁᕽᚷⲬⵝꓫ𐊐𐊴𐌗𐔧×",
    "y": "ΥγУуҮүყᎩᎽⲨꓬ𐊲𑢤𑣜𖽃¥ɣ",
    "z": "ΖζᏃꓜꮓ𑢩𑣄",
    "đ": "Ððƌᵭ₫",
}
_SEEN_AS = {char: letter for letter, chars in _LOOKALIKES.items() for char in chars}
_DECORATED = re.compile(
    "(?:.*LATIN (?:SMALL |CAPITAL )?LETTER|REGIONAL INDICATOR SYMBOL LETTER)"
    "(?: [-A-Z ]*)? ([A-Z])(?: WITH .*)?"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one character stands for.

    Attributes:
        base: a-z, a digit, or the character itself where it is neither; always one character.
        shape: the mark that makes â, ă, ơ or đ; "" for none.
        tones: the combining marks of the tone; several where marks are stacked.
        is_altered: drawn in a way in which it could not carry its marks, or carries foreign ones.
        is_foreign: a letter of a living alphabet that only looks like the base.
    """

    base: str
    shape: str = ""
    tones: str = ""
    is_altered: bool = False
    is_foreign: bool = False


@lru_cache(maxsize=8192)
def read(char: str) -> tuple[Letter, ...]:
    """Return the letters one character shows; nothing for marks and punctuation."""
    plain = _letter(char)
    if plain.base.isascii() and plain.base.isalnum():
        return (plain,)
    if seen_as := _SEEN_AS.get(char) or _SEEN_AS.get(char.lower()) or _SEEN_AS.get(char.upper()):
        return (_altered(seen_as, char),)
    if char not in _RUSSIAN and (seen_as := _SEEN_AS.get(unicodedata.normalize("NFD", char)[0])):
        return (_altered(seen_as, char),)
    if char in _TRADE_MARKS:
        return ()
    spelled = unicodedata.normalize("NFKC", char)
    if len(spelled) == 1 and spelled != char:
        return tuple(_altered(letter.base, char) for letter in read(spelled))
    if spelled != char:  # A sign such as № is what it says, and hides no marks.
        return tuple(letter for part in spelled if part.isalnum() for letter in read(part))
    if found := _DECORATED.fullmatch(unicodedata.name(char, "")):
        return (_altered(found[1].lower(), char),)
    if char.isalnum():
        digit = unicodedata.digit(char, None)
        return (Letter(char.lower()[0]) if digit is None else Letter(str(digit), is_altered=True),)
    return ()


def with_mark(letter: Letter, mark: str) -> Letter:
    """Return the letter with one more combining mark; what Vietnamese has not is noise."""
    base, shape, tones = letter.base, letter.shape, letter.tones
    if mark in TONES and base in "aeiouy":
        return Letter(base, shape, tones + mark, letter.is_altered, letter.is_foreign)
    if not shape and base + mark in _SHAPED:
        return Letter(base, mark, tones, letter.is_altered, letter.is_foreign)
    # A line through a letter leaves its marks to be seen, but for the stroke of đ.
    if unicodedata.combining(mark) == _OVERLAY:
        replaces = base == "d"
    else:
        replaces = mark in TONES or _is_above(mark)
    return Letter(base, shape, tones, letter.is_altered or replaces, letter.is_foreign)


def _is_above(mark: str) -> bool:
    return unicodedata.combining(mark) == _ABOVE


def _letter(char: str) -> Letter:
    """Read a Latin letter with marks, or a digit."""
    if char in "đĐ":
        return Letter("d", STROKE)
    spelled = unicodedata.normalize("NFD", char)
    letter = Letter(spelled[0].lower())
    for mark in spelled[1:]:
        letter = with_mark(letter, mark)
    return letter


def _altered(seen_as: str, char: str) -> Letter:
    plain = _letter(seen_as)
    is_foreign = char.isalpha() and "LATIN" not in unicodedata.name(char, "LATIN")
    foreign = is_foreign and unicodedata.normalize("NFKC", char) == char
    return Letter(plain.base, plain.shape, plain.tones, True, foreign)
