"""What readers type, in the form in which it is kept and compared."""

import re
import unicodedata

from articles import text

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, turned writing directions, halves of characters, non-characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
# Letters and marks that show nothing, beside the format characters of Unicode (Cf).
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(selector) for selector in range(0xFE00, 0xFE10)
}


def tidy(typed: str) -> str:
    """Give the text in NFC with plain line ends, without control characters and outer blanks."""
    return text.nfc(_UNWANTED.sub("", _LINE_ENDS.sub("\n", typed))).strip()


def is_unseen(char: str) -> bool:
    """Whether a character shows nothing and takes no room."""
    return char in _BLANKS or unicodedata.category(char) == "Cf"


def visible(typed: str) -> str:
    """Give the text without characters that nobody sees, in NFC: a word hides nothing in it."""
    return text.nfc("".join(c for c in typed if not is_unseen(c)))


def is_blank(typed: str) -> bool:
    """Whether a reader would see nothing at all."""
    return not visible(typed).strip()
