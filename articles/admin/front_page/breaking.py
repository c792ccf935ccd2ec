"""Breaking news at the desk: one line above the paper, which always ends."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from articles.admin.front_page.forms import ClockField
from articles.admin.lists import DeskAdmin
from articles.admin.times import by_every_clock
from articles.models import BreakingNews

USUALLY = timedelta(hours=2)
STANDS, COMES, OVER = "stands", "comes", "over"
COLOURS = {STANDS: "success", COMES: "info", OVER: "default"}


class ClockWidget(UnfoldAdminTextInputWidget):
    """The browser's own field for a day and an hour, by the paper's clock."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        """Write a time as the browser's field wants it."""
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%dT%H:%M")
        return None if value is None else str(value)


class BreakingNewsForm(forms.ModelForm):  # type: ignore[type-arg]
    """A line of breaking news and its time."""

    starts_at = ClockField(
        label=_("Từ"),
        widget=ClockWidget,
        required=True,
        help_text=_("Để nguyên là hiện ngay; ghi giờ sau là hẹn trước."),
    )
    ends_at = ClockField(
        label=_("Đến"),
        widget=ClockWidget,
        required=True,
        help_text=_("Đến giờ này dòng tin tự rút, không cần ai bấm."),
    )

    class Meta:
        model = BreakingNews
        fields = ("text", "article", "starts_at", "ends_at")

    def clean(self) -> dict[str, Any]:
        """Refuse news that is over before it begins, or over already."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        elif end and end <= timezone.now() and "ends_at" in self.changed_data:
            self.add_error("ends_at", _("Giờ kết thúc đã qua."))
        return cleaned

    def validate_constraints(self) -> None:
        """The form has said already, beside its fields, what the database would refuse."""


@admin.register(BreakingNews)
class BreakingNewsAdmin(DeskAdmin):
    """The lines of breaking news, newest first. Readers see the newest that stands."""

    form = BreakingNewsForm
    autocomplete_fields = ("article",)
    list_display = ("text", "state", "begins", "ends", "verbs")
    list_select_related = ("article",)
    sortable_by = ()
    change_form_template = "admin/desk/breaking_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the act that ends the news."""
        end = self.admin_site.admin_view(require_POST(self.end))
        name = "articles_breakingnews_end"
        return [path("<int:pk>/ket-thuc/", end, name=name), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BreakingNews]:
        """Leave the text of the linked article unread."""
        rows: QuerySet[BreakingNews] = super().get_queryset(request)
        return rows.select_related("article").defer("article__body")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Offer the act to those who may do it."""
        shown: tuple[str, ...] = super().get_list_display(request)
        return shown if self.has_change_permission(request) else shown[:-1]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """News begins now and usually stands for two hours."""
        now = timezone.localtime()
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        return {"starts_at": now, "ends_at": now + USUALLY, **given}

    @display(description=_("trạng thái"), label=COLOURS)
    def state(self, news: BreakingNews) -> tuple[str, Any]:
        """Whether readers see it now."""
        now = timezone.now()
        if news.stands_at(now):
            return STANDS, _("đang chạy")
        return (COMES, _("sắp chạy")) if now < news.starts_at else (OVER, _("đã hết"))

    @display(description=_("từ"))
    def begins(self, news: BreakingNews) -> str:
        """When it begins, by every clock."""
        return by_every_clock(news.starts_at)

    @display(description=_("đến"))
    def ends(self, news: BreakingNews) -> str:
        """When it ends, by every clock."""
        return by_every_clock(news.ends_at)

    @display(description=_("xử lý"))
    def verbs(self, news: BreakingNews) -> SafeString | None:
        """One click to end it."""
        if not news.stands_at(timezone.now()):
            return None
        return format_html(
            '<button type="submit" formmethod="post" formaction="{}" class="desk-mini">{}</button>',
            reverse("admin:articles_breakingnews_end", args=[news.pk]),
            _("Kết thúc ngay"),
        )

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End the news at once; news that does not stand stays as it is."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        news, now = get_object_or_404(BreakingNews, pk=pk), timezone.now()
        if news.stands_at(now):
            news.ends_at = max(now, news.starts_at + timedelta(microseconds=1))
            news.save(update_fields=["ends_at"])
            self.log_change(request, news, _("Kết thúc ngay"))
        messages.success(request, _("Tin khẩn đã hết; độc giả không còn thấy nữa."))
        is_from_front = request.POST.get("back") == "front"
        model = "frontpageslot" if is_from_front else "breakingnews"
        return redirect(f"admin:articles_{model}_changelist")
