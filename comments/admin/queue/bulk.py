"""Deciding about several comments: the page lists what it will do before it does it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.rows import row_number
from comments import claims
from comments.admin.queue.asked import AT_ONCE
from comments.admin.queue.deciding import (
    UNDO_SHOWN,
    UNPROCESSABLE,
    act,
    asked_before,
    back_to,
    wants_json,
)
from comments.admin.queue.screen import REASONS
from comments.models import Comment, Decision, Takedown, Verdict

# The verb, its title, what becomes of each comment, the button.
VERBS: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "approve": (
        gettext_lazy("Duyệt các bình luận này"),
        gettext_lazy("Hiện dưới bài cho mọi độc giả."),
        gettext_lazy("Duyệt"),
    ),
    "reject": (
        gettext_lazy("Từ chối các bình luận này"),
        gettext_lazy("Không hiện dưới bài; người viết đọc lý do."),
        gettext_lazy("Từ chối"),
    ),
    "spam": (
        gettext_lazy("Cất các bình luận này vào thư rác"),
        gettext_lazy("Bị cất đi, người viết không được báo."),
        gettext_lazy("Là thư rác"),
    ),
}
VERDICTS = {"approve": Verdict.APPROVED, "reject": Verdict.REJECTED, "spam": Verdict.SPAM}
DONE = {
    "approve": gettext_lazy("Đã duyệt %(n)s bình luận."),
    "reject": gettext_lazy("Đã từ chối %(n)s bình luận."),
    "spam": gettext_lazy("Đã cất %(n)s thư rác."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One of the comments, and what forbids the act on it."""

    comment: Comment
    objection: str

    @property
    def chosen(self) -> str:
        """What the form says of it: the number and the edition that was read."""
        return f"{self.comment.pk}:{self.comment.edition}"


def bulk(request: HttpRequest) -> HttpResponse:
    """List what will be done to which comments; once confirmed, do it and say what came of it."""
    verb = request.POST.get("viec", "")
    chosen = dict(_chosen(each) for each in request.POST.getlist("chon")[:AT_ONCE])
    chosen.pop(0, None)
    if verb not in VERBS or not chosen:
        messages.error(request, _("Hãy chọn bình luận, rồi chọn việc."))
        return back_to(asked_before(request), [], 0)
    known = Comment.objects.filter(pk__in=chosen).select_related("article")
    comments = list(known.defer("article__body").order_by("created_at", "pk"))
    if "xac-nhan" in request.POST:
        try:
            return _done(request, verb, comments, chosen)
        except ValidationError as error:
            return _question(request, verb, comments, " ".join(error.messages))
    return _question(request, verb, comments)


def _chosen(said: str) -> tuple[int, int]:
    """Read "number:edition"; what is neither is number 0."""
    number, _colon, edition = said.partition(":")
    return row_number(number), row_number(edition)


def _done(
    request: HttpRequest, verb: str, comments: list[Comment], chosen: dict[int, int]
) -> HttpResponse:
    """Decide about each; what cannot be decided is said, the others are done."""
    code, words = request.POST.get("ma", ""), request.POST.get("loi", "")
    if verb == "reject" and code in ("", "other") and not words.strip():
        raise ValidationError(_("Hãy chọn một lý do, hoặc ghi lời của bạn."))
    decided, refusals = [], []
    last = Decision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for comment in comments:
        comment.edition = chosen[comment.pk] or comment.edition
        try:
            act(comment, request.user, verb, code, words)
        except ValidationError as error:
            refusals.append(f"{comment.name}: {' '.join(error.messages)}")
        else:
            decided.append(comment.pk)
    made = Decision.objects.filter(pk__gt=last, by=request.user.pk, comment__in=decided)
    numbers = list(made.values_list("pk", flat=True))
    said = str(DONE[verb]) % {"n": len(decided)}
    if wants_json(request):
        return JsonResponse(
            {
                "said": " ".join([said, *refusals]),
                "undo": numbers,
                "seconds": UNDO_SHOWN,
                "decided": decided,
            }
        )
    for refusal in refusals:
        messages.error(request, refusal)
    messages.success(request, said)
    return back_to(asked_before(request), numbers, 0)


def _question(
    request: HttpRequest, verb: str, comments: list[Comment], error: str = ""
) -> HttpResponse:
    if not request.user.has_perm("comments.moderate_comment"):
        raise PermissionDenied
    title, becomes, button = VERBS[verb]
    lines = _lines(request.user, verb, comments)
    context = {
        **admin.site.each_context(request),
        "opts": Comment._meta,
        "title": title,
        "verb": verb,
        "becomes": becomes,
        "button": button,
        "verdict": VERDICTS[verb].label,
        "lines": lines,
        "number": sum(not line.objection for line in lines),
        "reasons": REASONS if verb == "reject" else (),
        "error": error,
        "typed": request.POST.get("loi", ""),
        "here": request.POST.get("ve", "")[:1000],
    }
    request.current_app = admin.site.name
    status = UNPROCESSABLE if error else 200
    return TemplateResponse(request, "admin/desk/queue_bulk.html", context, status=status)


def _lines(user: Any, verb: str, comments: list[Comment]) -> list[Line]:
    """Say of each comment what forbids the act; read for all of them in two queries."""
    held = claims.held_by_others(comments, user)
    asked = Takedown.objects.exclude(outcome=Takedown.Outcome.REFUSED).filter(comment__in=comments)
    asked_away = set(asked.values_list("comment", flat=True)) if verb == "approve" else set()

    def objection(comment: Comment) -> str:
        if name := held.get(comment.pk):
            return _("%(name)s đang xem.") % {"name": name}
        if comment.pk in asked_away:
            return _("Có yêu cầu gỡ chưa trả lời.")
        if verb == "approve" and comment.status == Verdict.REMOVED:
            return _("Người viết đã xóa.")
        return ""

    return [Line(comment, objection(comment)) for comment in comments]
