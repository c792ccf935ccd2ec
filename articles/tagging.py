"""Which known topics a text speaks of: the dictionary is the tags and their aliases."""

import re
from collections import Counter

from articles.models import Tag, TagAlias
from articles.text import place_tones

WORD = re.compile(r"[\w+-]+")
LONGEST_NAME = 8  # words
MOST_TAGS = 8


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
    meant = [(tag, n) for tag, n in anywhere.most_common() if tag in on_top or n > 1]
    return [tag for tag, _n in meant[:MOST_TAGS]]


def _dictionary() -> dict[str, Tag]:
    names = {_spelled(tag.name): tag for tag in Tag.objects.all()}
    aliases = TagAlias.objects.select_related("tag")
    return names | {_spelled(alias.name): alias.tag for alias in aliases}


def _spelled(text: str) -> str:
    return " ".join(WORD.findall(place_tones(text)))


def _mentions(text: str, names: dict[str, Tag]) -> Counter[Tag]:
    """Count the longest names in each line; a word counts for one name only."""
    found: Counter[Tag] = Counter()
    for line in text.splitlines():
        words = WORD.findall(place_tones(line))
        start = 0
        while start < len(words):
            length = _longest_name(words[start : start + LONGEST_NAME], names)
            if length:
                found[names[" ".join(words[start : start + length])]] += 1
            start += length or 1
    return found


def _longest_name(words: list[str], names: dict[str, Tag]) -> int:
    lengths = range(len(words), 0, -1)
    return next((n for n in lengths if " ".join(words[:n]) in names), 0)
