"""Writing a batch of reads, each network once for an article and a day, and ranking them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from articles.models import Article, MostRead, ReadCount, ReadMark
from articles.turns import one_at_a_time

RANKED = 20
"""Places that are kept; a page shows fewer, and some articles may be withdrawn."""
ENOUGH = 5
# What is read most now; where that is too little, of the week.
PERIODS = (timedelta(hours=24), timedelta(days=7))
RANKED_AGAIN_AFTER = timedelta(minutes=1)
KEPT = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Read:
    """That somebody has read an article.

    Attributes:
        key: the same for the same network, article and day.
        hour: when, cut to the hour.
    """

    key: str
    day: date
    article_id: int
    hour: datetime


def write(reads: Sequence[Read]) -> None:
    """Count a batch and, once a minute, rank anew."""
    _count(reads)
    last = MostRead.objects.order_by("-counted_at").values_list("counted_at", flat=True).first()
    if last is None or last <= timezone.now() - RANKED_AGAIN_AFTER:
        rank()


@transaction.atomic
def _count(reads: Sequence[Read]) -> None:
    """Count the reads of public articles that nobody of the same network had today."""
    numbers = {read.article_id for read in reads}
    public = set(Article.objects.public().among(numbers).values_list("pk", flat=True))
    ours = ReadMark.take(
        [
            ReadMark(key=read.key, day=read.day, article_id=read.article_id, hour=read.hour)
            for read in reads
            if read.article_id in public
        ]
    )
    counted = Counter(ours.values_list("article_id", "hour"))
    rows = [ReadCount(article_id=pk, hour=hour) for pk, hour in sorted(counted)]
    ReadCount.objects.bulk_create(rows, ignore_conflicts=True)
    for (pk, hour), n in sorted(counted.items()):
        row = ReadCount.objects.filter(article=pk, hour=hour)
        row.update(reads=F("reads") + n)
    ReadMark.forget_past_days()


@transaction.atomic
def rank(at: datetime | None = None) -> None:
    """Work out what is read most at an instant (default: now), and forget older hours."""
    one_at_a_time(MostRead)
    now = at or timezone.now()
    ranked: list[tuple[int, int]] = []
    for period in PERIODS:
        counts = ReadCount.objects.filter(hour__gt=now - period)
        sums = counts.order_by().values("article").annotate(n=Sum("reads"))
        most = sums.filter(n__gt=0).order_by("-n", "-article")
        looked_at = list(most.values_list("article", "n")[: 2 * RANKED])
        public = Article.objects.public(now).among([pk for pk, _n in looked_at])
        shown = set(public.values_list("pk", flat=True))
        ranked = [(pk, n) for pk, n in looked_at if pk in shown][:RANKED]
        if len(ranked) >= ENOUGH:
            break
    MostRead.objects.all().delete()
    MostRead.objects.bulk_create(
        MostRead(article_id=pk, position=place, reads=n, counted_at=now)
        for place, (pk, n) in enumerate(ranked, start=1)
    )
    ReadCount.objects.filter(hour__lte=now - KEPT).delete()
