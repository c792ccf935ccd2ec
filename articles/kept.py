"""Small tables that many pages need: read once, kept in memory until they change."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Count, Max, Model, Subquery, Value


class Kept[Read]:
    """What a process keeps of some small tables, and the stamp at which it was read.

    A stamp is how many rows the tables have and when the last one was saved. It comes
    along with another query, so that a change counts at once and costs no query.
    """

    def __init__(self, name: str, models: Sequence[type[Model]], read: Callable[[], Read]) -> None:
        """Keep what ``read`` returns.

        Args:
            name: under which the stamp comes along.
            models: the tables; each has ``saved_at``.
            read: asks the tables.
        """
        self.name, self.models, self.read = name, models, read
        numbered = [f"{name}_{number}" for number, _model in enumerate(models)]
        self._columns = [f"{each}_{what}" for each in numbered for what in ("rows", "saved")]
        self._kept: tuple[tuple[Any, ...], Read] | None = None

    def stamp(self) -> dict[str, Subquery]:
        """Return what another query brings along, by the name of the column."""
        sums = [each for model in self.models for each in _sums_of(model)]
        return dict(zip(self._columns, sums, strict=True))

    def of(self, rows: Iterable[object]) -> Read:
        """Return what the tables hold: read anew where the rows bring another stamp, or none."""
        row = next(iter(rows), None)
        if row is None:
            return self.read()
        stamp = tuple(getattr(row, name) for name in self._columns)
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, self.read())
        return self._kept[1]


def _sums_of(model: Any) -> list[Subquery]:
    # Grouped by a constant, which is the whole table; by nothing, Django groups by every column.
    rows = model.objects.order_by().annotate(whole=Value(1)).values("whole")
    sums = (Count("pk"), Max("saved_at"))
    return [Subquery(rows.annotate(summed=what).values("summed")) for what in sums]
