"""Orders of a conversation, and the marks that say how far a reader has come in one.

Picks of the newsroom stand first in every order.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.paging import EPOCH, LARGEST_ID, MICROSECOND
from comments.models import Comment

# Large enough for microseconds until the year 2286, and for every id.
LONGEST_NUMBER = 19
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort threads.

    Attributes:
        word: its name in addresses.
        label: its name for readers.
        fields: what threads are sorted by behind the picks; the last one is unique.
    """

    word: str
    label: str | Promise
    fields: tuple[str, ...]

    @property
    def sorting(self) -> tuple[str, ...]:
        """What ``order_by`` takes."""
        return ("-is_pick", *self.fields)

    def place_of(self, comment: Comment) -> Place:
        """Tell where a comment stands, as numbers."""
        values = (getattr(comment, name.removeprefix("-")) for name in self.fields)
        return (int(comment.is_pick), *(_number(value) for value in values))

    def rank_of(self, comment: Comment) -> Place:
        """Return what sorts comments as the database would."""
        falls = (name.startswith("-") for name in self.sorting)
        place = self.place_of(comment)
        return tuple(-n if fall else n for fall, n in zip(falls, place, strict=True))

    def mark_of(self, comment: Comment) -> str:
        """Write where a comment stands, for an address."""
        return "-".join(map(str, self.place_of(comment)))

    def read(self, mark: str) -> Place | None:
        """Return the place a mark stands for; None where it is not one of this order's."""
        parts = mark.split("-")
        if len(parts) != len(self.fields) + 1:
            return None
        if not all(p.isascii() and p.isdigit() and len(p) <= LONGEST_NUMBER for p in parts):
            return None
        place = tuple(map(int, parts))
        return place if place[0] <= 1 and max(place) <= LARGEST_ID and _is_a_time(place) else None

    def behind(self, place: Place) -> Q:
        """Return what stands behind a place.

        The conditions that stand alone repeat what the others imply, for the sake of
        the index; ``IN`` is how SQLite recognises a boolean in it.
        """
        is_pick, *numbers = place
        values = [_value(name, number) for name, number in zip(self.fields, numbers, strict=True)]
        same, rest = Q(), Q()
        for name, value in zip(self.fields, values, strict=True):
            rest |= same & Q(**{_beyond(name): value})
            same &= Q(**{name.removeprefix("-"): value})
        rest &= Q(**{f"{_beyond(self.fields[0])}e": values[0]})
        if is_pick:
            return Q(is_pick=False) | (Q(is_pick=True) & rest)
        return Q(is_pick__in=[False]) & rest


NEWEST = Order("moi-nhat", pgettext_lazy("order of comments", "Mới nhất"), ("-created_at", "-pk"))
OLDEST = Order("cu-nhat", _("Cũ nhất"), ("created_at", "pk"))
HELPFUL = Order("huu-ich", _("Hữu ích nhất"), ("-helpful_count", "-created_at", "-pk"))
ORDERS = (NEWEST, OLDEST, HELPFUL)


def order_called(word: str) -> Order:
    """Return the order an address asks for; the newest first where it asks for none of ours."""
    return next((order for order in ORDERS if order.word == word), NEWEST)


def _beyond(field: str) -> str:
    return f"{field[1:]}__lt" if field.startswith("-") else f"{field}__gt"


def _number(value: datetime | int) -> int:
    return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else int(value)


def _value(field: str, number: int) -> datetime | int:
    return EPOCH + number * MICROSECOND if field.endswith("created_at") else number


def _is_a_time(place: Place) -> bool:
    """Whether the last number but one is a time that exists."""
    try:
        EPOCH + place[-2] * MICROSECOND
    except OverflowError:
        return False
    return True
