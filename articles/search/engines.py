"""Which search engine answers: that of the database in use."""

from django.db import connection

from articles.search.engine import Engine
from articles.search.postgresql import PostgreSQL
from articles.search.sqlite import SQLite

ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    """Return the engine of the database in use."""
    return ENGINES[connection.vendor]
