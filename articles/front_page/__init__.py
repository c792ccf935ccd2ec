"""The front page: what stands in each slot at an instant.

Editors' picks stand first, rules fill what is left, and no article stands twice unless its
slot allows it. A page that nobody has arranged has the slots of ``automatic_slots``. The
cost is a fixed number of queries, however many slots and articles there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from articles.front_page.slots import (
    LATEST,
    NEWEST,
    TOP,
    Area,
    Offer,
    Offers,
    automatic_slots,
    coming_out,
    offers,
    slots_in_order,
    source_of,
    standing_picks,
)
from articles.models import Article, Category, FrontPagePick, FrontPageSlot
from articles.text import slug


@dataclass(frozen=True, slots=True)
class Place:
    """That an article stands somewhere, and the pick that put it there, if a hand did."""

    article_id: int
    pick: FrontPagePick | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An article in its place."""

    article: Article
    pick: FrontPagePick | None


@dataclass(frozen=True, slots=True)
class Block:
    """A slot and what stands in it."""

    slot: FrontPageSlot
    stories: list[Story]
    anchor: str

    @property
    def articles(self) -> list[Article]:
        """The articles alone, in their order."""
        return [story.article for story in self.stories]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page, top to bottom."""

    blocks: list[Block]
    latest: list[Article]
    is_automatic: bool
    coming: list[Article] = field(default_factory=list)

    @property
    def lead(self) -> Article | None:
        """The article that leads the paper."""
        return next(iter(self._in(Area.LEAD)), None)

    @property
    def seconds(self) -> list[Article]:
        """The articles beside the lead."""
        return self._in(Area.SECOND)

    @property
    def strips(self) -> list[Block]:
        """The strips that have something to show."""
        return [block for block in self.blocks if block.slot.is_strip and block.stories]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read yet."""
        return not self.latest and not any(block.stories for block in self.blocks)

    def _in(self, area: FrontPageSlot.Area) -> list[Article]:
        return [each for block in self.blocks if block.slot.area == area for each in block.articles]


@dataclass(slots=True)
class Arrangement:
    """Where articles stand, by number: each slot's places, and the newest beside them."""

    places: list[list[Place]]
    latest: list[int]
    claimed: set[int] = field(default_factory=set)


def front_page(categories: Sequence[Category], at: datetime | None = None) -> FrontPage:
    """Lay out the front page as readers see it at an instant (default: now).

    Args:
        categories: all of the paper, in their order.
    """
    at = at or timezone.now()
    saved = slots_in_order()
    return laid_out(saved, standing_picks(at) if saved else {}, categories, at)


def laid_out(
    saved: Sequence[FrontPageSlot],
    picks: Mapping[int, Sequence[FrontPagePick]],
    categories: Sequence[Category],
    at: datetime,
    until: datetime | None = None,
) -> FrontPage:
    """Lay out these slots, or the automatic ones where there are none, in two queries.

    Args:
        saved: in the order of the page.
        picks: those that count at the instant, by the number of their slot.
        until: read the articles, too, that come out by then.
    """
    slots = saved or automatic_slots(categories)
    by_slot = [picks.get(slot.pk, []) for slot in slots]
    offered = offers(slots, sum(map(len, by_slot)), categories, at)
    found = arrange(slots, by_slot, offered)
    numbers = {place.article_id for places in found.places for place in places}
    # Not asked for the public ones once more: SQLite would read them all to find these few.
    wanted = Q(pk__in=numbers.union(found.latest))
    if until:
        wanted |= Q(pk__among=coming_out(at, until).values("pk"))
    read = list(Article.objects.filter(wanted).with_card_parts())
    articles = {article.pk: article for article in read if article.is_public_at(at)}
    return FrontPage(
        blocks=[
            Block(
                slot,
                [Story(articles[p.article_id], p.pick) for p in places if p.article_id in articles],
                anchor,
            )
            for slot, places, anchor in zip(slots, found.places, _anchors(slots), strict=True)
        ],
        latest=[articles[number] for number in found.latest if number in articles],
        is_automatic=not saved,
        coming=[each for each in read if each.published_at and each.published_at > at],
    )


def _anchors(slots: Sequence[FrontPageSlot]) -> list[str]:
    """Return for each slot a name to link to, like no other on the page."""
    anchors: list[str] = []
    for n, slot in enumerate(slots, start=1):
        name = f"muc-{slug(slot.title)}" if slot.is_strip else f"o-{n}"
        anchors.append(f"o-{n}" if name in anchors else name)
    return anchors


def arrange(
    slots: Sequence[FrontPageSlot], picks: Sequence[Sequence[FrontPagePick]], offered: Offers
) -> Arrangement:
    """Give every slot its articles.

    What editors picked, for any slot, is claimed before any rule fills: a rule at the top
    never takes what a hand put further down. Then rules fill from the top, the list of the
    newest after the seconds and before the strips. A slot that may repeat takes what stands
    elsewhere too, but nothing twice.

    Args:
        slots: in the order of the page.
        picks: those that count, for each slot, in their order.
        offered: what each rule offers, newest first.
    """
    page = Arrangement([], [])
    for slot, picked in zip(slots, picks, strict=True):
        page.places.append(_picked(slot, picked, page.claimed))
        page.claimed.update(place.article_id for place in page.places[-1])
    top = [n for n, slot in enumerate(slots) if not slot.is_strip]
    strips = [n for n, slot in enumerate(slots) if slot.is_strip]
    for n in top:
        _fill(slots[n], page.places[n], offered, page.claimed)
    page.latest = [each.pk for each in offered.get(NEWEST, []) if each.pk not in page.claimed]
    del page.latest[LATEST:]
    page.claimed.update(page.latest)
    for n in strips:
        _fill(slots[n], page.places[n], offered, page.claimed)
    return page


def _picked(slot: FrontPageSlot, picks: Sequence[FrontPagePick], claimed: set[int]) -> list[Place]:
    """Return the picks that stand in a slot: as many as it holds, each article once."""
    places: dict[int, Place] = {}
    for pick in picks:
        if slot.may_repeat or pick.article_id not in claimed:
            places.setdefault(pick.article_id, Place(pick.article_id, pick))
    return list(places.values())[: slot.room]


def _fill(slot: FrontPageSlot, places: list[Place], offered: Offers, claimed: set[int]) -> None:
    """Let the slot's rule fill what the picks have left of it, and claim that."""
    source = source_of(slot)
    if source is None:
        return
    taken = {place.article_id for place in places} if slot.may_repeat else claimed
    free = [offer for offer in offered.get(source, []) if offer.pk not in taken]
    if slot.area == Area.LEAD or (slot.is_strip and not places):
        free = _picture_first(free if slot.area == Area.LEAD else free[: slot.room])
    added = [Place(offer.pk) for offer in free[: slot.room - len(places)]]
    places += added
    claimed.update(place.article_id for place in added)


def _picture_first(offered: list[Offer]) -> list[Offer]:
    """Lead with one of the few newest that has a picture; leave the others in their order."""
    lead = next((offer for offer in offered[:TOP] if offer.has_picture), None)
    return sorted(offered, key=lambda offer: offer is not lead)
