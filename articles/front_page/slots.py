"""What may stand on the front page: the slots, the editors' picks, what each rule offers.

Everything is asked for an instant, so that no job has to run when a pick begins or ends.
Rules offer light rows; only what finds a place is read in full. See ``front_page.arrange``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Value

from articles.models import Article, ArticleTag, Category, FrontPagePick, FrontPageSlot

Area, Rule = FrontPageSlot.Area, FrontPageSlot.Rule

SECONDS = 3
LATEST = 8
STRIP = 5
# How many of the newest are looked at for one with a picture.
TOP = 4
# A rule offers this many more than its slots hold, at most, for what stands elsewhere already.
SPARE = 100
COMING = 8

# What a slot is filled from: the kind of rule and the row it names.
Source = tuple[str, int | None]
NEWEST: Source = (Rule.NEWEST, None)
SOME_TIME = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Offer:
    """An article that a rule could put somewhere."""

    pk: int
    published_at: Any  # as the database writes it: good for ordering
    has_picture: bool


Offers = dict[Source, list[Offer]]


def slots_in_order() -> list[FrontPageSlot]:
    """Return the slots as they stand on the page, in one query. One lead is enough."""
    slots = list(FrontPageSlot.objects.select_related("category__parent", "tag"))
    extra = [slot for slot in slots if slot.area == Area.LEAD][1:]
    return [slot for slot in slots if slot not in extra]


def automatic_slots(categories: Sequence[Category]) -> list[FrontPageSlot]:
    """Return the slots, not saved, of a front page that nobody has arranged."""
    top = [FrontPageSlot(area=Area.LEAD)]
    top += [FrontPageSlot(area=Area.SECOND, position=n) for n in range(SECONDS)]
    sections = [category for category in categories if category.parent_id is None]
    return top + [
        FrontPageSlot(
            area=Area.STRIP, position=n, rule=Rule.CATEGORY, category=section, length=STRIP
        )
        for n, section in enumerate(sections)
    ]


def standing_picks(at: datetime) -> dict[int, list[FrontPagePick]]:
    """Return the picks that count at an instant, by slot, in one query.

    Only those whose articles readers may see then.
    """
    public = Article.objects.public(at).filter(pk=OuterRef("article"))
    picks: dict[int, list[FrontPagePick]] = defaultdict(list)
    for pick in FrontPagePick.objects.standing(at).filter(Exists(public)):
        picks[pick.slot_id].append(pick)
    return picks


def coming_out(at: datetime, until: datetime) -> QuerySet[Article]:
    """Return the next articles that come out between two instants, soonest first."""
    scheduled = Article.objects.public(until).filter(published_at__gt=at)
    return scheduled.order_by("published_at", "pk")[:COMING]


def source_of(slot: FrontPageSlot) -> Source | None:
    """Return what fills the slot when nobody picks; None where nothing does."""
    if slot.rule == Rule.NEWEST:
        return NEWEST
    row = {Rule.CATEGORY: slot.category_id, Rule.TAG: slot.tag_id}.get(Rule(slot.rule))
    return (slot.rule, row) if row else None


def offers(
    slots: Sequence[FrontPageSlot], picked: int, categories: Sequence[Category], at: datetime
) -> Offers:
    """Return what the rules of these slots offer, each newest first, all in one query.

    Args:
        picked: how many places are filled by hand; what stands there may be offered in vain.
        categories: all of the paper: a category offers the articles of its subcategories.
    """
    families = _families(categories)
    needs = _needs(slots, picked, families)
    members = tuple((source, tuple(sorted(_family(source, families)))) for source in needs)
    sources, sql, params = _statement(connection.vendor, tuple(needs.items()), members)
    then, now = map(connection.ops.adapt_datetimefield_value, (SOME_TIME, at))
    found: Offers = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, [now if param == then else param for param in params])
        for pk, published_at, picture, number in cursor.fetchall():
            found[sources[number]].append(Offer(pk, published_at, bool(picture)))
    for offered in found.values():
        offered.sort(key=lambda offer: (offer.published_at, offer.pk), reverse=True)
    return found


@lru_cache(maxsize=32)
def _statement(
    vendor: str,
    needs: tuple[tuple[Source, int], ...],
    members: tuple[tuple[Source, tuple[int, ...]], ...],
) -> tuple[list[Source], str, tuple[Any, ...]]:
    """Return the union of all walks as SQL, with ``SOME_TIME`` where the instant goes.

    It is the same for every reader until an editor changes the page, and composing it anew
    would cost more than asking it.
    """
    walks = _walks(needs, dict(members), SOME_TIME)
    first, *others = [
        Article.objects.filter(pk__among=walk)
        .order_by()
        .values_list("pk", "published_at", F("lead_photo__file"), Value(number))
        for number, (_source, walk) in enumerate(walks)
    ]
    sql, params = first.union(*others, all=True).order_by().query.sql_with_params()
    return [source for source, _walk in walks], sql, tuple(params)


def _families(categories: Sequence[Category]) -> dict[int, set[int]]:
    """Return each category's number with its own and those of its subcategories."""
    families = {category.pk: {category.pk} for category in categories}
    for category in categories:
        if category.parent_id in families:
            families[category.parent_id].add(category.pk)
    return families


def _needs(
    slots: Sequence[FrontPageSlot], picked: int, families: dict[int, set[int]]
) -> Counter[Source]:
    """Return how many articles each source must offer, so that its slots can be filled.

    That is as many as they hold, and as many again as may stand elsewhere already.
    """
    held = Counter({NEWEST: LATEST})
    for slot in slots:
        if source := source_of(slot):
            held[source] += slot.room
    looked_at = TOP - 1
    needs: Counter[Source] = Counter()
    for source, own in held.items():
        others = sum(
            n for other, n in held.items() if other != source and _meet(source, other, families)
        )
        needs[source] = own + looked_at + min(others + picked, SPARE)
    return needs


def _meet(one: Source, other: Source, families: dict[int, set[int]]) -> bool:
    """Whether two sources may offer the same article."""
    if not one[0] == other[0] == Rule.CATEGORY:
        return True
    return bool(_family(one, families) & _family(other, families))


def _family(source: Source, families: dict[int, set[int]]) -> set[int]:
    number = source[1] or 0
    return families.get(number, {number})


def _walks(
    needs: Iterable[tuple[Source, int]], members: dict[Source, tuple[int, ...]], at: datetime
) -> list[tuple[Source, QuerySet[Any, Any]]]:
    """Return the walks that find what each source offers, each along an index and no further.

    A family is walked category by category: one walk over several would have to sort.
    """
    public = Article.objects.public(at).newest_first().values("pk")
    walks = []
    for source, need in needs:
        kind, number = source
        if kind == Rule.NEWEST:
            walks.append((source, public[:need]))
        elif kind == Rule.TAG:
            walks.append((source, _tagged(number, at)[:need]))
        else:
            walks += [(source, public.filter(category=each)[:need]) for each in members[source]]
    return walks


def _tagged(tag: int | None, at: datetime) -> QuerySet[Any, Any]:
    """Return the public articles of a topic, newest first, along the topic's own index."""
    is_public = Exists(Article.objects.public(at).filter(pk=OuterRef("content_object")))
    links = ArticleTag.objects.filter(is_public, tag=tag, published_at__lte=at)
    return links.order_by("-published_at", "-content_object").values("content_object")
