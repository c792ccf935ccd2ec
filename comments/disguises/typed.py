"""What was typed but not turned into Vietnamese letters: Telex, VNI and chat spellings."""

import re

from comments.disguises.letters import STROKE, Letter, read
from comments.disguises.syllables import SYLLABLES

_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_SHAPES = {"6": "\u0302", "7": "\u031b", "8": "\u0306", "9": STROKE}
_TELEX_TONES = dict(zip("sfrxj", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_CARRIERS = {"\u0302": "aeo", "\u031b": "ou", "\u0306": "a", STROKE: "d"}
# Letters that stand for others in chat: "đj" is "đi", "fải" is "phải", "wá" is "quá".
SOUNDS_LIKE = {
    "f": ("ph",),
    "j": ("i", "y", "gi"),
    "q": ("g",),
    "w": ("qu", "u"),
    "z": ("d", "gi"),
}
# What is dropped at the end of a syllable, where Vietnamese has no such letter: "nóg", "thík".
ENDS_LIKE = {"g": ("ng",), "h": ("nh", "ch"), "k": ("c", "ch")}
# Before a, o and u, where no Vietnamese word is written with k: "kờ bạc", "kốn nạn".
BEGINS_LIKE = {"k": ("c", "kh")}
WRITTEN_WITH_C = ("a", "o", "u")
# After these k is an h: "cko", "nkà", "đánk", "tkuốc".
H_AFTER = "cgnpt"
VOWELS = "aeiouy"
# Signs of a keyboard without Vietnamese letters: "lo^`n", "d~i" (VIQR, RFC 1456).
TONE_SIGNS = {
    **dict.fromkeys("`ˋ", "\u0300"),
    **dict.fromkeys("'´ˊ’", "\u0301"),
    **{"?": "\u0309", "~": "\u0303", ".": "\u0323"},
}
SHAPE_SIGNS = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
# What two of a letter stand for, in Telex.
TWICE = {"a": "\u0302", "e": "\u0302", "o": "\u0302", "d": STROKE}
# Words of daily Vietnamese that are spelled with such letters and mean what they say.
LOANWORDS = {"fa", "fan", "fat", "fax", "fen", "fin", "fit", "fun", "jet", "job"} | {
    *("win", "wit", "zen", "zin", "zip")
}
_TELEX = re.compile(r"([a-z]*?[aeiouyw][a-z]*?)([sfrxj])([a-z]{0,3})")
LONGEST_TYPED = 12


def as_vni(word: str) -> list[Letter] | None:
    """Read "d9ao3" as "đảo"; None for what is no syllable of VNI."""
    letters: list[Letter] = []
    tone = ""
    for char in word:
        if char in _VNI_TONES:
            if tone or not letters:
                return None
            tone = _VNI_TONES[char]
        elif char in _VNI_SHAPES:
            if not _give(letters, _VNI_SHAPES[char]):
                return None
        else:
            letters.append(Letter(char))
    return _syllable(letters, tone)


def as_telex(word: str) -> list[Letter] | None:
    """Read "nongs" as "nóng" and "ddaor" as "đảo"; None for what is no syllable of Telex."""
    tone = ""
    if found := _TELEX.fullmatch(word):
        word, tone = found[1] + found[3], _TELEX_TONES[found[2]]
    letters: list[Letter] = []
    for char in word:
        shape = "\u0302" if char in "aeo" else STROKE if char == "d" else ""
        if char == "w" and (_give(letters, "\u031b") or _give(letters, "\u0306")):
            continue
        is_twice = shape and letters and letters[-1] == Letter(char)
        if is_twice and _give(letters, shape):
            continue
        letters.append(Letter(char))
    return _syllable(letters, tone)


def _give(letters: list[Letter], shape: str) -> bool:
    """Put a shape on the last letter that can carry it, on both of "uo" for the horn."""
    for at in reversed(range(len(letters))):
        if letters[at].base in _CARRIERS[shape] and not letters[at].shape:
            letters[at] = Letter(letters[at].base, shape)
            if shape == "\u031b" and at > 0 and letters[at].base == "o":
                before = letters[at - 1]
                if before == Letter("u"):
                    letters[at - 1] = Letter("u", shape)
            return True
    return False


def _syllable(letters: list[Letter], tone: str) -> list[Letter] | None:
    is_plain = not tone and not any(letter.shape for letter in letters)
    if is_plain or "".join(letter.base for letter in letters) not in SYLLABLES:
        return None
    vowel = next(at for at, letter in enumerate(letters) if letter.base in VOWELS)
    letters[vowel] = Letter(letters[vowel].base, letters[vowel].shape, tone)
    return letters


def letters_of(words: str) -> list[Letter]:
    """Return the letters of a meaning, a space between its syllables."""
    spelled: list[Letter] = []
    for word in words.split():
        if spelled:
            spelled.append(Letter(" "))
        spelled.extend(letter for char in word for letter in read(char))
    return spelled
