"""All takedown requests as a file for a spreadsheet."""

import csv
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.times import by_our_clock
from comments.models import Decision, Takedown
from comments.takedowns import TAKEDOWN

BOM = "\ufeff"
# What a spreadsheet would take for a formula when a cell starts with it (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Echo:
    """A file that gives back what is written into it, line by line."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def as_csv(request: HttpRequest) -> HttpResponse:
    """Answer with every request: who asked, what was hidden, when, by whom, what was answered.

    UTF-8 with a byte-order mark, which spreadsheets need to read Vietnamese.

    Raises:
        PermissionDenied: the account may not look at requests.
    """
    if not request.user.has_perm("comments.view_takedown"):
        raise PermissionDenied
    name = f"yeu-cau-go-{timezone.localdate():%Y-%m-%d}.csv"
    answer: Any = StreamingHttpResponse(_lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[no-any-return]


def _lines() -> Iterable[str]:
    writer = csv.writer(Echo())
    yield BOM + str(writer.writerow(_headings()))
    hidden = Decision.objects.filter(comment=OuterRef("comment"), rule=TAKEDOWN).order_by("-pk")
    rows = Takedown.objects.select_related("comment__article", "settled_by").order_by("pk")
    rows = rows.defer("comment__article__body")
    rows = rows.annotate(hidden_at=Subquery(hidden.values("created_at")[:1]))
    for row in rows.iterator(chunk_size=500):
        yield str(writer.writerow([safe(cell) for cell in _cells(row)]))


def _headings() -> list[str]:
    return [
        _("Số"),
        _("Bên yêu cầu"),
        _("Người hoặc cơ quan yêu cầu"),
        _("Liên hệ"),
        _("Căn cứ"),
        _("Nhận lúc"),
        _("Hạn xử lý"),
        _("Kết quả"),
        _("Ẩn lúc"),
        _("Xử lý lúc"),
        _("Người xử lý"),
        _("Trả lời"),
        _("Quá hạn"),
        _("Bình luận số"),
        _("Tên người viết"),
        _("Lời đã ẩn"),
        _("Bài"),
        _("Địa chỉ bài"),
    ]


def _cells(row: Any) -> list[str]:
    is_late = (row.settled_at or timezone.now()) > row.deadline_at
    return [
        str(row.pk),
        row.get_asker_display(),
        row.asked_by,
        row.contact,
        row.ground,
        by_our_clock(row.received_at) or "",
        by_our_clock(row.deadline_at) or "",
        row.get_outcome_display(),
        by_our_clock(row.hidden_at) or "",
        by_our_clock(row.settled_at) or "",
        str(row.settled_by or ""),
        row.answer,
        _("có") if is_late else _("không"),
        str(row.comment_id),
        row.comment.name,
        row.hidden_text,
        row.comment.article.headline,
        row.comment.article.get_absolute_url(),
    ]


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs: what looks like a formula gets an apostrophe."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
