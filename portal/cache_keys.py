"""How entries of the cache are named: never by what was known of a reader.

Packages put addresses of networks into the names of their counters, and the cache may
be a table of the database. What is stored is a keyed hash, which only this
installation can make.
"""

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac


def hashed(key: str, key_prefix: str, version: int) -> str:
    """Return the name under which the cache keeps an entry: ``CACHES[…]["KEY_FUNCTION"]``."""
    named = f"{key_prefix}:{version}:{key}"
    return salted_hmac("portal.cache", named, algorithm="sha256").hexdigest()


def forget_expired() -> None:
    """Remove what expired from the table of the cache; other caches do so themselves."""
    cache = caches["default"]
    if isinstance(cache, DatabaseCache):
        table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])
