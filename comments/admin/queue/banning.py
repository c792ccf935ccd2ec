"""Banning whoever wrote a comment, without leaving the queue."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.rows import row_number
from comments import banning
from comments.admin.queue.deciding import (
    UNDO_SHOWN,
    UNPROCESSABLE,
    act,
    asked_before,
    back_to,
    wants_json,
)
from comments.models import Ban, Comment, Reason

BAN = "comments.add_ban"
FOR_EVER = "0"
LENGTHS = (
    ("1", gettext_lazy("1 ngày")),
    ("7", gettext_lazy("7 ngày")),
    ("30", gettext_lazy("30 ngày")),
    ("365", gettext_lazy("1 năm")),
    (FOR_EVER, gettext_lazy("không thời hạn")),
)
THIS_COMMENT = (
    ("", gettext_lazy("để nguyên")),
    ("reject", gettext_lazy("từ chối, với lý do trên")),
    ("spam", gettext_lazy("là thư rác")),
)


class BanForm(forms.Form):
    """Who is banned, for how long, whether they are told, and why.

    Args:
        comment: whose author is banned.
    """

    kind = forms.ChoiceField(label=gettext_lazy("Cấm theo"), widget=forms.RadioSelect)
    days = forms.ChoiceField(
        label=gettext_lazy("Trong"), choices=LENGTHS, widget=forms.RadioSelect, initial="7"
    )
    is_silent = forms.ChoiceField(
        label=gettext_lazy("Báo cho họ không"),
        choices=(
            ("", gettext_lazy("công khai: họ đọc lý do")),
            ("1", gettext_lazy("cấm ngầm: lời gửi vào thư rác, họ không được báo")),
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        help_text=gettext_lazy("Cấm công khai thì người bị cấm đọc lý do này."),
    )
    comment = forms.ChoiceField(
        label=gettext_lazy("Còn bình luận này"),
        choices=THIS_COMMENT,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, about: Comment, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="cam_%s")
        known = banning.known_by(about)
        labels = dict(Ban.Kind.choices)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in known]  # type: ignore[attr-defined]
        self.initial["kind"] = next(iter(known), "")

    def until(self) -> datetime | None:
        """Return when the ban ends; None is never."""
        days = int(self.cleaned_data["days"])
        return timezone.now() + timedelta(days=days) if days else None


def ban(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask by what, how long and why; then ban, and decide about the comment if that is asked."""
    if not request.user.has_perm(BAN):
        raise PermissionDenied
    known = Comment.objects.select_related("article", "author")
    comment = get_object_or_404(known, pk=row_number(pk))
    form = BanForm(comment, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _banned(request, comment, form)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    return _question(request, comment, form)


def _banned(request: HttpRequest, comment: Comment, form: BanForm) -> HttpResponse:
    said = form.cleaned_data
    before = comment.decisions.values_list("pk", flat=True).last() or 0
    with transaction.atomic():
        made = banning.ban_author(
            comment,
            request.user,  # type: ignore[arg-type]
            kind=said["kind"],
            reason=said["reason"],
            until=form.until(),
            is_silent=bool(said["is_silent"]),
        )
        if said["comment"]:
            act(comment, request.user, said["comment"], Reason.OTHER, said["reason"])
    decided = comment.decisions.filter(pk__gt=before, by=request.user.pk)
    undo = list(decided.values_list("pk", flat=True))
    words = _("Đã cấm %(name)s theo %(kind)s.") % {
        "name": comment.name,
        "kind": made.get_kind_display(),
    }
    if wants_json(request):
        return JsonResponse(
            {
                "said": words,
                "undo": undo,
                "seconds": UNDO_SHOWN if undo else 0,
                "decided": [comment.pk] if undo else [],
            }
        )
    messages.success(request, words)
    anchor = request.POST.get("tiep" if undo else "o-lai", "") or comment.pk
    return back_to(asked_before(request), undo, row_number(anchor))


def _question(request: HttpRequest, comment: Comment, form: BanForm) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    context = {
        **admin.site.each_context(request),
        "opts": Comment._meta,
        "title": _("Cấm %(name)s") % {"name": comment.name},
        "comment": comment,
        "form": form,
        "here": said.get("ve", "")[:1000],
        "next": row_number(said.get("tiep", "")),
    }
    request.current_app = admin.site.name
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "admin/desk/queue_ban.html", context, status=status)
