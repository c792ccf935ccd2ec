"""Counting what stands behind all filters of the list of articles, in one query.

A *base* is the newest ``BOUND`` articles of a combination of filters. There is one for
the list as it is, and one for each filter in use, without that filter: so a chosen state
still says how many there are in the other states. Each base is read once and grouped in
several ways. Where a combination is the whole paper, links are counted along indexes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from articles.admin.article_list.facet import EXACT, Facet
from articles.admin.counting import BOUND
from articles.admin.rows import NO_ROW
from articles.models import Article

ALL = "all"
NEWEST = ("-saved_at", "-pk")


@dataclass
class Base:
    """The articles of one combination of filters, and the filters counted in it.

    Attributes:
        is_whole: whether nothing narrows it: every article is in it.
    """

    articles: QuerySet[Any]
    facets: Sequence[Facet]
    is_whole: bool


@dataclass
class Query:
    """One SELECT made of many; every part gives (base, what, value, name, number)."""

    bases: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    base_params: list[Any] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add_base(self, name: str, base: Base) -> None:
        """Read a base once, with the columns that its facets group."""
        columns: dict[str, Any] = {}
        for facet in base.facets:
            if not (base.is_whole and facet.is_counted_along_an_index):
                columns |= facet.tallies()
        plain = [column for column, what in columns.items() if what is None]
        made = {column: what for column, what in columns.items() if what is not None}
        newest = _or_none(base.articles).order_by(*NEWEST).values("pk")[: BOUND + 1]
        rows = Article.objects.order_by().filter(pk__in=newest).annotate(**made)
        sql, params = _sql(rows.values_list("pk", *plain, *made))
        listed = ", ".join(["id", *plain, *made])
        self.bases.append(f"{name} ({listed}) AS MATERIALIZED ({sql})")
        self.base_params += params
        self.add(f"SELECT '{name}', '{ALL}', '', '', COUNT(*) FROM {name}")
        for column in (*plain, *made):
            self.add(
                f"SELECT '{name}', '{column}', CAST({column} AS text), '', COUNT(*)"
                f" FROM {name} GROUP BY {column}"
            )
        for facet in base.facets:
            self.add_facet(name, base, facet)

    def add_facet(self, name: str, base: Base, facet: Facet) -> None:
        """Count what one facet counts in its own way."""
        exact = facet.parameter + EXACT
        if sql := facet.names_of_all() if base.is_whole else facet.names(name):
            what = exact if base.is_whole else facet.parameter
            self.add(f"SELECT '{name}', '{what}', CAST(id AS text), name, n FROM ({sql}) AS top")
        for value, articles in facet.whole() if base.is_whole else ():
            sql, params = _sql(_or_none(articles).order_by().values("pk")[: BOUND + 1])
            self.add(
                f"SELECT '{name}', '{exact}', %s, '', COUNT(*) FROM ({sql}) AS rows_of_it",
                [value, *params],
            )

    def add(self, sql: str, params: Iterable[Any] = ()) -> None:
        """Add one SELECT."""
        self.parts.append(sql)
        self.params += params

    def rows(self) -> list[Any]:
        """Ask the database."""
        sql = f"WITH {', '.join(self.bases)} {' UNION ALL '.join(self.parts)}"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*self.base_params, *self.params])
            return list(cursor.fetchall())


def _sql(rows: QuerySet[Any]) -> tuple[str, Sequence[Any]]:
    sql, params = rows.query.sql_with_params()
    return sql, params


def _or_none(articles: QuerySet[Any]) -> QuerySet[Any]:
    """Return the articles; where the ORM knows that there are none, a query that finds none."""
    try:
        articles.query.sql_with_params()
    except EmptyResultSet:
        return Article.objects.order_by().filter(pk=NO_ROW)
    return articles


def count(bases: Sequence[Base]) -> int:
    """Tell every facet how many articles its links lead to.

    Returns:
        How many articles the first base holds; one more than ``BOUND`` is "more".
    """
    query = Query()
    for n, base in enumerate(bases):
        query.add_base(f"base{n}", base)
    tallied: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for base_name, what, value, name, n in query.rows():
        tallied[base_name][what][value] += n
        if name:
            named[f"{base_name}{what}"][value] = name
    for n, base in enumerate(bases):
        here = tallied[f"base{n}"]
        for facet in base.facets:
            facet.tallied, facet.is_cut = here, here[ALL][""] > BOUND
            exact, cut = (named[f"base{n}{facet.parameter}{end}"] for end in (EXACT, ""))
            facet.named = exact or cut
    return tallied["base0"][ALL][""]
