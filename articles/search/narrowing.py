"""What a search is narrowed to, and what it could be narrowed to next, with right counts."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from articles.querysets import midnight
from articles.search.engine import Match
from articles.search.index import LARGEST_KEY, key_at
from articles.search.terms import Term, Token


class Kind(StrEnum):
    """By what articles are told apart; the value begins a token of the index."""

    CATEGORY = "category"
    AUTHOR = "author"
    SOURCE = "source"
    PHOTO = "photo"


class When(StrEnum):
    """Times that readers mean when they say so."""

    TODAY = "hom-nay"
    WEEK = "7-ngay"
    MONTH = "30-ngay"
    THIS_YEAR = "nam-nay"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search is narrowed to.

    Attributes:
        kinds: at most one number of each kind.
        since, until: the first and the last day, by the paper's clock.
    """

    kinds: Mapping[Kind, int]
    since: date | None = None
    until: date | None = None

    def terms(self) -> list[Term]:
        """Return what an article must hold."""
        return [Token(f"{kind}={number}") for kind, number in self.kinds.items()]

    def holds_all_since(self, day: date) -> bool:
        """Whether everything from a day on is within the days."""
        return self.until is None and (self.since is None or self.since <= day)

    def keys(self, now: datetime) -> tuple[int, int]:
        """Return the range of keys: of those days, and not beyond this second."""
        first = key_at(midnight(self.since).timestamp()) if self.since else 0
        last = key_at(int(now.timestamp()) + 1) - 1
        if self.until and self.until < date.max:
            last = min(last, key_at(midnight(self.until + timedelta(days=1)).timestamp()) - 1)
        return first, min(last, LARGEST_KEY)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a search: what it is, what it is called, how many are left."""

    number: int
    name: str
    count: int


def first_day(when: When, today: date) -> date:
    """Return the first day of a time that readers mean."""
    return {
        When.TODAY: today,
        When.WEEK: today - timedelta(days=6),
        When.MONTH: today - timedelta(days=29),
        When.THIS_YEAR: today.replace(month=1, day=1),
    }[when]


def counted(found: Sequence[Match]) -> dict[Kind, list[Choice]]:
    """Count what was found by kind, the most frequent first; categories have no name here."""
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    for kinds, articles in Counter(match.kinds for match in found).items():
        tokens, _newline, named = kinds.partition("\n")
        numbers.update(dict.fromkeys(tokens.split(), articles))
        for line in named.splitlines():
            token, _blank, name = line.partition(" ")
            names[token] = name
    choices: dict[Kind, list[Choice]] = {kind: [] for kind in Kind}
    for token, count in sorted(numbers.items(), key=lambda item: (-item[1], item[0])):
        kind, _equals, number = token.partition("=")
        choices[Kind(kind)].append(Choice(int(number), names.get(token, ""), count))
    return choices


def counted_times(found: Iterable[Match], today: date) -> dict[When, int]:
    """Count what was found by the times that readers mean."""
    keys = sorted(match.key for match in found)
    starts = {when: key_at(midnight(first_day(when, today)).timestamp()) for when in When}
    return {when: len(keys) - bisect_left(keys, start) for when, start in starts.items()}
