"""Finding words in what readers wrote: whole syllables, never parts of one.

Both sides are read in NFC with tones in one place, so "ma" is not found in
"mạnh", "máy" or "mã", however their marks were typed (Unicode Standard Annexes
15 and 29; Coral issue 2840 tells what goes wrong otherwise).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.text import fold, place_tones
from comments.models import BannedTerm, Verdict
from comments.writing import visible

# A word with any marks that stand apart, or the end of a sentence: a phrase
# does not reach over it.
_WORD_OR_END = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|[.!?…](?=\s)")


@dataclass(frozen=True, slots=True)
class Term:
    """A banned word or phrase, ready to be looked for."""

    key: str
    is_folded: bool
    verdict: Verdict


def term_of(banned: BannedTerm) -> Term:
    """Read a banned term once, for any number of texts."""
    is_folded = banned.match == BannedTerm.Match.FOLDED
    words = [word for word in _tokens(visible(banned.term)) if word[0] not in ".!?…"]
    key = " ".join(_key(word[0], is_folded) for word in words)
    return Term(key, is_folded, Verdict(banned.verdict))


def find_first(terms: Iterable[Term], text: str) -> tuple[Term, str] | None:
    """Return the first term that stands in the text, and the visible words that match it."""
    seen = visible(text)
    tokens = _tokens(seen)
    lines = {is_folded: _line(tokens, is_folded) for is_folded in (False, True)}
    for term in terms:
        line = lines[term.is_folded]
        at = line.find(f" {term.key} ") if term.key else -1
        if at >= 0:
            first = line.count(" ", 0, at)
            last = first + term.key.count(" ")
            return term, seen[tokens[first].start() : tokens[last].end()]
    return None


def _tokens(text: str) -> list[re.Match[str]]:
    return list(_WORD_OR_END.finditer(text))


def _line(tokens: list[re.Match[str]], is_folded: bool) -> str:
    return " ".join(["", *(_key(token[0], is_folded) for token in tokens), ""])


def _key(word: str, is_folded: bool) -> str:
    return fold(word) if is_folded else place_tones(word).casefold()
