"""What the front page desk shows: every slot with what stands in it, and what is to come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles import sections
from articles.admin.standing import COLOURS, SCHEDULED, standing
from articles.admin.times import by_every_clock, by_our_clock
from articles.front_page import Block, FrontPage, laid_out
from articles.front_page.breaking import breaking_news
from articles.front_page.slots import Area, Rule, slots_in_order
from articles.models import Article, FrontPagePick, FrontPageSlot

CHANGES = 8
AHEAD = timedelta(days=7)
CLOCK = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a slot: an article that stands there, or a pick that waits.

    Attributes:
        before, after: what the row is put before to go up or down; None where it cannot.
    """

    article: Article
    pick: FrontPagePick | None
    stands: bool
    note: str
    colour: str
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A slot at the desk."""

    slot: FrontPageSlot
    rows: list[Row]
    rule: str
    before: int | None
    after: int | None

    @property
    def is_empty(self) -> bool:
        """Whether readers see nothing of the slot."""
        return not any(row.stands for row in self.rows)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that will change the page by itself."""

    at: datetime
    what: str
    article: str

    @property
    def clocks(self) -> str:
        """The time by every clock of the paper."""
        return by_every_clock(self.at)

    @property
    def preview(self) -> str:
        """Where the page of that moment is seen."""
        at = timezone.localtime(self.at) + timedelta(minutes=1 if self.at.second else 0)
        return preview_address(at)


@dataclass(frozen=True, slots=True)
class Screen:
    """All that the desk's page of the front page shows."""

    at: datetime
    layout: FrontPage
    boxes: list[Box]
    changes: list[Change] = field(default_factory=list)
    breaking: Any = None

    @property
    def clocks(self) -> str:
        """Now, by every clock of the paper."""
        return by_every_clock(self.at)

    @property
    def lead(self) -> list[Box]:
        """The lead's box, if there is one."""
        return self._in(Area.LEAD)

    @property
    def seconds(self) -> list[Box]:
        """The boxes beside the lead."""
        return self._in(Area.SECOND)

    @property
    def strips(self) -> list[Box]:
        """The strips, top to bottom."""
        return self._in(Area.STRIP)

    def _in(self, area: FrontPageSlot.Area) -> list[Box]:
        return [box for box in self.boxes if box.slot.area == area]


@dataclass(frozen=True, slots=True)
class Found:
    """An article that a search has found, and how it stands."""

    article: Article
    words: str
    colour: str
    when: str | None


def found(articles: Iterable[Article]) -> list[Found]:
    """Say of each article how it stands and when it goes out."""
    return [
        Found(each, str(words), COLOURS[status], by_our_clock(each.published_at))
        for each in articles
        for status, words in [standing(each)]
    ]


def screen() -> Screen:
    """Read the front page as it stands now, with every pick that waits, in six queries."""
    at = timezone.now()
    saved = slots_in_order()
    picks = _all_picks() if saved else {}
    counting = {
        number: [p for p in rows if p.stands_at(at) and p.article.is_public_at(at)]
        for number, rows in picks.items()
    }
    layout = laid_out(saved, counting, sections.all_categories(), at, until=at + AHEAD)
    return Screen(
        at=at,
        layout=layout,
        boxes=_boxes(layout, picks, at),
        changes=_changes(layout, picks, at),
        breaking=breaking_news(at),
    )


def preview_address(at: datetime) -> str:
    """Return where the desk shows the front page of an instant."""
    asked = urlencode({"luc": timezone.localtime(at).strftime(CLOCK)})
    return f"{reverse('admin:articles_frontpageslot_preview')}?{asked}"


def _all_picks() -> dict[int, list[FrontPagePick]]:
    picks: dict[int, list[FrontPagePick]] = defaultdict(list)
    related = FrontPagePick.objects.select_related("article__category", "article__lead_photo")
    for pick in related.defer("article__body"):
        picks[pick.slot_id].append(pick)
    return picks


def _boxes(layout: FrontPage, picks: dict[int, list[FrontPagePick]], at: datetime) -> list[Box]:
    """Show every slot, each with its neighbours of the same area."""
    boxes = []
    for block in layout.blocks:
        peers = [each.slot.pk for each in layout.blocks if each.slot.area == block.slot.area]
        before, after = neighbours(peers, peers.index(block.slot.pk))
        rows = _rows(block, picks.get(block.slot.pk, []), at)
        boxes.append(Box(block.slot, rows, rule_in_words(block.slot), before, after))
    return boxes


def neighbours(numbers: Sequence[int], n: int) -> tuple[int | None, int | None]:
    """Return what the n-th row is put before to go up, and to go down; 0 is the end."""
    up = numbers[n - 1] if n else None
    down = None if n + 1 >= len(numbers) else (*numbers, 0)[n + 2]
    return up, down


def _rows(block: Block, picks: list[FrontPagePick], at: datetime) -> list[Row]:
    """Show all picks of a slot in their order, then what its rule fills in."""
    shown = {story.pick.pk for story in block.stories if story.pick}
    numbers = [pick.pk for pick in picks]
    rows = []
    for n, pick in enumerate(picks):
        stands = pick.pk in shown
        note, colour = pick_in_words(pick, stands, at)
        rows.append(Row(pick.article, pick, stands, note, colour, *neighbours(numbers, n)))
    filled = [story for story in block.stories if story.pick is None]
    return rows + [Row(each.article, None, True, _("tự điền"), "default") for each in filled]


def pick_in_words(pick: FrontPagePick, stands: bool, at: datetime) -> tuple[str, str]:
    """Say how a pick stands, and in which colour of the desk."""
    start, end = by_our_clock(pick.starts_at, "H:i d/m"), by_our_clock(pick.ends_at, "H:i d/m")
    if pick.is_over_at(at):
        return _("hết giờ lúc %(time)s") % {"time": end}, "warning"
    if not pick.article.is_public_at(at):
        status, words = standing(pick.article)
        out = by_our_clock(pick.article.published_at, "H:i d/m") if status == SCHEDULED else ""
        return f"{words} {out}".strip(), COLOURS[status]
    if not pick.stands_at(at):
        return _("từ %(time)s") % {"time": start}, "info"
    if not stands:
        return _("chờ: ô đã đủ, hoặc bài đã đứng ở trên"), "default"
    until = _("đến %(time)s") % {"time": end} if end else ""
    return " · ".join(filter(None, (_("chọn tay"), until))), "success"


def rule_in_words(slot: FrontPageSlot) -> str:
    """Say what fills a slot when nobody picks."""
    if slot.rule == Rule.CATEGORY and slot.category:
        return _("mới nhất trong %(name)s") % {"name": slot.category.name}
    if slot.rule == Rule.TAG and slot.tag:
        return _("mới nhất của chủ đề %(name)s") % {"name": slot.tag.name}
    return str(slot.get_rule_display())


def _changes(
    layout: FrontPage, picks: dict[int, list[FrontPagePick]], at: datetime
) -> list[Change]:
    """Return what will change the page by itself in the next days, soonest first."""
    found = [
        Change(each.published_at, _("ra mắt độc giả"), each.headline)
        for each in layout.coming
        if each.published_at
    ]
    for slot in (block.slot for block in layout.blocks):
        for pick in picks.get(slot.pk, []):
            headline = pick.article.headline
            if pick.starts_at and at < pick.starts_at <= at + AHEAD:
                found.append(Change(pick.starts_at, _("vào %(slot)s") % {"slot": slot}, headline))
            if pick.ends_at and at < pick.ends_at <= at + AHEAD:
                found.append(Change(pick.ends_at, _("rời %(slot)s") % {"slot": slot}, headline))
    return sorted(found, key=lambda change: change.at)[:CHANGES]
