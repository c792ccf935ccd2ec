"""What the list of topics offers: which nobody needs, to merge several, to delete several."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from articles import tag_keeping
from articles.admin.confirming import Act, Words, ask_then_do
from articles.admin.lists import FoldedAdmin, MovableAdmin
from articles.admin.tag_merging import merge_address, merge_page
from articles.models import ArticleTag, Tag


def _other_uses(tag: Tag) -> list[Words]:
    """Say how many articles that are not out have the topic."""
    n = tag.tagged_items.count()
    return [_("%(n)s bài chưa đăng hoặc đã hạ đang có chủ đề này.") % {"n": n}] if n else []


DELETE = Act(
    permission=tag_keeping.RIGHT,
    title=_("Xóa chủ đề không dùng"),
    question=_("Chủ đề, tên khác và địa chỉ cũ của nó mất đi; bài giữ nguyên chữ."),
    button=_("Xóa"),
    done=_("Đã xóa %(n)s chủ đề."),
    perform=lambda tag, by, reason: tag_keeping.remove(tag, by),
    objections=tag_keeping.reasons_to_keep,
    cautions=_other_uses,
    is_grave=True,
)


class Unused(admin.SimpleListFilter):
    """Topics that no public article has."""

    title, parameter_name = _("nơi dùng"), "dung"
    UNUSED = "khong"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Words]]:
        """Offer the one choice."""
        return [(self.UNUSED, _("Không bài đang đăng nào dùng"))]

    def queryset(self, request: HttpRequest, tags: QuerySet[Tag]) -> QuerySet[Tag]:
        """Keep what was chosen."""
        return tag_keeping.unused(tags) if self.value() == self.UNUSED else tags


class TagList(MovableAdmin, FoldedAdmin):
    """The topics, with their other names and how often they are used."""

    list_display = ("name", "aliases", "uses", "slug")
    list_filter = (Unused,)
    ordering = ("key",)
    search_fields = ("key", "aliases__key")
    search_help_text = _("Tìm trong tên và tên khác, có dấu hay không dấu")
    actions = ("merge_selected", "delete_unused_selected")
    actions_detail = ("merge_this",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """Read with each topic its other names and how often it is used."""
        tags: QuerySet[Tag] = super().get_queryset(request)
        links: QuerySet[Any] = ArticleTag.objects.filter(tag=OuterRef("pk")).order_by()
        uses = Subquery(links.values("tag").annotate(n=Count("pk")).values("n"))
        return tags.prefetch_related("aliases").annotate(uses=Coalesce(uses, 0))

    def get_urls(self) -> list[URLPattern]:
        """Add the page that merges."""
        page = self.admin_site.admin_view(self.merge)
        return [path("gop/", page, name="articles_tag_merge"), *super().get_urls()]

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Drop the bulk deletion of everything: readers would lose pages they read."""
        actions: dict[str, Any] = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A topic that something needs is merged, not deleted."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not tag_keeping.reasons_to_keep(obj))

    def has_merge_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the editor may make topics disappear."""
        return bool(request.user.has_perm(tag_keeping.RIGHT))

    def merge(self, request: HttpRequest) -> HttpResponse:
        """Merge topics, after saying what will happen."""
        return merge_page(self, request)

    @admin.action(description=_("Gộp các chủ đề đã chọn"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, tags: QuerySet[Tag]) -> HttpResponse:
        """Go to the page that merges these."""
        return HttpResponseRedirect(merge_address(tags.order_by("pk").values_list("pk", flat=True)))

    @admin.action(description=_("Xóa các chủ đề không dùng đã chọn"), permissions=["delete"])
    def delete_unused_selected(self, request: HttpRequest, tags: QuerySet[Tag]) -> HttpResponse:
        """Delete several topics after asking."""
        back = f"{reverse('admin:articles_tag_changelist')}?{request.GET.urlencode()}"
        return ask_then_do(self, request, DELETE, tags, back, "delete_unused_selected")

    @action(
        description=_("Gộp vào chủ đề khác"),
        url_path="gop",
        permissions=["merge"],
        icon="merge",
    )
    def merge_this(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Go to the page that merges this one."""
        return HttpResponseRedirect(merge_address([object_id]))

    @display(description=_("tên khác"))
    def aliases(self, tag: Tag) -> str:
        """The other names, on one line."""
        return ", ".join(alias.name for alias in tag.aliases.all())

    @display(description=_("số bài"), ordering="uses")
    def uses(self, tag: Tag) -> int:
        """How many articles have the topic."""
        return tag.uses  # type: ignore[attr-defined, no-any-return]
