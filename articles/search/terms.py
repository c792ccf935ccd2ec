"""What an index is asked: a few kinds of terms that both engines understand alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Where in an article a word may stand."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    TAGS = "tags"
    BYLINE = "byline"
    BODY = "body"
    CAPTIONS = "captions"


# Words of the body are those that stand nowhere else: they have no lexeme of their own.
LETTERS = {
    Part.HEADLINE: "h",
    Part.STANDFIRST: "s",
    Part.TAGS: "t",
    Part.BYLINE: "b",
    Part.CAPTIONS: "c",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One token; in one part of the article, or anywhere."""

    text: str
    part: Part | None = None
    is_prefix: bool = False

    @property
    def lexeme(self) -> str:
        """How the index spells it: a word of the headline is "h:hoa"."""
        return f"{LETTERS[self.part]}:{self.text}" if self.part else self.text


@dataclass(frozen=True, slots=True)
class All:
    """What holds every one of these."""

    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """What holds at least one of these."""

    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What holds the first and none of the others."""

    term: "Term"
    others: tuple["Term", ...]


Term = Token | All | Any | Without


def every(terms: Iterable[Term]) -> Term:
    """Join terms that must all hold."""
    found = tuple(dict.fromkeys(terms))
    return found[0] if len(found) == 1 else All(found)


def either(terms: Iterable[Term]) -> Term:
    """Join terms of which one must hold."""
    found = tuple(dict.fromkeys(terms))
    return found[0] if len(found) == 1 else Any(found)
