"""Nearly the same words, sent again: how alike two comments are, at a bounded cost."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.text import match_key

# Strings of so many letters are compared; shorter ones are shared by any two texts.
_PIECE = 5
# Below, thanks and assent are alike by themselves.
_SHORTEST = 40
# One word in eight may differ, or a name at either end.
_ALIKE = 0.6
# So many characters of a comment are compared: what is kept of it folded (``Comment.key``).
LONGEST = 500


class Said(NamedTuple):
    """What was said before: folded, as far as it is compared, and the beginning as written."""

    key: str
    words: str


def nearest(text: str, said: Iterable[Said]) -> str:
    """Return the words of which the text is nearly a copy; "" if there are none.

    Two texts are compared by the share of five-letter pieces they have in common
    (Broder, On the resemblance and containment of documents, 1997).
    """
    key = match_key(text)[:LONGEST]
    if len(key) < _SHORTEST:
        return ""
    pieces = _pieces(key)
    alike = (other.words for other in said if _resemble(pieces, _pieces(other.key)))
    return next(alike, "")


def _resemble(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def _pieces(key: str) -> set[str]:
    letters = key.replace(" ", "")
    return {letters[at : at + _PIECE] for at in range(max(len(letters) - _PIECE + 1, 1))}
