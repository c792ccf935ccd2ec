"""Acts that are asked about before they are done: the page names what they touch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

AT_ONCE = 50
CONFIRMED = "confirmed"
SEEN = "seen_version"

Words = str | Promise
Perform = Callable[[Any, Any, Any], object]


@dataclass(frozen=True)
class Act:
    """Something an editor does to one or several rows, after saying that it is meant.

    Attributes:
        done: what is said afterwards; ``%(n)s`` is how many rows it was done to.
        perform: gets the row, the editor and what was said: the reason, or the cleaned
            data of ``fields``; may raise ValidationError.
        objections: what forbids the act on a row, as sentences.
        cautions: what is to be looked at once more, as sentences; it forbids nothing.
        applies: whether the row stands where the act starts.
        may: whether this member of the desk may do it to this row.
        version: what changes when somebody saves the row; a confirmation is about the version
            that the page showed, and is asked again when another stands.
        reason: the label of the reason; empty where none is asked.
        reason_help: who reads the reason.
        fields: a form that asks for more than a reason; gets ``row`` when there is one row.
    """

    permission: str
    title: Words
    question: Words
    button: Words
    done: Words
    perform: Perform
    objections: Callable[[Any], Sequence[Words]] = lambda row: ()
    cautions: Callable[[Any], Sequence[Words]] = lambda row: ()
    applies: Callable[[Any], bool] = lambda row: True
    may: Callable[[Any, Any], bool] = lambda user, row: True
    version: Callable[[Any], object] | None = None
    reason: Words = ""
    reason_help: Words = ""
    reason_is_required: bool = True
    fields: type["ActForm"] | None = None
    is_grave: bool = False


class ActForm(forms.Form):
    """What is asked for beside the confirmation.

    Args:
        row: the one row it is about; None when there are several.
    """

    def __init__(self, act: Act, data: Any = None, row: Any = None) -> None:
        super().__init__(data)
        self.row = row

    def said(self) -> Any:
        """Return what ``Act.perform`` gets."""
        return self.cleaned_data


class ReasonForm(ActForm):
    """Why something is done."""

    reason = forms.CharField(max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))

    def __init__(self, act: Act, data: Any = None, row: Any = None) -> None:
        super().__init__(act, data, row)
        field = self.fields["reason"]
        field.label, field.help_text = str(act.reason), str(act.reason_help)
        field.required = act.reason_is_required

    def said(self) -> Any:
        """Return the reason."""
        return self.cleaned_data["reason"]


def ask_then_do(
    model_admin: ModelAdmin,
    request: HttpRequest,
    act: Act,
    rows: Iterable[Any],
    back: str,
    action: str = "",
) -> HttpResponse:
    """Show what the act will touch; once confirmed, do it and say what came of it.

    Args:
        back: where the editor goes afterwards.
        action: the name of the list action, when the rows were picked in a list.

    An act that is refused is asked about again, with all that was typed.

    Raises:
        PermissionDenied: the editor may not do this at all.
    """
    if not request.user.has_perm(act.permission):
        raise PermissionDenied
    chosen = list(rows[: AT_ONCE + 1] if action else rows)  # type: ignore[index]
    if len(chosen) > AT_ONCE:
        messages.error(request, _("Mỗi lần làm nhiều nhất %(n)s mục.") % {"n": AT_ONCE})
        return HttpResponseRedirect(back)
    if not action and not all(act.may(request.user, row) for row in chosen):
        raise PermissionDenied
    confirmed = request.method == "POST" and CONFIRMED in request.POST
    form = _form_of(act, request.POST if confirmed else None, chosen)
    if confirmed and not action and _has_moved(act, request, chosen):
        messages.warning(request, str(_said_of_moving(act, chosen[0])))
    elif confirmed and (form is None or form.is_valid()):
        done = do(request, act, chosen, form.said() if form else "")
        if done or action or form is None:
            return HttpResponseRedirect(back)
    return _question(model_admin, request, act, chosen, form, back, action)


def _has_moved(act: Act, request: HttpRequest, rows: Sequence[Any]) -> bool:
    """Whether somebody saved the one row after the question was shown."""
    seen = request.POST.get(SEEN, "")
    return bool(act.version and seen and seen != str(act.version(rows[0])))


def _said_of_moving(act: Act, row: Any) -> Words:
    """Say why a confirmation is not taken; an editor's own second click may be the reason."""
    if act.applies(row):
        return _("Ai đó vừa lưu bài này: hãy xem lại rồi xác nhận lần nữa.")
    return _("Trạng thái vừa đổi, nên không còn gì để xác nhận.")


def _form_of(act: Act, data: Any, rows: Sequence[Any]) -> ActForm | None:
    row = rows[0] if len(rows) == 1 else None
    if act.fields:
        return act.fields(act, data, row)
    return ReasonForm(act, data, row) if act.reason else None


def do(request: HttpRequest, act: Act, rows: Sequence[Any], said: Any = "") -> int:
    """Do the act to each row and tell the editor what was done and what was not.

    Returns:
        To how many rows it was done.
    """
    done = 0
    for row in rows:
        try:
            act.perform(row, request.user, said)
        except ValidationError as error:
            messages.error(request, f"«{row}»: {' '.join(error.messages)}")
        except PermissionDenied as error:
            if len(rows) == 1:
                raise
            messages.error(request, f"«{row}»: {error}")
        else:
            done += 1
    if done:
        messages.success(request, str(act.done) % {"n": done})
    return done


def _question(
    model_admin: ModelAdmin,
    request: HttpRequest,
    act: Act,
    rows: Sequence[Model],
    form: ActForm | None,
    back: str,
    action: str,
) -> HttpResponse:
    items = [_item(act, request.user, row) for row in rows]
    can_go_on = any(not item["objections"] for item in items)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": act.title,
        "act": act,
        "items": items,
        "can_go_on": can_go_on,
        "form": form,
        "typed": [] if can_go_on else _typed(form),
        "back": back,
        "action": action,
        "confirmed_name": CONFIRMED,
        "seen": {"name": SEEN, "version": act.version(rows[0])} if act.version and rows else None,
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/desk/confirm.html", context)


def _typed(form: ActForm | None) -> list[str]:
    """Return the words somebody typed into a form that is not shown any more."""
    fields = [field for field in form or () if not field.is_hidden]
    values = [field.data for field in fields if form and form.is_bound]
    return [value for value in values if isinstance(value, str) and value.strip()]


def _item(act: Act, user: Any, row: Any) -> dict[str, Any]:
    if not act.may(user, row):
        return {"row": row, "objections": [_("Ngoài quyền của bạn.")], "cautions": []}
    if not act.applies(row):
        return {"row": row, "objections": [_("Không hợp với trạng thái hiện nay.")], "cautions": []}
    return {"row": row, "objections": act.objections(row), "cautions": act.cautions(row)}
