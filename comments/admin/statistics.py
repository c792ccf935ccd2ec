"""The page of figures: waits, decisions a day, by reason, by rule, and by moderator for chiefs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_permission_codename, get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.charts import Ranking, bars, ranked
from articles.querysets import midnight
from comments import figures
from comments.admin.queue.asked import BY_PEOPLE
from comments.admin.queue.words import rule_label
from comments.deciding import MODERATOR
from comments.figures import MOST_WAITS, Group, Summary
from comments.models import Comment, Reason, Verdict

DAYS, WEEK = 30, 7
VIEW = "comments.view_decision"
BOUNDS: tuple[tuple[timedelta, str | Promise], ...] = (
    (timedelta(minutes=5), gettext_lazy("đến 5 phút")),
    (timedelta(minutes=15), gettext_lazy("đến 15 phút")),
    (timedelta(hours=1), gettext_lazy("đến 1 giờ")),
    (timedelta(hours=4), gettext_lazy("đến 4 giờ")),
    (timedelta(hours=24), gettext_lazy("đến 24 giờ")),
)
LONGER = gettext_lazy("hơn 24 giờ")
DECIDED = (Verdict.APPROVED, Verdict.REJECTED, Verdict.SPAM)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The waits of some days, in words."""

    label: str
    number: int
    median: str
    late: str


def statistics(request: HttpRequest) -> HttpResponse:
    """Show the figures of the last thirty days, in two queries.

    Raises:
        PermissionDenied: the account may not look at decisions.
    """
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    days = figures.last_days(DAYS)
    groups = figures.decided_since(days)
    waits = figures.waits_since(midnight(days[0]))
    week_ago = midnight(days[-WEEK])
    last_week = [wait for wait in waits if wait.ended_at >= week_ago]
    counts = figures.shares(waits, [bound for bound, _words in BOUNDS])
    labels = [*(str(words) for _bound, words in BOUNDS), str(LONGER)]
    by_hand = [group for group in groups if group.rule == MODERATOR and group.verdict in DECIDED]
    context = {
        **admin.site.each_context(request),
        "opts": Comment._meta,
        "title": _("Thống kê kiểm duyệt"),
        "at": timezone.now(),
        "stretches": [
            _stretch(_("7 ngày qua"), figures.summary(last_week)),
            _stretch(_("30 ngày qua"), figures.summary(waits)),
        ],
        "is_cut": len(waits) >= MOST_WAITS,
        "chart": _a_day(days, by_hand),
        "rankings": [
            ranked("cho", _("Đợi bao lâu"), list(zip(labels, counts, strict=True))),
            *_rankings(groups, by_hand, _sees_people(request.user)),
        ],
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, "admin/desk/comment_statistics.html", context)


def _rankings(groups: list[Group], by_hand: list[Group], with_people: bool) -> list[Ranking]:
    rejected = [group for group in by_hand if group.verdict == Verdict.REJECTED]
    held = [group for group in groups if group.rule not in BY_PEOPLE]
    found = [
        ranked("ly-do", _("Từ chối vì"), _counted(rejected, "code", _reason)),
        ranked("luat", _("Luật đã xét"), _counted(held, "rule", rule_label)),
    ]
    if with_people:
        found.append(ranked("nguoi", _("Quyết định của từng người"), _counted(by_hand, "by", _who)))
    return found


def _counted(groups: Iterable[Group], name: str, label: Any) -> list[tuple[str, int]]:
    """Add up groups that are alike in one respect, the most frequent first."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts[label(getattr(group, name))] += group.n
    return counts.most_common()


def _reason(code: str) -> str:
    return str(Reason(code).label) if code in Reason.values else _("không ghi mã")


def _who(name: str | None) -> str:
    return name or _("trang báo")


def _a_day(days: list[Any], groups: list[Group]) -> Any:
    counts: Counter[tuple[Any, str]] = Counter()
    for group in groups:
        counts[group.day, group.verdict] += group.n
    numbers = {day: tuple(counts[day, verdict] for verdict in DECIDED) for day in days}
    kinds = [str(verdict.label) for verdict in DECIDED]
    return bars("moi-ngay", _("Kiểm duyệt viên quyết định mỗi ngày"), kinds, numbers)


def _sees_people(user: Any) -> bool:
    """Whether the account may look at accounts: what each moderator did is for chiefs."""
    account = get_user_model()._meta
    return bool(user.has_perm(f"{account.app_label}.{get_permission_codename('view', account)}"))


def _stretch(label: str, waits: Summary) -> Stretch:
    return Stretch(label, waits.number, _span(waits.median), _span(waits.late))


def _span(length: timedelta | None) -> str:
    """Write a wait: seconds below a minute, then minutes, then hours and minutes."""
    if length is None:
        return "–"
    seconds = int(length.total_seconds())
    if seconds < 60:
        return _("%(n)s giây") % {"n": seconds}
    minutes = seconds // 60
    if minutes < 60:
        return _("%(n)s phút") % {"n": minutes}
    return _("%(hours)s giờ %(minutes)s phút") % {"hours": minutes // 60, "minutes": minutes % 60}
