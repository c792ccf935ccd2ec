"""Partners' feeds at the desk: built here, handed over by their secret address, renewed, closed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from articles import paging
from articles.admin.category import categories_as_tree
from articles.admin.confirming import Act, ask_then_do
from articles.admin.lists import DeskAdmin
from articles.admin.rows import RowsChoice, RowsField, row_number
from articles.admin.times import by_every_clock, by_our_clock
from articles.keeping import log
from articles.models import Author, PartnerFeed, Tag
from articles.templatetags.newsroom import absolute

PREVIEWED = 10
CHANGE = "articles.change_partnerfeed"


def renew(feed: PartnerFeed, by: Any, said: Any) -> None:
    """Give a feed a new address, and write that into the desk's log."""
    feed.renew()
    log(feed, by, _now("Đổi địa chỉ bí mật"))


RENEW = Act(
    permission=CHANGE,
    title=_("Đổi địa chỉ bí mật"),
    question=_("Địa chỉ cũ đóng ngay; đối tác phải nhận địa chỉ mới mới đọc tiếp được."),
    button=_("Đổi địa chỉ"),
    done=_("Đã đổi: hãy gửi địa chỉ mới cho đối tác."),
    perform=renew,
    is_grave=True,
)


class CategoryBoxes(RowsField):
    """Categories as boxes to tick, subcategories set off."""

    def label_from_instance(self, category: Any) -> str:
        """Set a subcategory off from its section."""
        return f"— {category.name}" if category.parent_id else category.name


class PartnerFeedForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a partner gets."""

    class Meta:
        model = PartnerFeed
        fields = (
            *("name", "partner", "categories", "tags", "authors", "only_own", "only_with_photo"),
            *("is_full_text", "format", "length", "delay", "is_active"),
        )


@admin.register(PartnerFeed)
class PartnerFeedAdmin(DeskAdmin):
    """The feeds made for partners."""

    form = PartnerFeedForm
    list_display = ("name", "partner", "form_and_text", "wait", "state", "fetched_when", "fetches")
    ordering = ("partner", "name", "pk")
    sortable_by = ("name", "partner")
    search_fields = ("name", "partner")
    search_help_text = _("Tìm trong tên kênh và tên đối tác")
    readonly_fields = ("address", "fetched", "preview")
    view_on_site = False

    class Media:
        js = ("js/desk/copy.js",)

    def get_fieldsets(self, request: HttpRequest, obj: PartnerFeed | None = None) -> Any:
        """Show address, figures and preview once there is a feed."""
        groups: list[tuple[Any, dict[str, Any]]] = [
            (None, {"fields": ("name", "partner", "is_active")}),
            (
                _("Lấy bài nào"),
                {"fields": ("categories", "tags", "authors", "only_own", "only_with_photo")},
            ),
            (_("Giao thế nào"), {"fields": ("is_full_text", "format", "length", "delay")}),
        ]
        if obj is not None:
            handed = (_("Giao cho đối tác"), {"fields": ("address", "fetched", "preview")})
            groups.insert(0, handed)
        return groups

    def formfield_for_manytomany(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Tick categories; search for topics and authors."""
        if db_field.name == "categories":
            kwargs["queryset"] = categories_as_tree()
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
            kwargs["form_class"] = CategoryBoxes
        else:
            model = {"tags": Tag, "authors": Author}[db_field.name]
            kwargs["queryset"] = model._default_manager.all()
            kwargs["widget"] = RowsChoice(db_field, self.admin_site)
            kwargs["form_class"] = RowsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks before an address is renewed."""
        view = self.admin_site.admin_view(self.renew_page)
        ours = [path("<pk>/doi-dia-chi/", view, name="articles_partnerfeed_renew")]
        return [*ours, *super().get_urls()]

    def renew_page(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask, then renew the secret address."""
        feed = get_object_or_404(PartnerFeed, pk=row_number(pk))
        back = reverse("admin:articles_partnerfeed_change", args=[feed.pk])
        return ask_then_do(self, request, RENEW, [feed], back)

    @display(description=_("giao"))
    def form_and_text(self, feed: PartnerFeed) -> str:
        """Format, and whether in full text."""
        amount = _now("toàn văn") if feed.is_full_text else _now("sapo")
        return f"{feed.get_format_display()} · {amount} · {feed.length}"

    @display(description=_("chậm"))
    def wait(self, feed: PartnerFeed) -> str:
        """How long a story is the paper's alone."""
        return _now("%(n)s phút") % {"n": feed.delay} if feed.delay else ""

    @display(description=_("trạng thái"), label={"open": "success", "closed": "default"})
    def state(self, feed: PartnerFeed) -> tuple[str, str]:
        """Whether the address answers."""
        return ("open", _now("đang mở")) if feed.is_active else ("closed", _now("đã đóng"))

    @display(description=_("đọc lần cuối"))
    def fetched_when(self, feed: PartnerFeed) -> str | None:
        """When the partner last came, to the minute."""
        return by_our_clock(feed.fetched_at)

    @display(description=_("số lần đọc"))
    def fetches(self, feed: PartnerFeed) -> int:
        """How often the partner came."""
        return feed.fetch_count

    @display(description=_("địa chỉ bí mật"))
    def address(self, feed: PartnerFeed) -> str:
        """The secret address, to be copied or renewed."""
        context = {
            "address": absolute(feed.get_absolute_url()),
            "is_open": feed.is_active,
            "renew": reverse("admin:articles_partnerfeed_renew", args=[feed.pk]),
        }
        return render_to_string("admin/desk/partner_feed_address.html", context)

    @display(description=_("đối tác đã đọc"))
    def fetched(self, feed: PartnerFeed) -> str:
        """How often the partner came, and when last."""
        if feed.fetched_at is None:
            return _now("Chưa đọc lần nào.")
        words = {"n": feed.fetch_count, "when": by_every_clock(feed.fetched_at)}
        return _now("%(n)s lần, lần cuối lúc %(when)s") % words

    @display(description=_("đang có trong kênh"))
    def preview(self, feed: PartnerFeed) -> str:
        """The first of what the partner gets now."""
        page = paging.page(feed.holds, size=min(PREVIEWED, feed.length))
        context = {
            "articles": page.articles,
            "has_more": page.next_mark and feed.length > PREVIEWED,
        }
        return render_to_string("admin/desk/partner_feed_preview.html", context)
