"""Small tables that many pages need: read once, kept in memory until they change."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Count, Max, Model, Subquery, Value
from django.db.models.expressions import BaseExpression


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
        self._kept: tuple[tuple[Any, ...], Read] | None = None

    def stamp(self) -> dict[str, Subquery]:
        """Return what another query brings along, by the name of the column."""
        return {
            f"{self.name}_{number}_{what}": Subquery(_summed(model, summed))
            for number, model in enumerate(self.models)
            for what, summed in (("rows", Count("pk")), ("saved", Max("saved_at")))
        }

    def of(self, rows: Iterable[object]) -> Read:
        """Return what the tables hold: read anew where the rows bring another stamp, or none."""
        row = next(iter(rows), None)
        if row is None:
            return self.read()
        stamp = tuple(getattr(row, name) for name in self.stamp())
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, self.read())
        return self._kept[1]


def _summed(model: Any, what: BaseExpression) -> Any:
    # Grouped by a constant, which is the whole table; by nothing, Django groups by every column.
    rows = model.objects.order_by().annotate(whole=Value(1)).values("whole")
    return rows.annotate(summed=what).values("summed")
