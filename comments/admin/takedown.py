"""Takedown requests at the desk: the clock, hiding, refusing, and the list for the files."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display

from articles.admin.confirming import Act, ask_then_do
from articles.admin.lists import DeskAdmin
from articles.admin.rows import row_number
from articles.admin.times import by_our_clock
from comments import takedowns
from comments.admin.clocks import countdown
from comments.admin.takedown_csv import as_csv
from comments.admin.takedown_form import HideForm, TakedownForm
from comments.models import Reason, Takedown

EXCERPT = 160
LIST = "admin:comments_takedown_changelist"
HIDE = Act(
    permission=takedowns.SETTLE,
    title=_("Ẩn bình luận theo yêu cầu"),
    question=_("Bình luận bị từ chối; lời của nó được giữ cùng yêu cầu, chỉ tòa soạn đọc được."),
    button=_("Ẩn bình luận"),
    done=_("Đã ẩn theo %(n)s yêu cầu."),
    applies=lambda request: request.outcome == Takedown.Outcome.OPEN,
    perform=lambda request, by, said: takedowns.hide(
        request, by, said["answer"], Reason(said["code"])
    ),
    fields=HideForm,
    is_grave=True,
)
REFUSE = Act(
    permission=takedowns.SETTLE,
    title=_("Không chấp nhận yêu cầu gỡ"),
    question=_("Bình luận giữ nguyên trạng thái; nếu đã ẩn thì từ nay có thể duyệt lại."),
    button=_("Không chấp nhận"),
    done=_("Đã trả lời %(n)s yêu cầu."),
    applies=lambda request: request.outcome != Takedown.Outcome.REFUSED,
    perform=lambda request, by, answer: takedowns.refuse(request, by, answer),
    reason=_("Trả lời"),
    reason_help=_("Vì sao không gỡ; người yêu cầu sẽ đọc."),
)


@admin.register(Takedown)
class TakedownAdmin(DeskAdmin):
    """Requests to take a comment down, the nearest deadline first."""

    form = TakedownForm
    fields = (
        *("comment", "asker", "asked_by", "contact", "ground"),
        *("received_at", "deadline_at"),
    )
    settled = ("outcome", "settled_at", "settled_by", "answer", "hidden_text")
    list_display = ("asks", "clock", "said", "state", "settled_when", "settled_by")
    list_display_links = ("asks",)
    list_filter = (("outcome", ChoicesDropdownFilter), ("asker", ChoicesDropdownFilter))
    list_filter_submit = True
    list_select_related = ("comment", "settled_by")
    search_fields = ("asked_by", "ground", "comment__key")
    search_help_text = _("Tìm bên yêu cầu, căn cứ, bình luận")
    sortable_by = ()
    actions_list = ("export",)
    actions_detail = ("hide", "refuse")

    class Media:
        js = ("js/desk/deadlines.js",)

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Put what is open on top, the nearest deadline first."""
        is_open = Case(When(outcome=Takedown.Outcome.OPEN, then=Value(0)), default=Value(1))
        return (is_open, "deadline_at", "pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Show with a request how it was settled."""
        return (*self.fields, "clock", *self.settled) if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What was asked stays as it came; a deadline may be moved while the request is open."""
        if obj is None:
            return ()
        asked = tuple(name for name in self.fields if name not in ("contact", "deadline_at"))
        return (*asked, "clock", *self.settled)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is settled is not changed any more."""
        may: bool = super().has_change_permission(request, obj)
        return may and (obj is None or obj.outcome == Takedown.Outcome.OPEN)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A request stays on record."""
        return False

    def has_settle_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the account may settle requests, also those that hid a comment before."""
        return bool(request.user.has_perm(takedowns.SETTLE))

    def save_model(self, request: HttpRequest, obj: Takedown, form: Any, change: bool) -> None:
        """Open a new request with the verb that logs it."""
        if change:
            obj.save()
        else:
            takedowns.open_request(obj, request.user)  # type: ignore[arg-type]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The verb has written the log."""

    # Acts --------------------------------------------------------------------

    @action(description=_("Tải CSV"), url_path="csv", icon="download")
    def export(self, request: HttpRequest) -> HttpResponse:
        """Give all requests as a file for a spreadsheet."""
        return as_csv(request)

    @action(
        description=_("Ẩn bình luận"),
        url_path="an",
        permissions=["settle"],
        icon="visibility_off",
    )
    def hide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Hide the comment after asking for the answer."""
        return self._ask(request, HIDE, object_id)

    @action(
        description=_("Không chấp nhận"), url_path="tu-choi", permissions=["settle"], icon="close"
    )
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Refuse the request after asking for the answer."""
        return self._ask(request, REFUSE, object_id)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        """Leave out what has been done."""
        actions: list[UnfoldAction] = super().get_actions_detail(request, object_id)
        known = Takedown.objects.filter(pk=row_number(object_id))
        outcome = known.values_list("outcome", flat=True).first()
        done = {Takedown.Outcome.HIDDEN: ("hide",), Takedown.Outcome.REFUSED: ("hide", "refuse")}
        hidden = {f"comments_takedown_{n}" for n in done.get(outcome, ())}  # type: ignore[call-overload]
        return [each for each in actions if each.action_name not in hidden]

    def _ask(self, request: HttpRequest, act: Act, object_id: str) -> HttpResponse:
        known = Takedown.objects.select_related("comment__article")
        row = get_object_or_404(known, pk=row_number(object_id))
        return ask_then_do(self, request, act, [row], reverse(LIST))

    # The list ----------------------------------------------------------------

    @display(description=_("bên yêu cầu"))
    def asks(self, request: Takedown) -> SafeString:
        """Who asked, and on what ground."""
        return format_html(
            '<span class="desk-clip"><strong>{}</strong> · {}<br>{}</span>',
            request.asked_by,
            request.get_asker_display(),
            request.ground[:EXCERPT],
        )

    @display(description=_("bình luận"))
    def said(self, request: Takedown) -> SafeString:
        """The comment, as a link to its page."""
        url = reverse("admin:comments_comment_change", args=[request.comment_id])
        text = str(request.comment)[:EXCERPT]
        return format_html('<a href="{}" class="desk-link desk-clip">{}</a>', url, text)

    @display(description=_("hạn xử lý"))
    def clock(self, request: Takedown) -> SafeString:
        """The deadline, and how long it is to it; a script keeps counting."""
        at = by_our_clock(request.deadline_at)
        if request.outcome != Takedown.Outcome.OPEN:
            return format_html("{}", at)
        return format_html("{} <small>{}</small>", countdown(request.deadline_at), at)

    @display(
        description=_("kết quả"),
        label={"open": "warning", "hidden": "danger", "refused": "success"},
    )
    def state(self, request: Takedown) -> tuple[str, Any]:
        """What was done."""
        return request.outcome, request.get_outcome_display()

    @display(description=_("xử lý lúc"))
    def settled_when(self, request: Takedown) -> str | None:
        """When it was settled."""
        return by_our_clock(request.settled_at)
