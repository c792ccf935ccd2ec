"""Writing a batch of searches, each network once for the same thing and a day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from articles.models import PopularSearch, SearchCount, SearchMark
from articles.noting import day_key
from articles.search.popular.own_words import OwnWords, own_words
from articles.turns import one_at_a_time

KIND = "articles.search.popular"
MOST_RESOLVED = 100
"""Different queries of a batch that are looked up; those that most networks ask."""

MOST_OF_A_NETWORK = 5
"""Queries of one network in a batch: nobody types more in so little time."""

MOST_KEPT = 2_000
"""Popular searches that are kept, the most searched."""

KEPT = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Search:
    """That somebody searches for something.

    Attributes:
        query: what was typed; it never reaches the database.
        sender: the same for the same network and day, which it does not tell.
    """

    query: str
    sender: str
    day: date


def write(searches: Sequence[Search]) -> None:
    """Count a batch, in the paper's own words; what is not the paper's is forgotten."""
    chosen = _chosen(searches)
    found = own_words({search.query for search in chosen}, timezone.now())
    with transaction.atomic():
        one_at_a_time(PopularSearch)
        _count([(search, found[search.query]) for search in chosen if search.query in found])
        _forget()


def _chosen(searches: Sequence[Search]) -> list[Search]:
    """Return as many searches as are looked up: some of each network, the most asked."""
    of_network: dict[str, list[Search]] = defaultdict(list)
    for search in searches:
        if len(of_network[search.sender]) < MOST_OF_A_NETWORK:
            of_network[search.sender].append(search)
    fair = [search for each in of_network.values() for search in each]
    asked = Counter(search.query for search in fair)
    most = {query for query, _n in asked.most_common(MOST_RESOLVED)}
    return [search for search in fair if search.query in most]


def _count(searches: Sequence[tuple[Search, OwnWords]]) -> None:
    """Count the searches that nobody of the same network had today."""
    own = {words.key: words for _search, words in searches}
    numbers = _kept(own)
    marked = {
        day_key(KIND, search.day, f"{search.sender} {words.key}"): (numbers[words.key], search.day)
        for search, words in searches
    }
    marks = [SearchMark(key=key, day=day) for key, (_number, day) in marked.items()]
    ours = SearchMark.take(marks).values_list("key", flat=True)
    counted = Counter(marked[key] for key in ours)
    for (number, day), n in sorted(counted.items()):
        row, _is_new = SearchCount.objects.get_or_create(search_id=number, day=day)
        SearchCount.objects.filter(pk=row.pk).update(searches=F("searches") + n)


def _kept(own: dict[str, OwnWords]) -> dict[str, int]:
    """Keep words with the place where they stand now; return their rows' numbers by their keys."""
    rows = [
        PopularSearch(text=words.text, tag_id=words.tag, article_id=words.article)
        for _key, words in sorted(own.items())
    ]
    PopularSearch.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["text", "tag", "article"],
    )
    return dict(PopularSearch.objects.filter(key__in=own).values_list("key", "pk"))


def _forget() -> None:
    """Forget the marks of yesterday, the counts of last week, and words nobody asks for."""
    SearchMark.forget_past_days()
    SearchCount.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
    shown = PopularSearch.objects.filter(is_hidden=False)
    counts = SearchCount.objects.filter(search=OuterRef("pk"))
    shown.filter(~Exists(counts)).delete()
    least = shown.most_first()[MOST_KEPT:]
    PopularSearch.objects.filter(pk__in=[search.pk for search in least]).delete()
