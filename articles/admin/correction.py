"""Errors reported at the desk, and the corrections that readers were told."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter
from unfold.decorators import display

from articles import publishing, rights
from articles.admin.confirming import Act, ask_then_do
from articles.admin.lists import ReadOnlyAdmin
from articles.admin.rows import row_number
from articles.admin.times import by_every_clock
from articles.models import Article, Correction

OPEN, PUBLISHED = "mo", "da-dang"
DISMISS = Act(
    permission=rights.VERBS["correct"],
    title=_("Bỏ qua lỗi được báo"),
    question=_("Bài không sai: lỗi rời danh sách, độc giả không đọc gì thêm."),
    button=_("Bỏ qua"),
    done=_("Đã bỏ qua %(n)s lỗi."),
    perform=lambda error, by, reason: publishing.dismiss_error(error, by),
    applies=lambda error: error.published_at is None and error.dismissed_at is None,
    may=lambda user, error: rights.may(user, "correct", error.article),
)


class StateFilter(DropdownFilter):
    """Errors that wait, or corrections that readers were told."""

    title = _("trạng thái")
    parameter_name = "trang-thai"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        """Name the two states."""
        return [(OPEN, _("chờ đính chính")), (PUBLISHED, _("đã đính chính"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the corrections in this state."""
        if self.value() == OPEN:
            return queryset.open()
        return queryset.published() if self.value() == PUBLISHED else None


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """What is wrong, and what was done about it; the article's page tells readers."""

    list_display = ("wrong", "right", "article", "state", "reported_when", "next_step")
    list_filter = (StateFilter,)
    sortable_by = ()
    list_select_related = ("article", "reported_by")
    fields = (
        *("article", "wrong", "right", "apology", "reported_at", "reported_by"),
        *("published_at", "published_by", "dismissed_at"),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out what this member may not look at, and the bodies unread."""
        seen = rights.visible_to(request.user, Article.objects.all())
        return super().get_queryset(request).filter(article__in=seen).defer("article__body")

    @display(description=_("trạng thái"), label={"open": "warning", "published": "success"})
    def state(self, error: Correction) -> tuple[str, str]:
        """Whether readers were told."""
        if error.published_at:
            return "published", _now("đã đính chính")
        return ("dismissed", _now("bỏ qua")) if error.dismissed_at else ("open", _now("chờ"))

    @display(description=_("báo lỗi lúc"), ordering="reported_at")
    def reported_when(self, error: Correction) -> str:
        """When, and by whom."""
        return f"{by_every_clock(error.reported_at)} · {error.reported_by or ''}".rstrip(" ·")

    @display(description=_("việc tiếp"))
    def next_step(self, error: Correction) -> SafeString | str:
        """Where the error is settled."""
        if error.published_at or error.dismissed_at:
            return ""
        return format_html(
            '<span class="desk-verbs"><a class="desk-button" href="{}">{}</a>'
            '<a class="desk-button desk-button-quiet" href="{}">{}</a></span>',
            reverse("admin:articles_article_correct", args=[error.article_id]),
            _now("Đính chính"),
            reverse("admin:articles_correction_dismiss", args=[error.pk]),
            _now("Bỏ qua"),
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks before an error is dismissed."""
        view = self.admin_site.admin_view(self.dismiss)
        ours = [path("<pk>/bo-qua/", view, name="articles_correction_dismiss")]
        return [*ours, *super().get_urls()]

    def dismiss(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Settle a reported error that is none."""
        errors = Correction.objects.select_related("article")
        error = get_object_or_404(errors, pk=row_number(pk))
        back = reverse("admin:articles_correction_changelist")
        if error.published_at:
            return HttpResponseRedirect(back)
        return ask_then_do(self, request, DISMISS, [error], back)
