"""Search on SQLite: one FTS5 table of lexemes alone, newest matches first.

Lexemes are made in Python and hold no marks that FTS5 would read its own way: to its
``ascii`` tokenizer every letter beyond ASCII is part of a word. The table keeps no text,
so that rows are taken out by saying again what was written.
"""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import starmap
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection

from articles.models import SearchEntry, SearchWords
from articles.search import terms as asked
from articles.search.engine import Match, Request, Row, SearchTookTooLongError
from articles.search.terms import All, Term, Token, Without

TABLE = "articles_searchindex"
# So many steps of SQLite's machine between two looks at the clock: some microseconds.
STEPS = 1_000
# What FTS5 is told while everything is written anew, and its own defaults (fts5_config.c): no
# merging on the way, and 64 megabytes in memory before a piece is written out, instead of one.
WHILE_REBUILDING = {
    "automerge": (0, 4),
    "crisismerge": (1_999, 16),
    "hashsize": (64 << 20, 1 << 20),
}


class SQLite:
    """FTS5."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows, by their keys: FTS5 writes out what it has in memory when a key is lower."""
        SearchEntry.objects.bulk_create([row.entry for row in rows])
        SearchWords.objects.bulk_create([row.words for row in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, lexemes) VALUES(%s, %s)",
                sorted((row.entry.key, row.lexemes) for row in rows),
            )

    def erase(self, rows: Sequence[Row]) -> None:
        """Take rows out."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}({TABLE}, rowid, lexemes) VALUES('delete', %s, %s)",
                [[row.entry.key, row.lexemes] for row in rows],
            )

    def taken(self, keys: Sequence[int]) -> set[int]:
        """Return which of these keys are in use, also by rows whose entries were lost."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {TABLE}_docsize WHERE id IN (SELECT value FROM json_each(%s))",
                [json.dumps(keys)],
            )
            return {key for (key,) in cursor.fetchall()}

    def empty(self) -> None:
        """Take everything out."""
        self._say("delete-all")

    def begin_rebuild(self) -> None:
        """Leave the pieces of the index unmerged, and make them large."""
        for name, (meanwhile, _usual) in WHILE_REBUILDING.items():
            self._say(name, meanwhile)

    def end_rebuild(self) -> None:
        """Merge the index into one piece."""
        for name, (_meanwhile, usual) in WHILE_REBUILDING.items():
            self._say(name, usual)
        self._say("optimize")

    def _say(self, command: str, value: int | None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES(%s, %s)", [command, value])

    def find(self, request: Request) -> list[Match]:
        """Return what matches, read backwards from the newest."""
        sql, params = _question(request)
        with connection.cursor() as cursor, _time_limit():
            cursor.execute(sql, params)
            return list(starmap(Match, cursor.fetchall()))

    def count(self, terms: Sequence[Term], last: int, most: int) -> list[int]:
        """Return of each term how many articles hold it."""
        one = (
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} "
            f"WHERE {TABLE} MATCH %s AND rowid <= %s LIMIT {int(most)})"
        )
        counted: list[int] = []
        with connection.cursor() as cursor, _time_limit():
            for start in range(0, len(terms), 200):
                part = terms[start : start + 200]
                params = [each for term in part for each in (match(term), last)]
                cursor.execute(" UNION ALL ".join([one] * len(part)), params)
                counted += [number for (number,) in cursor.fetchall()]
        return counted

    def newest(self, term: Term, last: int) -> int | None:
        """Return the newest key that holds a term."""
        with connection.cursor() as cursor, _time_limit():
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid <= %s "
                "ORDER BY rowid DESC LIMIT 1",
                [match(term), last],
            )
            return next((key for (key,) in cursor.fetchall()), None)


def _question(request: Request) -> tuple[str, list[Any]]:
    found, held, params = [], [], []
    for n, (tier, condition) in enumerate(request.conditions()):
        found.append(
            f"tier{n} AS (SELECT rowid AS key FROM {TABLE} WHERE {TABLE} MATCH %s "
            f"AND rowid BETWEEN %s AND %s {condition} ORDER BY rowid DESC LIMIT {int(tier.limit)})"
        )
        params += [match(tier.term), request.first, request.last]
        held.append(f"SELECT key, {1 << n} AS bit FROM tier{n}")
    params.append(connection.ops.adapt_datetimefield_value(request.now))
    sql = (
        f"WITH {', '.join(found)}, held AS ({' UNION ALL '.join(held)}) "
        "SELECT entry.key, entry.article_id, entry.kinds, sum(held.bit) "
        "FROM held JOIN articles_searchentry entry ON entry.key = held.key "
        "WHERE entry.expires_at IS NULL OR entry.expires_at > %s "
        "GROUP BY entry.key"
    )
    return sql, params


def match(term: Term) -> str:
    """Write a term in FTS5's own language."""
    match term:
        case Token():
            return f'"{term.lexeme}"' + (" *" if term.is_prefix else "")
        case All(terms):
            return f"({' AND '.join(match(each) for each in terms)})"
        case asked.Any(terms):
            return f"({' OR '.join(match(each) for each in terms)})"
        case Without(wanted, others):
            return f"({match(wanted)} NOT ({' OR '.join(match(each) for each in others)}))"


@contextmanager
def _time_limit() -> Iterator[None]:
    """Stop what runs longer than ``SEARCH_SECONDS``."""
    connection.ensure_connection()
    until = time.monotonic() + settings.SEARCH_SECONDS
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" in str(error):
            raise SearchTookTooLongError from error
        raise
    finally:
        connection.connection.set_progress_handler(None, 0)
