"""An article's versions: milestones, and the saves on the way to each folded under it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.revisions.access import page_of, seen_article
from articles.admin.rows import row_number
from articles.archive import PENDING
from articles.live import pending_edit
from articles.models import Revision

ON_A_PAGE = 100


@dataclass
class Stretch:
    """A milestone with the draft saves that led to it; the newest saves lead to none yet."""

    milestone: Revision | None
    drafts: list[Revision] = field(default_factory=list)


def page(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """Show who saved what and when; two versions can be picked and compared."""
    article = seen_article(model_admin, request, pk)
    rows = article.revisions.newest_first().defer("content").select_related(None)
    before = row_number(request.GET.get("truoc", ""))
    if before:
        rows = rows.filter(pk__lt=before)
    is_pending = ExpressionWrapper(Q(content__has_key=PENDING), BooleanField())
    found = list(rows.annotate(is_pending=is_pending)[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    pending = pending_edit(article)
    return page_of(
        model_admin,
        request,
        "admin/desk/revisions.html",
        _("Phiên bản: %(article)s") % {"article": article},
        article=article,
        stretches=stretches(shown),
        pending=pending,
        first_pick=_first_pick(shown),
        older=shown[-1].pk if len(found) > ON_A_PAGE else None,
        is_first=not before,
        may_write=rights.may_write(request.user, article),
    )


def stretches(rows: list[Revision]) -> list[Stretch]:
    """Group revisions, newest first, under the milestones they led to."""
    grouped: list[Stretch] = []
    for row in rows:
        if row.is_milestone or not grouped:
            grouped.append(Stretch(row if row.is_milestone else None))
        if not row.is_milestone:
            grouped[-1].drafts.append(row)
    return grouped


def _first_pick(rows: list[Revision]) -> int | None:
    """Return what is compared with the present unless somebody picks: the last milestone."""
    milestones = (row.pk for row in rows if row.is_milestone)
    return next(milestones, rows[0].pk if rows else None)
