"""What readers found wrong, as a list."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from articles.admin.lists import ReadOnlyAdmin
from articles.admin.times import by_our_clock
from comments.models import Report


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """What readers found wrong."""

    list_display = ("said", "about", "sent", "looked_by", "looked")
    list_display_links = ("said",)
    list_filter = (("reason", ChoicesDropdownFilter),)
    list_filter_submit = True
    list_select_related = ("comment", "looked_by")
    fields = ("reason", "note", "about", "created_at", "looked_by", "looked_at")
    readonly_fields = ("about", "created_at", "looked_by", "looked_at")

    @display(description=_("lý do"), ordering="reason")
    def said(self, report: Report) -> SafeString:
        """Why, and in the reader's words."""
        reason = report.get_reason_display()
        return format_html(
            '<span class="desk-clip"><strong>{}</strong><br>{}</span>', reason, report.note
        )

    @display(description=_("bình luận"))
    def about(self, report: Report) -> SafeString:
        """The comment, as a link to its page."""
        url = reverse("admin:comments_comment_change", args=[report.comment_id])
        return format_html('<a href="{}" class="desk-link desk-clip">{}</a>', url, report.comment)

    @display(description=_("lúc"), ordering="created_at")
    def sent(self, report: Report) -> str | None:
        """When it came."""
        return by_our_clock(report.created_at)

    @display(description=_("đã xem lúc"), ordering="looked_at")
    def looked(self, report: Report) -> str | None:
        """When a moderator looked."""
        return by_our_clock(report.looked_at)
