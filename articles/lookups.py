"""A lookup: ``pk__among=query``, which is ``pk__in`` with a promise to ask the query once."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField
from django.db.models.lookups import In


@BigAutoField.register_lookup
class Among(In):
    """Whether an id is one of those a query finds.

    PostgreSQL joins with the query of an ``IN``; where its statistics are old (after a
    restore, say) it takes one side for a single row and runs the query again for every
    row of the table, for minutes. Of several with an "or" between it reads the whole table.
    An array is made once, and looked up by number. SQLite makes a list by itself.
    """

    lookup_name = "among"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        """Write what stands behind the id."""
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else f"IN {rhs}"
