"""Which known topics a text or a few letters mean: the dictionary is the tags and their aliases."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from articles.models import Tag, TagAlias
from articles.text import match_key, place_tones

WORD = re.compile(r"[\w+-]+")
LONGEST_NAME = 8  # words
MOST_TAGS = 8
MOST_OFFERED = 8


def tags_in(headline: str, standfirst: str, paragraphs: list[str]) -> list[Tag]:
    """Return the known tags a text is about, the most frequent first.

    A name counts where it stands letter for letter ("Nga" is a country, "ngà" is
    ivory), wherever its tone mark is placed. A tag is given when the headline or
    the standfirst names it, or the text does so at least twice.

    Args:
        headline, standfirst, paragraphs: the words of the article, without markup.
    """
    names = _dictionary()
    on_top = _mentions(f"{headline}\n{standfirst}", names)
    anywhere = on_top + _mentions("\n".join(paragraphs), names)
    meant = [number for number, n in anywhere.most_common() if number in on_top or n > 1]
    found = Tag.objects.in_bulk(meant[:MOST_TAGS])
    return [found[number] for number in meant if number in found]


@dataclass(frozen=True, slots=True)
class Offer:
    """A topic that is offered while somebody types; ``alias`` is the other name that was meant."""

    tag: Tag
    alias: str = ""


def offers(typed: str) -> list[Offer]:
    """Return the topics with a word that begins as typed, with marks or without; two queries.

    A name that begins so comes before one that holds such a word, a name before an alias.
    """
    key = match_key(typed)
    if not key:
        return []
    begins = Q(key__startswith=key)
    rank = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    meant = begins | Q(key__contains=f" {key}")
    tags = Tag.objects.filter(meant).order_by(rank, "key")[:MOST_OFFERED]
    aliases = TagAlias.objects.filter(meant).select_related("tag").order_by(rank, "key")
    found = {tag: Offer(tag) for tag in tags}
    for alias in aliases[:MOST_OFFERED]:
        found.setdefault(alias.tag, Offer(alias.tag, alias.name))
    return list(found.values())[:MOST_OFFERED]


def _dictionary() -> dict[str, int]:
    """Return the numbers of the tags by their names; of many, names alone are read."""
    names = Tag.objects.order_by().values_list("name", "pk")
    aliases = TagAlias.objects.order_by().values_list("name", "tag")
    return {_spelled(name): number for name, number in [*names, *aliases]}


def _spelled(text: str) -> str:
    return " ".join(WORD.findall(place_tones(text)))


def _mentions(text: str, names: dict[str, int]) -> Counter[int]:
    """Count the longest names in each line; a word counts for one name only."""
    found: Counter[int] = Counter()
    for line in text.splitlines():
        words = WORD.findall(place_tones(line))
        start = 0
        while start < len(words):
            length = _longest_name(words[start : start + LONGEST_NAME], names)
            if length:
                found[names[" ".join(words[start : start + length])]] += 1
            start += length or 1
    return found


def _longest_name(words: list[str], names: dict[str, int]) -> int:
    lengths = range(len(words), 0, -1)
    return next((n for n in lengths if " ".join(words[:n]) in names), 0)
