"""Bans at the desk: who may not take part, until when, why; added, looked at, ended."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from articles.admin.lists import DeskAdmin
from articles.admin.rows import row_number
from articles.admin.times import by_our_clock
from comments import banning
from comments.bans import catches
from comments.models import Ban, Comment

# What a moderator can type; the others are hashes, banned from a comment.
TYPED = (Ban.Kind.ACCOUNT, Ban.Kind.EMAIL, Ban.Kind.PATTERN)
PREVIEWED, MOST_SHOWN = 500, 10
PREVIEW = "_preview"


class BanForm(forms.ModelForm):  # type: ignore[type-arg]
    """A ban by something that can be typed.

    Attributes:
        caught: what it would have caught, once that was asked; such a form saves nothing.
    """

    caught: tuple[str, ...] = ()

    class Meta:
        model = Ban
        fields = ("kind", "value", "is_silent", "reason", "until")
        help_texts = {
            "kind": _("Trình duyệt và mạng chỉ cấm được từ một bình luận, ở hàng chờ."),
            "value": _("Số tài khoản, địa chỉ thư, hoặc mẫu: *@spam.vn, dấu * thay đoạn bất kỳ."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            labels = dict(Ban.Kind.choices)
            field: Any = self.fields["kind"]
            field.choices = [(kind.value, labels[kind.value]) for kind in TYPED]

    def clean(self) -> dict[str, Any]:
        """Save nothing that was only to be tried: the page comes back with what it caught."""
        cleaned = super().clean() or self.cleaned_data
        if PREVIEW in self.data and not self.errors:
            self.caught = would_catch(cleaned["kind"], cleaned["value"])
            raise ValidationError(self.caught[0], code=PREVIEW)
        return cleaned


def would_catch(kind: str, value: str) -> tuple[str, ...]:
    """Say which of the latest comments a ban would have caught."""
    recent = Comment.objects.order_by("-pk")[:PREVIEWED]
    if kind == Ban.Kind.PATTERN:
        found = [each for each in recent if catches(value, (each.name, each.text, each.email))]
    elif kind == Ban.Kind.EMAIL:
        found = [each for each in recent if each.email.casefold() == value.casefold()]
    else:
        found = [each for each in recent if str(each.author_id) == value]
    head = _("Trong %(n)s bình luận gần nhất, lệnh này sẽ chặn %(found)s.")
    numbers = {"n": PREVIEWED, "found": len(found)}
    return str(head) % numbers, *(f"«{each}»" for each in found[:MOST_SHOWN])


@admin.register(Ban)
class BanAdmin(DeskAdmin):
    """Who may not take part; a ban is ended, never deleted."""

    form = BanForm
    fields = ("kind", "value", "is_silent", "reason", "until")
    list_display = ("whom", "manner", "why", "ends", "by", "created_when", "verbs")
    list_display_links = ("whom",)
    list_filter = (("kind", ChoicesDropdownFilter),)
    list_filter_submit = True
    list_select_related = ("by",)
    search_fields = ("value", "reason")
    search_help_text = _("Tìm giá trị, lý do")
    sortable_by = ()
    change_form_after_template = "admin/desk/ban_try.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **about: Any
    ) -> HttpResponse:
        """Say what was caught as an answer, not as a mistake in the form."""
        form = context["adminform"].form
        if about.get("add") and form.caught:
            form.errors.pop("__all__")
            context |= {"errors": [], "caught": form.caught}
        response: HttpResponse = super().render_change_form(request, context, **about)
        return response

    def get_fields(self, request: HttpRequest, obj: Ban | None = None) -> tuple[str, ...]:
        """What is banned is not exchanged later; a hash is shown as its fingerprint."""
        if obj is None:
            return self.fields
        return ("whom", "is_silent", "reason", "until", "by", "created_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Ban | None = None) -> tuple[str, ...]:
        """Say who banned whom, and when."""
        return ("whom", "by", "created_at") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A ban stays on record."""
        return False

    def save_model(self, request: HttpRequest, obj: Ban, form: Any, change: bool) -> None:
        """Impose a new ban in the moderator's name."""
        if change:
            obj.save()
        else:
            banning.impose(obj, request.user)  # type: ignore[arg-type]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The verb has written the log."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address that ends a ban."""
        view = self.admin_site.admin_view(require_POST(self.end))
        return [path("<pk>/bo-cam/", view, name="comments_ban_end"), *super().get_urls()]

    def end(self, request: HttpRequest, pk: str) -> HttpResponse:
        """End a ban now."""
        ban = banning.end(get_object_or_404(Ban, pk=row_number(pk)), request.user)  # type: ignore[arg-type]
        messages.success(request, _("Đã bỏ cấm: %(whom)s.") % {"whom": self.whom(ban)})
        return redirect(reverse("admin:comments_ban_changelist"))

    # The list ----------------------------------------------------------------

    @display(description=_("ai"))
    def whom(self, ban: Ban) -> str:
        """By what somebody is banned; of a hash the first digits only."""
        return ban.shown

    @display(description=_("cách cấm"), label={"silent": "warning", "open": "info"})
    def manner(self, ban: Ban) -> tuple[str, Any]:
        """Whether they are told."""
        return ("silent", _("ngầm")) if ban.is_silent else ("open", _("công khai"))

    @display(description=_("lý do"))
    def why(self, ban: Ban) -> SafeString:
        """The reason, on as many lines as it needs."""
        return format_html('<span class="desk-clip">{}</span>', ban.reason)

    @display(description=_("đến lúc"))
    def ends(self, ban: Ban) -> str:
        """When it ends, or that it has ended."""
        if ban.until is None:
            return str(_("không thời hạn"))
        at = by_our_clock(ban.until) or ""
        return str(_("đã hết %(at)s")) % {"at": at} if ban.until <= timezone.now() else at

    @display(description=_("lúc"))
    def created_when(self, ban: Ban) -> str | None:
        """When it was imposed."""
        return by_our_clock(ban.created_at)

    @display(description=_("xử lý"))
    def verbs(self, ban: Ban) -> SafeString | str:
        """A button that ends a ban in force."""
        if ban.until is not None and ban.until <= timezone.now():
            return ""
        return format_html(
            '<button type="submit" formmethod="post" formaction="{}"'
            ' class="desk-mini desk-mini-quiet">{}</button>',
            reverse("admin:comments_ban_end", args=[ban.pk]),
            _("Bỏ cấm"),
        )

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Offer to end bans to those who may."""
        shown: tuple[str, ...] = super().get_list_display(request)
        return shown if self.has_change_permission(request) else shown[:-1]
