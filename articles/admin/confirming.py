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

Words = str | Promise
Perform = Callable[[Any, Any, str], object]


@dataclass(frozen=True)
class Act:
    """Something an editor does to one or several rows, after saying that it is meant.

    Attributes:
        done: what is said afterwards; ``%(n)s`` is how many rows it was done to.
        perform: gets the row, the editor and the reason; may raise ValidationError.
        objections: what forbids the act on a row, as sentences.
        reason: the label of the reason; empty where none is asked.
        reason_help: who reads the reason.
    """

    permission: str
    title: Words
    question: Words
    button: Words
    done: Words
    perform: Perform
    objections: Callable[[Any], Sequence[Words]] = lambda row: ()
    reason: Words = ""
    reason_help: Words = ""
    reason_is_required: bool = True
    is_grave: bool = False


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))

    def __init__(self, act: Act, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["reason"]
        field.label, field.help_text = str(act.reason), str(act.reason_help)
        field.required = act.reason_is_required


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

    Raises:
        PermissionDenied: the editor may not do this at all.
    """
    if not request.user.has_perm(act.permission):
        raise PermissionDenied
    chosen = list(rows[: AT_ONCE + 1] if action else rows)  # type: ignore[index]
    if len(chosen) > AT_ONCE:
        messages.error(request, _("Mỗi lần làm nhiều nhất %(n)s mục.") % {"n": AT_ONCE})
        return HttpResponseRedirect(back)
    confirmed = request.method == "POST" and CONFIRMED in request.POST
    form = ReasonForm(act, request.POST if confirmed else None) if act.reason else None
    if confirmed and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        do(request, act, chosen, reason)
        return HttpResponseRedirect(back)
    return _question(model_admin, request, act, chosen, form, back, action)


def do(request: HttpRequest, act: Act, rows: Sequence[Any], reason: str = "") -> None:
    """Do the act to each row and tell the editor what was done and what was not."""
    done = 0
    for row in rows:
        try:
            act.perform(row, request.user, reason)
        except ValidationError as error:
            messages.error(request, f"«{row}»: {' '.join(error.messages)}")
        else:
            done += 1
    if done:
        messages.success(request, str(act.done) % {"n": done})


def _question(
    model_admin: ModelAdmin,
    request: HttpRequest,
    act: Act,
    rows: Sequence[Model],
    form: ReasonForm | None,
    back: str,
    action: str,
) -> HttpResponse:
    items = [{"row": row, "objections": act.objections(row)} for row in rows]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": act.title,
        "act": act,
        "items": items,
        "can_go_on": any(not item["objections"] for item in items),
        "form": form,
        "back": back,
        "action": action,
        "confirmed_name": CONFIRMED,
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/desk/confirm.html", context)
