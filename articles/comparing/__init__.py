"""Two or three versions of an article side by side: which parts differ, and in which words.

Pure: snapshots go in (see ``snapshots``), rows for the desk's templates come out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comparing.blocks import Block, aligned, blocks
from articles.comparing.changed_lines import Fold, Line, block_line, folded, lines_of, photo_label
from articles.comparing.wording import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    Budget,
    Part,
    differences,
    whole,
    words,
)
from articles.models import Article
from articles.snapshots import EDITED, Content, changed

MOMENT = ("status", "withdrawal_reason", "updated_at")
PHOTO_WORDS = {
    "caption": gettext_lazy("chú thích"),
    "credit": gettext_lazy("nguồn ảnh"),
    "alt": gettext_lazy("mô tả ảnh"),
}


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One part of an article in which two versions differ."""

    name: str
    label: str
    lines: Sequence[Line | Fold]


@dataclass(frozen=True, slots=True)
class ThreeWayLine:
    """One piece of a part: as it was, as they have it, as I have it; None where it is not."""

    base: Line | None
    theirs: Line | None
    mine: Line | None
    kind = "three"

    @property
    def is_same(self) -> bool:
        """Whether nobody touched it."""
        return all(line and line.kind == SAME for line in (self.theirs, self.mine))

    @property
    def is_conflict(self) -> bool:
        """Whether both touched it, each in another way."""
        sides = (self.theirs, self.mine)
        touched = all(line != self.base and (line or self.base) for line in sides)
        return touched and self.theirs != self.mine


@dataclass(frozen=True, slots=True)
class ThreeWayRow:
    """One part of an article that two editors started from the same version of.

    Attributes:
        changed_by: "theirs", "mine", "both" (each in another way) or "alike".
    """

    name: str
    label: str
    changed_by: str
    lines: Sequence[ThreeWayLine | Fold]

    @property
    def is_conflict(self) -> bool:
        """Whether both changed it, each in another way."""
        return self.changed_by == "both"


# Two versions ---------------------------------------------------------------------


def compare(old: Content, new: Content, names: Iterable[str] | None = None) -> list[FieldDiff]:
    """Return the parts in which two snapshots differ, in the order of the form.

    Args:
        names: of the parts to look at; None is all of them, with what belongs to the
            moment. A part that ``new`` does not have is as in ``old``.
    """
    budget = Budget()
    new = {**old, **new}
    wanted = set(EDITED if names is None else names)
    rows = [
        FieldDiff(
            name, label_of(name), folded(lines_of(name, old.get(name), new.get(name), budget))
        )
        for name in changed(old, new)
        if name in wanted
    ]
    if names is None:
        rows += [
            FieldDiff(name, label_of(name), lines_of(name, old.get(name), new.get(name), budget))
            for name in MOMENT
            if old.get(name) != new.get(name)
        ]
        rows += _photo_rows(old.get("photos", ()), new.get("photos", ()), budget)
        rows += _correction_rows(old.get("corrections") or (), new.get("corrections") or ())
    return rows


def label_of(name: str) -> str:
    """Return what the desk calls a part of an article."""
    return str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _photo_rows(old: Any, new: Any, budget: Budget) -> list[FieldDiff]:
    """Compare the words of the photos that both versions show."""
    before = {photo["id"]: photo for photo in old}
    lines: list[Line | Fold] = []
    for photo in new:
        was = before.get(photo["id"])
        if was is None:
            continue
        label = photo_label(photo["id"])
        for name, called in PHOTO_WORDS.items():
            if was.get(name) != photo.get(name):
                parts = differences(words(was.get(name, "")), words(photo.get(name, "")), budget)
                lines.append(Line(CHANGED, parts, f"{label} · {called}", photo_id=photo["id"]))
        if was.get("sha256") != photo.get("sha256"):
            says = [Part(ADDED, _("Tệp ảnh đã thay."))]
            lines.append(Line(CHANGED, says, label, photo_id=photo["id"]))
    return [FieldDiff("photos", _("chữ của ảnh"), lines)] if lines else []


def _correction_rows(old: Any, new: Any) -> list[FieldDiff]:
    """Say which corrections were published in between."""
    said = [
        Line(kind, [Part(kind, f"{notice['wrong']} → {notice['right']}")])
        for kind, notices, others in ((REMOVED, old, new), (ADDED, new, old))
        for notice in notices
        if notice not in others
    ]
    return [FieldDiff("corrections", _("đính chính"), said)] if said else []


# Three versions -------------------------------------------------------------------


def three_columns(base: Content, theirs: Content, mine: Content) -> list[ThreeWayRow]:
    """Return what two editors made of one version, part by part.

    Args:
        base: what both started from. theirs: what a colleague saved. mine: what was
            typed; parts that are missing there, or in ``theirs``, are as in ``base``.
    """
    budget = Budget()
    theirs, mine = {**base, **theirs}, {**base, **mine}
    by_them, by_me = set(changed(base, theirs)), set(changed(base, mine))
    differing = set(changed(theirs, mine))
    rows = []
    for name in EDITED:
        if name not in by_them | by_me:
            continue
        both = "both" if name in differing else "alike"
        who = both if name in by_them & by_me else "theirs" if name in by_them else "mine"
        lines = _three_way(name, [each.get(name) for each in (base, theirs, mine)], budget)
        rows.append(ThreeWayRow(name, label_of(name), who, lines))
    return rows


def _three_way(name: str, sides: Sequence[Any], budget: Budget) -> list[Any]:
    if name == "body":
        return folded(_three_bodies([blocks(side or "") for side in sides], budget))
    base, *others = sides
    columns = [_stands(name, base, budget)]
    for side in others:
        is_same = not changed({name: base}, {name: side})
        columns.append(columns[0] if is_same else lines_of(name, base, side, budget))
    return [ThreeWayLine(*lines) for lines in zip_longest(*columns)]


def _stands(name: str, value: Any, budget: Budget) -> list[Line]:
    """Return one part of an article as it stands in one version."""
    return [
        Line(
            SAME,
            whole(SAME, words("".join(part.text for part in line.parts))),
            line.label,
            photo_id=line.photo_id,
        )
        for line in lines_of(name, None, value, budget)
        if line.parts
    ]


def _three_bodies(sides: Sequence[Sequence[Block]], budget: Budget) -> list[ThreeWayLine]:
    """Lay three bodies side by side, block by block of the one both started from."""
    start, theirs, mine = sides
    their_lines, their_news = _against(start, theirs, budget)
    my_lines, my_news = _against(start, mine, budget)
    rows = []
    for n in range(len(start) + 1):
        news = zip_longest(their_news.get(n, ()), my_news.get(n, ()))
        rows += [ThreeWayLine(None, *lines) for lines in news]
        if n < len(start):
            stood = block_line(start[n], start[n], budget)
            rows.append(ThreeWayLine(stood, their_lines[n], my_lines[n]))
    return rows


def _against(
    base: Sequence[Block], side: Sequence[Block], budget: Budget
) -> tuple[list[Line], dict[int, list[Line]]]:
    """Return what became of each block, and what came before the n-th of them."""
    became: list[Line] = []
    came: dict[int, list[Line]] = {}
    for old, new in aligned(base, side, budget):
        line = block_line(old, new, budget)
        if old is None:
            came.setdefault(len(became), []).append(line)
        else:
            became.append(line)
    return became, came
