"""What readers see of popular searches: «Tìm nhiều»."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, PopularSearch
from articles.search.popular.own_words import still_stands
from articles.tag_keeping import is_used

SHOWN = 8
ENOUGH = 3
"""Networks that must have asked on one day: one home alone lifts nothing into the list."""


def popular_searches(now: datetime) -> list[PopularSearch]:
    """Return what is searched for most, the most first, in one query.

    Only words that stand in something public: with the article, or the last article of a
    topic, they disappear at once.
    """
    public = Article.objects.public(now).filter(pk=OuterRef("article"))
    is_public = Q(Exists(public), tag=None) | Q(is_used("tag", now))
    asked: Any = PopularSearch.objects.filter(is_public, is_hidden=False).most_first()
    most = asked.filter(best_day__gte=ENOUGH)
    with_places = most.select_related("tag", "article")
    found = with_places.only("text", "tag__name", "article__headline")[: 2 * SHOWN]
    return [search for search in found if still_stands(search)][:SHOWN]
