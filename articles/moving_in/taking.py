"""Old addresses of a file become rows; every line is accounted for.

A line may lead to an old address of another line, in any order: each row names what stands
at the end of such a chain, so that readers get there in one step.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.models import Article, LegacyPath
from articles.models.legacy_path import GOALS, Goal
from articles.moving_in.goals import Goals
from articles.moving_in.lines import Line
from articles.old_paths import path_of

BATCH = 500


class Outcome(models.TextChoices):
    """What became of a line."""

    NEW = "new", _("mới")
    CHANGED = "changed", _("đổi nơi đến")
    UNCHANGED = "unchanged", _("không đổi")
    REPEATED = "repeated", _("trùng dòng trước")
    HEADING = "heading", _("dòng tiêu đề")
    BLANK = "blank", _("dòng trống")
    REFUSED = "refused", _("lỗi")


@dataclass(frozen=True, slots=True)
class Taken:
    """A line, what became of it, and what there is to say about it."""

    line: Line
    outcome: Outcome
    says: str = ""
    goal: Goal | None = None


class Refused(Exception):
    """A line leads nowhere; says why."""


def take(lines: list[Line], dry_run: bool = False) -> Iterator[Taken]:
    """Make the rows of a file, some at a time; may be broken off and repeated.

    Args:
        lines: of the whole file: a chain may lead from any to any.
        dry_run: look everything up, write nothing.
    """
    chains = _Chains(lines)
    for start in range(0, len(lines), BATCH):
        judged = [chains.judge(line) for line in lines[start : start + BATCH]]
        yield from _settled(judged, chains.goals, dry_run)


class _Chains:
    """Where each line leads in the end."""

    def __init__(self, lines: list[Line]) -> None:
        self.first: dict[str, Line] = {}
        for line in lines:
            if line.path:
                self.first.setdefault(line.path, line)
        told = {line.goal for line in lines if line.path} | set(self.first)
        self.goals = Goals(told)
        self.ends: dict[str, Goal] = {}

    def judge(self, line: Line) -> Taken:
        """Say what a line leads to, or why it does not."""
        if line.is_blank or line.is_heading:
            return Taken(line, Outcome.BLANK if line.is_blank else Outcome.HEADING)
        try:
            return self._judged(line)
        except Refused as why:
            return Taken(line, Outcome.REFUSED, str(why))

    def _judged(self, line: Line) -> Taken:
        if line.problem:
            raise Refused(line.problem)
        if self.goals.stands(line.path):
            raise Refused(_("%(path)s đang là một trang của báo") % {"path": line.path})
        goal, first = self._end(line), self.first[line.path]
        if first is line:
            return Taken(line, Outcome.NEW, goal=goal)
        if self._end(first) != goal:
            says = _("%(path)s đã dẫn tới nơi khác ở dòng %(number)s")
            raise Refused(says % {"path": line.path, "number": first.number})
        says = _("như dòng %(number)s") % {"number": first.number}
        return Taken(line, Outcome.REPEATED, says)

    def _end(self, line: Line) -> Goal:
        """Follow a line to the row at its end.

        Raises:
            Refused: it leads nowhere, or round in a circle.
        """
        seen = [line.path]
        while (found := self._meant(line)) is None:
            path = path_of(line.goal)
            if path not in self.first:
                raise Refused(self.goals.why_unknown(line.goal))
            seen.append(path)
            if path in seen[:-1]:
                raise Refused(_("dẫn vòng tròn: %(way)s") % {"way": " → ".join(seen)[:300]})
            line = self.first[path]
        self.ends |= dict.fromkeys(seen, found)
        return found

    def _meant(self, line: Line) -> Goal | None:
        """Return the row a line names; None where it names another line."""
        path = path_of(line.goal)
        if path is None:
            return self.goals.named(line.goal)
        known = self.goals.at(path) or self.ends.get(path)
        return known or (None if path in self.first else self.goals.moved.get(path))


def _settled(judged: list[Taken], goals: Goals, dry_run: bool) -> list[Taken]:
    """Compare with the rows there are, and write those that are new or lead elsewhere."""
    settled = [_compared(taken, goals.moved.get(taken.line.path)) for taken in judged]
    rows = [
        LegacyPath(path=taken.line.path, **{name_of(taken.goal): taken.goal})
        for taken in settled
        if taken.goal and taken.outcome in (Outcome.NEW, Outcome.CHANGED)
    ]
    if rows and not dry_run:
        with transaction.atomic():
            LegacyPath.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["path"], update_fields=[*GOALS]
            )
    return settled


def _compared(taken: Taken, before: Goal | None) -> Taken:
    if taken.goal is None:
        return taken
    if before == taken.goal:
        return Taken(taken.line, Outcome.UNCHANGED, _told(taken.goal), taken.goal)
    if before is None:
        return Taken(taken.line, Outcome.NEW, _told(taken.goal), taken.goal)
    says = _("trước đây dẫn tới %(before)s") % {"before": before.get_absolute_url()}
    return Taken(taken.line, Outcome.CHANGED, says, taken.goal)


def _told(goal: Goal) -> str:
    """Say of an article that is not out that nobody is led to it yet."""
    if isinstance(goal, Article) and not (goal.is_public or goal.leaves_a_notice):
        return _("bài %(id)s chưa đăng: độc giả chưa được dẫn tới") % {"id": goal.pk}
    return ""


def name_of(goal: Goal) -> str:
    """Return the name of the link that leads to such a row."""
    return next(name for name, model in GOALS.items() if isinstance(goal, model))
