"""What is done to one comment of the queue: approve, reject, spam, pick, and undo."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.rows import row_number
from comments import claims, deciding, picking
from comments.admin.queue.asked import AT_ONCE, Asked, read
from comments.admin.queue.screen import Refused, show
from comments.models import Comment, Decision, Reason, Verdict

QUEUE = "admin:comments_comment_queue"
UNDO_SHOWN = 10  # seconds, by the clock beside the button
SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422
APPROVED_PILE = "da-duyet"


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, which shows the answer by itself."""
    return request.headers.get("Accept") == "application/json"


def asked_before(request: HttpRequest) -> Asked:
    """Return what the list showed from which a form was sent."""
    return read(QueryDict(request.POST.get("ve", "")[:1000].replace("\0", "")))


def back_to(asked: Asked, undo: list[int], anchor: int) -> HttpResponse:
    """Answer 303 to the same place in the list, with what can be undone."""
    query = asked.address()
    if undo:
        query += ("&" if query else "") + f"vua={','.join(map(str, undo[:AT_ONCE]))}"
    place = f"#bl-{anchor}" if anchor else "#hang-cho"
    address = f"{reverse(QUEUE)}{'?' if query else ''}{query}{place}"
    return HttpResponseRedirect(address, status=SEE_OTHER)


def done(request: HttpRequest, said: str, undo: list[int], stays: bool = False) -> HttpResponse:
    """Say what was done: to a script as JSON, else on the list.

    Args:
        undo: the numbers of the decisions that can be undone.
        stays: whether the comment still lies in the pile that is shown.
    """
    if wants_json(request):
        return JsonResponse(
            {"said": said, "undo": undo, "seconds": UNDO_SHOWN if undo else 0, "stays": stays}
        )
    messages.success(request, said)
    anchor = request.POST.get("o-lai" if stays else "tiep", "")
    return back_to(asked_before(request), undo, row_number(anchor))


def refused(request: HttpRequest, pk: int, error: ValidationError) -> HttpResponse:
    """Say why something was not done: beside the comment, with what was typed.

    A script gets it as an answer like any other: what it asked was understood.
    """
    status = CONFLICT if getattr(error, "code", "") == claims.CLAIMED else UNPROCESSABLE
    why = " ".join(error.messages)
    if wants_json(request):
        return JsonResponse({"refused": why})
    typed = request.POST.get("loi", "")
    return show(request, asked_before(request), refused=Refused(pk, why, typed), status=status)


def decide(request: HttpRequest, pk: str) -> HttpResponse:
    """Decide about one comment as the form says."""
    comment = get_object_or_404(Comment.objects.select_related("article"), pk=row_number(pk))
    # A decision is about the words that were on the screen.
    comment.edition = row_number(request.POST.get("lan", "")) or comment.edition
    verb, _colon, code = request.POST.get("viec", "").partition(":")
    words = request.POST.get("loi", "")
    before = comment.decisions.values_list("pk", flat=True).last() or 0
    try:
        said = act(comment, request.user, verb, code, words)
    except ValidationError as error:
        return refused(request, comment.pk, error)
    made = comment.decisions.filter(pk__gt=before, by=request.user.pk).values_list("pk", flat=True)
    is_shown = asked_before(request).pile == APPROVED_PILE
    return done(request, said, list(made), is_shown and comment.status == Verdict.APPROVED)


def act(comment: Comment, by: Any, verb: str, code: str = "", words: str = "") -> str:
    """Do one thing to a comment; return what was done, in a sentence.

    Args:
        verb: approve, reject, spam, pick or unpick.
        code: of the reason for rejecting; without one, or with "other", words are needed.
        words: the moderator's own, for the author.

    Raises:
        PermissionDenied: the account may not.
        ValidationError: it cannot be done, or the verb is none.
    """
    name = {"name": comment.name}
    if verb == "approve":
        deciding.approve(comment, by)
        return _("Đã duyệt bình luận của %(name)s.") % name
    if verb == "reject":
        reason = Reason(code) if code in Reason.values else Reason.OTHER
        is_said = bool(words.strip()) or reason != Reason.OTHER
        deciding.reject(comment, by, words, reason if is_said else None)
        return _("Đã từ chối bình luận của %(name)s.") % name
    if verb == "spam":
        deciding.mark_spam(comment, by)
        return _("Đã cất vào thư rác: %(name)s.") % name
    if verb in ("pick", "unpick"):
        picking.pick(comment, by, verb == "pick")
        chosen = _("Tòa soạn chọn bình luận của %(name)s.")
        return (chosen if verb == "pick" else _("Thôi chọn bình luận của %(name)s.")) % name
    raise ValidationError(_("Việc này không có."))


def undo(request: HttpRequest) -> HttpResponse:
    """Undo the decisions that were just made; each is judged by itself."""
    numbers = [row_number(each) for each in request.POST.getlist("quyet-dinh")[:AT_ONCE]]
    made = Decision.objects.filter(pk__in=numbers).select_related("comment__article")
    refusals, restored = [], []
    for decision in made.order_by("-pk"):
        try:
            deciding.undo(decision, request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            refusals += [f"{decision.comment.name}: {' '.join(error.messages)}"]
        else:
            restored.append(decision.comment_id)
    waiting = Comment.objects.filter(pk__in=restored, status=Verdict.PENDING)
    claims.claim_batch(waiting, request.user, AT_ONCE)  # type: ignore[arg-type]
    said = _("Đã hoàn tác %(n)s quyết định.") % {"n": len(restored)} if restored else ""
    refusals += [] if made else [_("Không có gì để hoàn tác.")]
    if wants_json(request):
        words = " ".join([*filter(None, [said]), *refusals])
        return JsonResponse({"said": words, "restored": restored})
    for refusal in refusals:
        messages.error(request, refusal)
    if said:
        messages.success(request, said)
    return back_to(asked_before(request), [], restored[-1] if restored else 0)
