"""Bars over days, laid out in whole numbers; ``admin/desk/chart.html`` draws them as SVG.

The page needs no script for them, and nothing but colours in its style sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from django.utils import formats

WIDTH, HEIGHT = 380, 148
LEFT, RIGHT, TOP, FOOT = 34, 6, 10, 20
STEPS = (1, 2, 3, 4, 5)
WEEK = 7
RANK_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a day's column: where it stands, and which of the kinds it counts."""

    kind: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Column:
    """One day: its numbers, what stands under it, and its bars from the ground up.

    Attributes:
        label: the day, where there is room for its name.
    """

    day: date
    counts: tuple[int, ...]
    x: int
    middle: int
    label: str
    is_last: bool
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        """All that was counted on this day."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart, and the number it stands for."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with everything its template says and draws.

    Attributes:
        kinds: what is counted, from the ground up; more than one needs a legend.
    """

    name: str
    title: str
    kinds: tuple[str, ...]
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    top: int = TOP
    ground: int = HEIGHT - FOOT
    right: int = WIDTH - RIGHT
    step: int = 0

    @property
    def total(self) -> int:
        """All that was counted."""
        return sum(column.total for column in self.columns)

    @property
    def last(self) -> Column:
        """Today."""
        return self.columns[-1]

    @property
    def highest(self) -> Column:
        """The day with the most; of several the latest."""
        return max(self.columns, key=lambda column: (column.total, column.day))


def bars(
    name: str, title: str, kinds: Sequence[str], counts: Mapping[date, Sequence[int]]
) -> Chart:
    """Lay out one column a day.

    Args:
        name: a word for the addresses within the page.
        kinds: what is counted, from the ground up.
        counts: for each day, in order, one number for each kind.
    """
    days = list(counts)
    top = roof(max((sum(numbers) for numbers in counts.values()), default=0))
    step = (WIDTH - LEFT - RIGHT) // max(1, len(days))
    columns = tuple(
        _column(day, tuple(counts[day]), LEFT + place * step, step, top, len(days) - 1 - place)
        for place, day in enumerate(days)
    )
    marks = tuple(Mark(_y(value, top), _written(value)) for value in (0, top // 2, top))
    return Chart(name, title, tuple(kinds), columns, marks, step=step)


def roof(most: int) -> int:
    """Return the number at the top of the axis: round, even, and not below the highest bar."""
    size = 2
    while True:
        for step in STEPS:
            if step * size >= most:
                return step * size
        size *= 10


def _column(day: date, counts: tuple[int, ...], x: int, step: int, top: int, to_go: int) -> Column:
    edges = [_y(value, top) for value in accumulate(counts, initial=0)]
    width = max(1, step - 2)
    return Column(
        day=day,
        counts=counts,
        x=x,
        middle=x + width // 2,
        label=f"{day:%d/%m}" if to_go % WEEK == 0 else "",
        is_last=to_go == 0,
        bars=tuple(
            Bar(kind, x, above, width, below - above)
            for kind, (below, above) in enumerate(pairwise(edges))
            if counts[kind]
        ),
    )


def _y(value: int, top: int) -> int:
    """Return where a number stands; what is not nothing is at least one unit high."""
    room = HEIGHT - FOOT - TOP
    height = round(room * value / top)
    return HEIGHT - FOOT - (max(1, height) if value else 0)


def _written(value: int) -> str:
    return formats.number_format(value, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Rank:
    """One line of a ranking: what, how often, and how long its bar is of ``RANK_WIDTH``."""

    label: str
    count: int
    width: int

    @property
    def number(self) -> str:
        """The count in figures."""
        return _written(self.count)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Counts side by side, each with a bar; ``admin/desk/ranking.html`` draws them."""

    name: str
    title: str
    lines: tuple[Rank, ...]

    @property
    def total(self) -> int:
        """All that was counted."""
        return sum(line.count for line in self.lines)


def ranked(name: str, title: str, counts: Sequence[tuple[str, int]]) -> Ranking:
    """Lay out one line a count, in the order given.

    Args:
        name: a word for the addresses within the page.
    """
    most = max((count for _label, count in counts), default=0)
    lines = (
        Rank(label, count, max(1, round(RANK_WIDTH * count / most)) if count else 0)
        for label, count in counts
    )
    return Ranking(name, title, tuple(lines))
