"""What the newsroom taught search: spellings of one thing, and articles that come first.

Kept in the memory of each process: a change counts at once and costs no query.
"""

from collections import defaultdict
from dataclasses import dataclass

from articles.kept import Kept
from articles.models import PinnedResult, SpellingVariants
from articles.search.asked import Spelled, Variants
from articles.search.words import folded, words


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The newsroom's hand in search.

    Attributes:
        variants: all spellings of a thing, by each of them, folded.
        pinned: numbers of articles, by the folded query they come first for.
    """

    variants: Variants
    pinned: dict[str, list[int]]


def read() -> Dictionary:
    """Read the dictionary as it stands, in two queries."""
    variants: dict[tuple[str, ...], dict[Spelled, str]] = defaultdict(dict)
    for group in SpellingVariants.objects.all():
        spelled = {found: name for name in group.names if (found := tuple(words(name)))}
        for each in spelled:
            variants[folded(each)] |= spelled
    pinned: dict[str, list[int]] = defaultdict(list)
    for pin in PinnedResult.objects.all():
        pinned[pin.key].append(pin.article_id)
    return Dictionary(dict(variants), dict(pinned))


DICTIONARY = Kept("taught", (SpellingVariants, PinnedResult), read)
