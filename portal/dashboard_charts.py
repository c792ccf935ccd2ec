"""What the charts of the desk's first page count: thirty days, in one query."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.charts import Chart, bars
from articles.models import Article
from articles.querysets import midnight
from comments.models import Comment, Verdict

DAYS = 30


def charts_for(user: Any, now: datetime) -> list[Chart]:
    """Return the charts that this member of the desk may see."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    since = midnight(days[0])
    sees_articles = user.has_perm("articles.view_article")
    sees_comments = user.has_perm("comments.view_comment")
    queries = []
    if sees_articles:
        queries.append(_a_day("articles", Article.objects.live_since(since, now), days))
    if sees_comments:
        said = Comment.objects.filter(created_at__gte=since)
        approved = said.filter(status=Verdict.APPROVED)
        queries.append(_a_day("approved", approved, days, "created_at"))
        others = said.exclude(status=Verdict.APPROVED)
        queries.append(_a_day("others", others, days, "created_at"))
    counted = _counted(queries)
    found = []
    if sees_articles:
        numbers = {day: (counted.get(("articles", day), 0),) for day in days}
        found.append(bars("bieu-do-bai", _("Bài đăng mỗi ngày"), [_("bài")], numbers))
    if sees_comments:
        both = {
            day: (counted.get(("approved", day), 0), counted.get(("others", day), 0))
            for day in days
        }
        kinds = [_("đã duyệt"), _("chờ duyệt, từ chối, thư rác")]
        found.append(bars("bieu-do-binh-luan", _("Bình luận mỗi ngày"), kinds, both))
    return found


def _counted(queries: list[QuerySet[Any, Any]]) -> dict[tuple[str, date], int]:
    if not queries:
        return {}
    first, *others = queries
    rows: Iterable[tuple[str, int, int]] = (
        first.union(*others, all=True).order_by() if others else first
    )
    return {(series, date.fromordinal(day)): n for series, day, n in rows}


def _a_day(
    series: str, rows: QuerySet[Any], days: list[date], time: str = "published_at"
) -> QuerySet[Any, Any]:
    """Count rows for each day of the paper's clock.

    The days are compared as instants: the database need not know our clock, and
    SQLite need not ask Python about each row.
    """
    before = [
        When(**{f"{time}__lt": midnight(day + timedelta(days=1))}, then=Value(day.toordinal()))
        for day in days[:-1]
    ]
    ordinal = Case(*before, default=Value(days[-1].toordinal()), output_field=IntegerField())
    numbered = rows.order_by().annotate(day_number=ordinal)
    counted: QuerySet[Any, Any] = (
        numbered.values("day_number")
        .annotate(n=Count("pk"))
        .values_list(Value(series, CharField()), "day_number", "n")
    )
    return counted
