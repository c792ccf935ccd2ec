"""Search on PostgreSQL: one tsvector of tokens without places, under a GIN index.

A token that stands in a part of its own has a second lexeme that says so ("h:hoa"), and
two words in a row have one together ("hoa_binh"): every question is answered from the
index alone, which knows neither weights nor places and would read each row for them.
"""

import json
import struct
from collections.abc import Sequence
from contextlib import nullcontext
from itertools import starmap
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from psycopg.adapt import Dumper
from psycopg.pq import Format

from articles.models import SearchWords
from articles.search import terms as asked
from articles.search.engine import Match, Request, Row, SearchTookTooLongError
from articles.search.terms import All, Term, Token, Without

TABLE = "articles_searchentry"
WORDS = SearchWords._meta.db_table
INDEX = "articles_searchentry_words"
# As the migration made it. Without the list of what came in lately, which is read row by row.
CREATE = f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin(vector) WITH (fastupdate = off)"
DROP = f"DROP INDEX IF EXISTS {INDEX}"
# Within a transaction, what is checked at its end stands in the way of an index.
SETTLE = "SET CONSTRAINTS ALL IMMEDIATE"
# A table whose long values lie elsewhere looks small, so that one process alone would index it.
TOGETHER = "SET LOCAL min_parallel_table_scan_size = 0"
# What a question is asked under. Answered from the index: read row by row, the words of each would
# be unpacked. By one process: others cost more to start, even for tiers that are not looked for.
SET = ("statement_timeout", "enable_seqscan", "max_parallel_workers_per_gather")
BEFORE = "; ".join(f"SET LOCAL {name} = {{}}" for name in SET)
AFTER = BEFORE.format(*["DEFAULT"] * len(SET))
# The key as nothing that there is an index of. Where a few rows are enough, the planner would go
# along the keys until it has them, and unpack the words of each row on the way.
KEY = "(key + 0)"
CANCELLED = "57014"
NO_PLACES = b"\0\0\0"
# What is copied of an entry, and as what.
COLUMNS = {
    "key": "int8",
    "article_id": "int8",
    "kinds": "text",
    "expires_at": "timestamptz",
    "article_version": "int4",
    "form": "int2",
}


class _VectorDumper(Dumper):
    """Lexemes as a tsvector is sent: how many, then each with its end and no places.

    The form is that of ``tsvectorrecv`` in PostgreSQL's tsvector.c: nothing is left to parse.
    """

    format = Format.BINARY
    oid = 3614

    def dump(self, lexemes: str) -> bytes:
        """Return the bytes of lexemes with blanks between."""
        number = struct.pack("!I", lexemes.count(" ") + 1)
        return number + lexemes.encode().replace(b" ", NO_PLACES) + NO_PLACES


class PostgreSQL:
    """tsvector."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows by COPY: that takes half the time of inserting them."""
        with connection.wrap_database_errors, connection.cursor() as cursor:
            cursor.adapters.register_dumper(None, _VectorDumper)
            names = ", ".join(COLUMNS)
            with cursor.copy(f"COPY {TABLE} ({names}, vector) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types([*COLUMNS.values(), "tsvector"])
                for row in rows:
                    copy.write_row([*(getattr(row.entry, name) for name in COLUMNS), row.lexemes])
            with cursor.copy(f"COPY {WORDS} (entry_id, parts) FROM STDIN") as copy:
                for row in rows:
                    said = json.dumps(row.words.parts, ensure_ascii=False)
                    copy.write_row([row.words.entry_id, said])

    def erase(self, rows: Sequence[Row]) -> None:
        """Nothing is left when the entry goes."""

    def taken(self, keys: Sequence[int]) -> set[int]:
        """Return none: the entries' own keys are all there are."""
        return set()

    def empty(self) -> None:
        """Nothing is left when the entries go."""

    def begin_rebuild(self) -> None:
        """Many rows are indexed faster at once."""
        self._say(f"{SETTLE}; {DROP}")

    def end_rebuild(self) -> None:
        """Index everything, and count words anew for the planner."""
        self._say(f"{SETTLE}; {TOGETHER}; {CREATE}; ANALYZE {TABLE}")

    def _say(self, command: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(command)

    def find(self, request: Request) -> list[Match]:
        """Return what matches."""
        sql, params = _question(request)
        return list(starmap(Match, _limited(sql, params)))

    def count(self, terms: Sequence[Term], last: int, most: int) -> list[int]:
        """Return of each term how many articles hold it."""
        sql = (
            f"SELECT (SELECT count(*) FROM (SELECT 1 FROM {TABLE} "
            f"WHERE vector @@ asked.term::tsquery AND {KEY} <= %s LIMIT {int(most)}) found) "
            "FROM unnest(%s::text[]) WITH ORDINALITY asked(term, place) ORDER BY place"
        )
        return [number for (number,) in _limited(sql, [last, [query(term) for term in terms]])]

    def newest(self, term: Term, last: int) -> int | None:
        """Return the newest key that holds a term."""
        sql = f"SELECT max({KEY}) FROM {TABLE} WHERE vector @@ %s::tsquery AND {KEY} <= %s"
        newest: int | None = _limited(sql, [query(term), last])[0][0]
        return newest


def _limited(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    """Ask with a time limit, in one trip; a transaction around it survives the limit."""
    limit = max(1, int(settings.SEARCH_SECONDS * 1000))
    limited = f"{BEFORE.format(limit, 'off', 0)}; {sql}; {AFTER}"
    apart = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with apart, connection.cursor() as cursor:
            cursor.execute(limited, params)
            for _setting in SET:
                cursor.nextset()
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) == CANCELLED:
            raise SearchTookTooLongError from error
        raise


def _question(request: Request) -> tuple[str, list[Any]]:
    # A bound that everything keeps to would be looked at for each row of each tier.
    since = "AND key >= %s" if request.first else ""
    keys = [request.last, *([request.first] if request.first else [])]
    found, held, params = [], [], []
    for n, (tier, condition) in enumerate(request.conditions()):
        found.append(
            f"tier{n} AS (SELECT ctid AS place FROM {TABLE} WHERE vector @@ %s::tsquery "
            f"AND key <= %s {since} {condition} ORDER BY {KEY} DESC LIMIT {int(tier.limit)})"
        )
        params += [query(tier.term), *keys]
        held.append(f"SELECT place, {1 << n}::bigint AS bit FROM tier{n}")
    params.append(request.now)
    sql = (
        f"WITH {', '.join(found)}, held AS ({' UNION ALL '.join(held)}), "
        "sums AS (SELECT place, sum(bit)::bigint AS held FROM held GROUP BY place) "
        "SELECT entry.key, entry.article_id, entry.kinds, sums.held "
        f"FROM sums JOIN {TABLE} entry ON entry.ctid = sums.place "
        "WHERE entry.expires_at IS NULL OR entry.expires_at > %s"
    )
    return sql, params


def query(term: Term) -> str:
    """Write a term in the language of tsquery."""
    match term:
        case Token():
            word = term.lexeme.replace("\\", "\\\\").replace("'", "''")
            return f"'{word}'" + (":*" if term.is_prefix else "")
        case All(terms):
            return f"({' & '.join(query(each) for each in terms)})"
        case asked.Any(terms):
            return f"({' | '.join(query(each) for each in terms)})"
        case Without(wanted, others):
            return f"({query(wanted)} & !({' | '.join(query(each) for each in others)}))"
