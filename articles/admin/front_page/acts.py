"""What editors do to the front page. Each act is small, may be done twice, and is logged.

Rows are placed before another row, or at the end, and never by a list of all: what two
editors move at the same time ends up where each of them put it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from articles import sections
from articles.front_page.slots import automatic_slots
from articles.models import Article, FrontPagePick, FrontPageSlot

MOST_SLOTS = 80
MOST_PICKS = 40


def gone() -> ValidationError:
    """Say that somebody else has changed the page meanwhile."""
    return ValidationError(_("Người khác vừa đổi trang nhất. Đây là trang nhất lúc này."))


@transaction.atomic
def start(by: Any) -> bool:
    """Make the slots of the automatic layout; leave a page that has slots as it is."""
    if _all_slots():
        return False
    slots = FrontPageSlot.objects.bulk_create(automatic_slots(sections.all_categories()))
    _log(by, slots[:1], ADDITION, _("Bắt đầu xếp trang nhất bằng tay"))
    return True


@transaction.atomic
def reset(by: Any) -> None:
    """Give the front page back to the automatic layout."""
    if slots := _all_slots():
        _log(by, slots[:1], DELETION, _("Trả trang nhất về tự động"))
        FrontPageSlot.objects.all().delete()


@transaction.atomic
def add_slot(by: Any, slot: FrontPageSlot) -> FrontPageSlot:
    """Add a slot behind the others of its area.

    Raises:
        ValidationError: there are enough, or the page has a lead already.
    """
    slots = _all_slots()
    peers = [each for each in slots if each.area == slot.area]
    if len(slots) >= MOST_SLOTS or (peers and slot.area == FrontPageSlot.Area.LEAD):
        raise ValidationError(_("Trang nhất đã đủ ô."))
    slot.position = peers[-1].position + 1 if peers else 0
    slot.save()
    _log(by, [slot], ADDITION, _("Thêm ô: %(slot)s") % {"slot": slot})
    return slot


@transaction.atomic
def change_slot(by: Any, slot: FrontPageSlot, changed: Sequence[str]) -> None:
    """Keep what a form changed of a slot, and nothing else."""
    if changed:
        slot.save(update_fields=[*changed])
        _log(by, [slot], CHANGE, _("Đổi cách điền: %(slot)s") % {"slot": slot})


@transaction.atomic
def delete_slot(by: Any, number: int) -> None:
    """Delete a slot with its picks; one that is gone already is no fault."""
    slots = [slot for slot in _all_slots() if slot.pk == number]
    if slots:
        _log(by, slots, DELETION, _("Bỏ ô: %(slot)s") % {"slot": slots[0]})
        slots[0].delete()


@transaction.atomic
def move_slot(by: Any, number: int, before: int) -> None:
    """Move a slot before another of its area, or to the end of it.

    Raises:
        ValidationError: one of the two is no longer there.
    """
    slots = _all_slots()
    moved = next((slot for slot in slots if slot.pk == number), None)
    if moved is None:
        raise gone()
    peers = [slot for slot in slots if slot.area == moved.area]
    if _place(peers, moved, before):
        _log(by, [moved], CHANGE, _("Dời ô: %(slot)s") % {"slot": moved})


@transaction.atomic
def add_pick(
    by: Any, number: int, article: Article, starts_at: datetime | None, ends_at: datetime | None
) -> FrontPagePick:
    """Put an article into a slot, before its other picks; the same pick twice is one.

    Raises:
        ValidationError: the slot is gone, or holds too many picks.
    """
    slot = _slot(number)
    picks: list[FrontPagePick] = list(slot.picks.all())
    times = (article.pk, starts_at, ends_at)
    for pick in picks:
        if (pick.article_id, pick.starts_at, pick.ends_at) == times:
            return pick
    if len(picks) >= MOST_PICKS:
        raise ValidationError(_("Ô này đã đủ bài: hãy bỏ bớt bài đã hết giờ."))
    pick = FrontPagePick(slot=slot, article=article, starts_at=starts_at, ends_at=ends_at)
    pick.position = len(picks)
    pick.save()
    _place([*picks, pick], pick, picks[0].pk if picks else 0)
    _log(
        by, [slot], CHANGE, _("Đưa «%(article)s» vào %(slot)s") % {"article": article, "slot": slot}
    )
    return pick


@transaction.atomic
def change_pick(by: Any, number: int, changes: dict[str, Any]) -> None:
    """Give a pick other times, or another slot; leave what was not changed as it is.

    Args:
        changes: of "slot", "starts_at" and "ends_at", those that an editor has changed.

    Raises:
        ValidationError: the pick or the slot is gone, or the times no longer fit together.
    """
    pick = _pick(number)
    if slot := changes.get("slot"):
        _slot(slot.pk)
    for name, value in changes.items():
        setattr(pick, name, value)
    pick.validate_constraints()
    if changes:
        pick.save(update_fields=list(changes))
        _log(by, [pick.slot], CHANGE, _("Đổi giờ của «%(article)s»") % {"article": pick.article})


@transaction.atomic
def move_pick(by: Any, number: int, slot: int, before: int) -> None:
    """Move a pick before another of a slot, or behind all of them.

    Raises:
        ValidationError: the pick, the slot or the other pick is no longer there.
    """
    pick, target = _pick(number), _slot(slot)
    picks = list(target.picks.all())
    if pick.slot_id != target.pk:
        pick.slot = target
        pick.save(update_fields=["slot"])
        picks.append(pick)
    elif not any(each.pk == before for each in picks) and before:
        raise gone()
    moved = next(each for each in picks if each.pk == pick.pk)
    if _place(picks, moved, before):
        _log(
            by,
            [target],
            CHANGE,
            _("Dời «%(article)s» trong %(slot)s") % {"article": pick.article, "slot": target},
        )


@transaction.atomic
def remove_pick(by: Any, number: int) -> None:
    """Take a pick off the page; one that is gone already is no fault."""
    pick = FrontPagePick.objects.select_related("slot", "article").filter(pk=number).first()
    if pick:
        pick.delete()
        _log(
            by,
            [pick.slot],
            CHANGE,
            _("Bỏ «%(article)s» khỏi %(slot)s") % {"article": pick.article, "slot": pick.slot},
        )


def _all_slots() -> list[FrontPageSlot]:
    """Return the slots in their order; until the act is done nobody else changes the page."""
    kind = ContentType.objects.get_for_model(FrontPageSlot)
    ContentType.objects.select_for_update().get(pk=kind.pk)
    return list(FrontPageSlot.objects.select_related("category", "tag"))


def _slot(number: int) -> FrontPageSlot:
    found = [slot for slot in _all_slots() if slot.pk == number]
    if not found:
        raise gone()
    return found[0]


def _pick(number: int) -> FrontPagePick:
    held = FrontPagePick.objects.select_for_update(of=("self",)).select_related("article")
    pick: FrontPagePick | None = held.filter(pk=number).first()
    if pick is None:
        raise gone()
    return pick


def _place[Row: (FrontPageSlot, FrontPagePick)](rows: list[Row], moved: Row, before: int) -> bool:
    """Put a row before another, or at the end for 0; number the rows and keep what changed.

    Raises:
        ValidationError: the other row is no longer there.
    """
    others = [row for row in rows if row.pk != moved.pk]
    places = [n for n, row in enumerate(others) if row.pk == before]
    if before == moved.pk:
        return False
    if before and not places:
        raise gone()
    others.insert(places[0] if places else len(others), moved)
    changed = [row for n, row in enumerate(others) if row.position != n]
    for n, row in enumerate(others):
        row.position = n
    type(moved).objects.bulk_update(changed, ["position"])
    return bool(changed)


def _log(by: Any, rows: Sequence[Model], flag: int, message: str) -> None:
    """Write down who did what to the page."""
    LogEntry.objects.log_actions(by.pk, list(rows), flag, message, single_object=False)
