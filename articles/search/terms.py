"""What an index is asked: a few kinds of terms that both engines understand alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Where in an article a word may stand; the value is the engine's name for it."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    TAGS = "tags"
    BYLINE = "byline"
    BODY = "body"
    CAPTIONS = "captions"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; in one part of the article, or anywhere."""

    text: str
    part: Part | None = None
    is_prefix: bool = False


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
