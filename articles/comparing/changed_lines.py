"""One part of an article in two versions, as lines that say how it became what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.comparing.blocks import FIGURE, Block, aligned, blocks
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
from articles.snapshots import LINKS, TIMES, as_time

TEXTS = ("headline", "kicker", "standfirst", "lead_caption", "lead_alt", "sign_off", "dateline")
MOMENT, HOUR = "H:i d/m/Y", "H:i"
MOVED, MARKUP = "moved", "markup"
AROUND = 1
"""How many unchanged blocks stand beside a changed one; the others are folded."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block of a body, or another piece of a part, as it became.

    Attributes:
        kind: "same", "removed", "added", "changed", or "moved" to another place.
        label: what it is, where that is not plain; was: what it was before.
        photo_id: of the photo it shows.
    """

    kind: str
    parts: Sequence[Part] = ()
    label: str = ""
    was: str = ""
    photo_id: int | None = None

    @property
    def is_same(self) -> bool:
        """Whether nothing changed in it."""
        return self.kind == SAME


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines in which nothing changed, to be opened by those who want them."""

    lines: Sequence[Any]
    kind = "fold"


def lines_of(name: str, old: Any, new: Any, budget: Budget) -> list[Line]:
    """Return one part of an article as lines that say how it became what it is."""
    if name == "body":
        return _body_lines(old or "", new or "", budget)
    if name == "tags":
        return [Line(CHANGED, _set_parts(old or (), new or ()))]
    if name == "authors":
        before, after = (_names(each) for each in (old, new))
        return [Line(CHANGED, differences(words(before), words(after), budget))]
    if name in LINKS:
        return _link_lines(name, old, new)
    if name in TIMES or name == "updated_at":
        return _replaced(clocked(as_time(old)), clocked(as_time(new)))
    if name in TEXTS or name == "withdrawal_reason":
        return [Line(CHANGED, differences(words(old or ""), words(new or ""), budget))]
    return _replaced(_chosen(name, old), _chosen(name, new))


def _replaced(old: str, new: str) -> list[Line]:
    """Say one short thing after another, as wholes."""
    gone = [Part(REMOVED, old)] if old else []
    arrow = [Part(SAME, " → ")] if old and new else []
    came = [Part(ADDED, new)] if new else []
    return [Line(CHANGED, [*gone, *arrow, *came])]


def _link_lines(name: str, old: Any, new: Any) -> list[Line]:
    if name != "lead_photo":
        return _replaced(*(each["name"] if each else "" for each in (old, new)))
    return [
        Line(kind, [Part(kind, row["name"])], photo_label(row["id"]), photo_id=row["id"])
        for kind, row in ((REMOVED, old), (ADDED, new))
        if row
    ]


def photo_label(number: Any) -> str:
    """Return what the desk calls a photo by its number."""
    return _("Ảnh %(id)s") % {"id": number}


def _names(authors: Any) -> str:
    return ", ".join(each["name"] for each in authors or ())


def _set_parts(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    """Say which names went and came; their order means nothing."""
    kinds = {name: SAME if name in new else REMOVED for name in old}
    kinds |= {name: ADDED for name in new if name not in old}
    parts: list[Part] = []
    for name, kind in kinds.items():
        parts += [*([Part(SAME, ", ")] if parts else []), Part(kind, name)]
    return parts


def _chosen(name: str, value: Any) -> str:
    """Return a choice by its name at the desk, anything else as it is written."""
    choices = dict(Article._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, "" if value is None else value))


def clocked(instant: datetime | None) -> str:
    """Write a time by every clock of the paper; a day only where it is another one."""
    if instant is None:
        return ""
    said, known = [], None
    for city, zone in settings.CLOCKS.items():
        at = instant.astimezone(ZoneInfo(zone))
        said.append(f"{date_format(at, HOUR if at.date() == known else MOMENT)} {city}")
        known = known or at.date()
    return " · ".join(said)


# The body -------------------------------------------------------------------------


def _body_lines(old: str, new: str, budget: Budget) -> list[Line]:
    pairs = aligned(blocks(old), blocks(new), budget)
    lines = _with_moves([block_line(*pair, budget) for pair in pairs], pairs)
    if old != new and all(line.kind == SAME for line in lines):
        says = [Part(ADDED, _("Chữ vẫn thế; chỉ mã trình bày khác."))]
        return [*lines, Line(MARKUP, says)]
    return lines


def block_line(old: Block | None, new: Block | None, budget: Budget) -> Line:
    """Say what became of one block."""
    stands = new or old
    assert stands is not None
    photo = stands.number if stands.kind == FIGURE else None
    if old is None or new is None:
        kind = REMOVED if new is None else ADDED
        return Line(kind, whole(kind, stands.text), stands.label, photo_id=photo)
    if old == new:
        return Line(SAME, whole(SAME, new.text), new.label, photo_id=photo)
    was = (old.label or _("Đoạn văn")) if old.label != new.label else ""
    label = new.label or (_("Đoạn văn") if was else "")
    return Line(CHANGED, differences(old.text, new.text, budget), label, was, photo)


def _with_moves(lines: list[Line], pairs: Sequence[tuple[Any, Any]]) -> list[Line]:
    """Say of a block that went here and came there that it moved."""
    moved = {old for old, new in pairs if new is None} & {new for old, new in pairs if old is None}
    done = []
    for line, (old, new) in zip(lines, pairs, strict=True):
        if old is None and new in moved:
            done.append(Line(MOVED, whole(SAME, new.text), line.label, photo_id=line.photo_id))
        elif not (new is None and old in moved):
            done.append(line)
    return done


def folded(lines: Sequence[Any]) -> list[Any]:
    """Fold the unchanged lines that stand far from every changed one."""
    touched = {n for n, line in enumerate(lines) if not line.is_same}
    near = {n + step for n in touched for step in range(-AROUND, AROUND + 1)}
    done: list[Any] = []
    far: list[Any] = []
    for n, line in enumerate([*lines, None]):
        if line is not None and n not in near:
            far.append(line)
            continue
        done += [Fold(tuple(far))] if len(far) > 1 else far
        far = []
        done += [line] if line is not None else []
    return done
