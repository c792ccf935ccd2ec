"""What a search engine must be able to do; ``engines`` tells which one answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from articles.models import SearchEntry, SearchWords
from articles.search.terms import Term


class SearchTookTooLongError(Exception):
    """A search was stopped at its time limit."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is written of one article.

    Attributes:
        entry: that it is found; its key is its place in the order of publication.
        words: what is said in it.
        lexemes: everything under which it is found, each once, with blanks between.
    """

    entry: SearchEntry
    words: SearchWords
    lexemes: str


@dataclass(frozen=True, slots=True)
class Tier:
    """One thing that makes a match better.

    Attributes:
        term: what holds.
        limit: how many are looked for, the newest first.
    """

    term: Term
    limit: int


@dataclass(frozen=True, slots=True)
class Request:
    """What an engine is asked.

    Attributes:
        tiers: what must hold, then what makes a match better.
        first, last: the range of keys.
        now: what was taken down by then is left out.
        loose: what is looked for, too, where fewer than ``enough`` were meant.
        sought: which of the tiers says what was meant.
        enough: see ``loose``.
    """

    tiers: Sequence[Tier]
    first: int
    last: int
    now: datetime
    loose: Sequence[Tier] = ()
    sought: int = 0
    enough: int = 0

    def conditions(self) -> list[tuple[Tier, str]]:
        """Return every tier with what must hold for it to be looked for, in SQL for both engines.

        The question calls the tiers tier0, tier1 …
        """
        few = f"AND NOT EXISTS (SELECT 1 FROM tier{self.sought} LIMIT 1 OFFSET {self.enough - 1})"
        return [*((tier, "") for tier in self.tiers), *((tier, few) for tier in self.loose)]


class Match(NamedTuple):
    """One article that was found.

    Attributes:
        key: its place in the order of publication.
        article: its number.
        kinds: what it can be filtered by.
        held: a bit for each tier that holds, then for each loose one.
    """

    key: int
    article: int
    kinds: str
    held: int


class Engine(Protocol):
    """The one interface of SQLite's FTS5 and PostgreSQL's tsvector."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows; none of their keys is in use."""

    def erase(self, rows: Sequence[Row]) -> None:
        """Take the lexemes of rows out, each exactly as they were written."""

    def taken(self, keys: Sequence[int]) -> set[int]:
        """Return which of these keys are in use."""

    def empty(self) -> None:
        """Take everything out."""

    def begin_rebuild(self) -> None:
        """Prepare for many rows."""

    def end_rebuild(self) -> None:
        """Put everything in order after many rows."""

    def find(self, request: Request) -> list[Match]:
        """Return what matches.

        Raises:
            SearchTookTooLongError: the time limit of the settings was reached.
        """

    def count(self, terms: Sequence[Term], last: int, most: int) -> list[int]:
        """Return of each term how many articles up to a key hold it, at most ``most``."""

    def newest(self, term: Term, last: int) -> int | None:
        """Return the newest key, up to a last one, that holds a term."""
