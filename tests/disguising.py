"""Disguises: what people do to a word so that a list of words does not find it."""

import re
import unicodedata
from collections.abc import Callable

from articles.text import fold

_SIMILAR = str.maketrans("aceopxyi", "асеорхуі")
_SMALL = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
_DIGITS = str.maketrans("aoei", "4031")


def shifted(first: str) -> Callable[[str], str]:
    """Write a-z in another row of Unicode that begins with this letter for a."""
    row = str.maketrans({chr(ord("a") + n): chr(ord(first) + n) for n in range(26)})
    return lambda words: words.translate(row)


def after_each(sign: str) -> Callable[[str], str]:
    return lambda words: "".join(letter + sign for letter in words)


def within(sign: str, between: str = " ") -> Callable[[str], str]:
    """Part the letters of each syllable by a sign, the syllables by another."""
    return lambda words: between.join(sign.join(word) for word in words.split())


def between(sign: str) -> Callable[[str], str]:
    return lambda words: words.replace(" ", sign)


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": lambda words: words,
    "decomposed": lambda words: unicodedata.normalize("NFD", words),
    "capitals": str.upper,
    "zero width": after_each("\u200b"),
    "soft hyphens": after_each("\u00ad"),
    "grapheme joiners": after_each("\u034f"),
    "struck through": after_each("\u0336"),
    "seagulls": after_each("\u033c"),
    "stacked": after_each("\u0336\u035c\u0316"),
    "Cyrillic": lambda words: words.translate(_SIMILAR),
    "bold": shifted("𝐚"),
    "full width": shifted("ａ"),
    "circled": shifted("ⓐ"),
    "squared": lambda words: shifted("🅰")(words.lower()),
    "small capitals": lambda words: words.translate(_SMALL),
    "dotted": within("."),
    "hyphens": within("-"),
    "underscores": within("_"),
    "stars": within("*"),
    "slashes": within("/"),
    "bullets": within("•"),
    "pictures": within("🔥"),
    "spaced": within(" ", "  "),
    "spaced alike": lambda words: " ".join(words.replace(" ", "")),
    "dots alike": lambda words: ".".join(words.replace(" ", "")),
    "run together": between(""),
    "dot between": between("."),
    "underscore between": between("_"),
    "picture between": between("💰"),
    "a syllable a line": between("\n"),
    "wide": between("   "),
    "hard spaces": between("\u00a0"),
    "stretched": lambda words: re.sub(
        r"[^\W\d]", lambda c: c[0] * (3 if is_vowel(c[0]) else 1), words
    ),
    "stretched at the end": lambda words: re.sub(r"([^\W\d])(?!\w)", r"\1\1\1\1", words),
    "digits": lambda words: words.translate(_DIGITS),
}


def is_vowel(letter: str) -> bool:
    return fold(letter) in tuple("aeiouy")


def disguised(words: str) -> dict[str, str]:
    """Give every disguise of a term."""
    return {name: disguise(words) for name, disguise in DISGUISES.items()}
