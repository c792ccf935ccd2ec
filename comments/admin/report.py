"""What readers found wrong, as a list."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from articles.admin.lists import ReadOnlyAdmin
from comments.models import Report


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """What readers found wrong."""

    list_display = ("reason", "note", "about", "created_at", "looked_by", "looked_at")
    list_filter = (("reason", ChoicesDropdownFilter),)
    list_filter_submit = True
    list_select_related = ("comment", "looked_by")
    fields = ("reason", "note", "about", "created_at", "looked_by", "looked_at")
    readonly_fields = ("about", "created_at", "looked_by", "looked_at")

    @display(description=_("bình luận"))
    def about(self, report: Report) -> SafeString:
        """The comment, as a link to its page."""
        url = reverse("admin:comments_comment_change", args=[report.comment_id])
        return format_html('<a href="{}" class="desk-link">{}</a>', url, report.comment)
