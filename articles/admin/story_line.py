"""Story lines at the desk: a name, a summary and the articles along it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from articles.admin.forms import RowForm, SluggedForm, clean_line
from articles.admin.lists import FoldedAdmin
from articles.admin.rows import RowChoices
from articles.admin.times import by_every_clock
from articles.models import StoryLine, StoryLineEntry
from articles.models.story_line import MOST_ENTRIES

LAST_PLACE = 9_999


class StoryLineForm(SluggedForm):
    """A running story."""

    class Meta:
        model = StoryLine
        fields = ("name", "summary", "order", "slug")

    def clean_name(self) -> str:
        """Refuse a name without letters; it stands on one line."""
        return clean_line(" ".join(self.cleaned_data["name"].split()))


class EntryForm(RowForm):
    """One article of a story line; without a number it goes to the end."""

    position = forms.IntegerField(
        label=_("thứ tự"),
        required=False,
        min_value=0,
        max_value=LAST_PLACE,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Số nhỏ đứng trước. Để trống thì đứng cuối."),
    )

    class Meta:
        model = StoryLineEntry
        fields = ("article", "label", "position")
        help_texts = {"article": _("Gõ vài chữ của tít để tìm. Chưa đăng thì độc giả chưa thấy.")}

    def clean_position(self) -> int:
        """Take the place that was typed; 0 until the whole list is known."""
        return self.cleaned_data["position"] or 0


class EntryFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The entries of one story line."""

    def clean(self) -> None:
        """Number the entries that got no place of their own behind the others."""
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        last = max((form.cleaned_data.get("position", 0) for form in kept), default=0)
        for form in kept:
            if form.has_changed() and not form.cleaned_data.get("position"):
                last = form.instance.position = min(last + 1, LAST_PLACE)


class StoryLineEntryInline(RowChoices, TabularInline):  # type: ignore[misc]
    """The articles of a story line, each searched for by its headline."""

    model = StoryLineEntry
    form = EntryForm
    formset = EntryFormSet
    autocomplete_fields = ("article",)
    extra = 0
    show_title = False
    max_num = MOST_ENTRIES

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the bodies of the articles unread."""
        rows = super().get_queryset(request).select_related("article")
        return rows.defer("article__body")


@admin.register(StoryLine)
class StoryLineAdmin(FoldedAdmin):
    """Running stories, the newest first."""

    form = StoryLineForm
    inlines = (StoryLineEntryInline,)
    list_display = ("name", "entries", "newest", "address")
    sortable_by = ()
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("key",)
    search_help_text = _("Tìm trong tên, có dấu hay không dấu")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StoryLine]:
        """Read with each line how many articles it has, and when the newest came out."""
        lines: QuerySet[StoryLine] = super().get_queryset(request)
        return lines.annotate(n=Count("entries"), last=Max("entries__article__published_at"))

    @display(description=_("số bài"))
    def entries(self, line: Any) -> int:
        """How many articles it has, those included that are not out."""
        return int(line.n)

    @display(description=_("bài mới nhất"))
    def newest(self, line: Any) -> str:
        """When its newest article comes or came out."""
        return by_every_clock(line.last)

    @display(description=_("địa chỉ"))
    def address(self, line: StoryLine) -> SafeString:
        """Where readers find it, once one of its articles is out."""
        url = line.get_absolute_url()
        return format_html('<a href="{}" class="desk-link">{}</a>', url, url)

    def view_on_site(self, obj: StoryLine) -> str | None:
        """The address of the line, when there is something to see."""
        return obj.get_absolute_url() if StoryLine.objects.public().filter(pk=obj.pk) else None
