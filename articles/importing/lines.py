"""A page as lines: what is blank, what is written, and where each line stands."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from articles.importing.decoding import BLANK, decode, split_lines
from articles.importing.document import UnreadableDocument
from articles.text import BLANKS, HIDDEN, match_key, nfc

SENTENCE_ENDS = (".", "…", "!", "?", "”", '"')

_RUN_OF_SPACES = re.compile(r"\s+")
_VIETNAMESE_LETTERS = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


@dataclass(frozen=True)
class Line:
    """One line of a page. number counts from 1; text is in NFC, without blanks around it."""

    number: int
    text: str
    strange_blanks: str = ""
    """For a blank line: the blanks on it that are no space and no tab."""
    hidden: str = ""
    """For a written line: the invisible characters that were taken out of it."""

    @property
    def is_blank(self) -> bool:
        """Whether the line leaves no ink."""
        return not self.text

    @cached_property
    def key(self) -> str:
        """What this line shares with other spellings of it."""
        return match_key(self.text)


@dataclass(frozen=True)
class Page:
    """All lines of one document, and the SHA-256 of its bytes in hexadecimal."""

    sha256: str
    lines: tuple[Line, ...]

    @classmethod
    def from_bytes(cls, data: bytes) -> "Page":
        """Take a document apart. Raises UnreadableDocument if it is no text or holds none."""
        lines = tuple(_line(number, raw) for number, raw in enumerate(split_lines(decode(data)), 1))
        if all(line.is_blank for line in lines):
            raise UnreadableDocument(BLANK)
        return cls(hashlib.sha256(data).hexdigest(), lines)

    @cached_property
    def written(self) -> tuple[Line, ...]:
        """The lines that are not blank."""
        return tuple(line for line in self.lines if not line.is_blank)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the written lines that are short enough to be a label."""
        return frozenset(line.key for line in self.written if len(line.text) <= LABEL_LENGTH)

    @cached_property
    def is_vietnamese(self) -> bool:
        """Whether letters that only Vietnamese has stand on the page, beyond a name or two."""
        found = sum(len(_VIETNAMESE_LETTERS.findall(line.text)) for line in self.written)
        return found >= LETTERS_OF_A_SENTENCE


LABEL_LENGTH = 120
"""Characters: no label of a page's furniture is longer."""

LETTERS_OF_A_SENTENCE = 5
"""Marked letters: any Vietnamese sentence has more."""


def one_space(text: str) -> str:
    """Put one plain space for every run of spaces."""
    return _RUN_OF_SPACES.sub(" ", text).strip(BLANKS)


def _line(number: int, raw: str) -> Line:
    ink = raw.strip(BLANKS)
    if not ink:
        return Line(number, "", strange_blanks="".join(sorted(set(raw) - {" ", "\t"})))
    hidden = "".join(sorted(set(HIDDEN.findall(ink))))
    return Line(number, nfc(HIDDEN.sub("", ink)) if hidden else ink, hidden=hidden)
