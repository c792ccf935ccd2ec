"""The list of articles at the desk: to find them, and to take them a step further."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles import rights
from articles.admin.acts import APPROVE, PUBLISH, SUBMIT, WITHDRAW
from articles.admin.article_list.bulk import ADD_TOPICS, MOVE
from articles.admin.article_list.change_list import ArticleChangeList
from articles.admin.article_list.day_filter import OnDay
from articles.admin.article_list.filters import InCategory, Mine, State
from articles.admin.article_list.missing_filter import Missing
from articles.admin.article_list.name_filters import ByAuthor, BySource
from articles.admin.article_list.rows import names_under
from articles.admin.article_list.saved_views import MAY_SHARE, saved_view_urls
from articles.admin.article_list.search import searched
from articles.admin.article_list.verbs import list_act_urls
from articles.admin.confirming import Act, ask_then_do
from articles.admin.lists import DeskAdmin
from articles.admin.pictures import thumbnail
from articles.admin.standing import COLOURS, standing
from articles.admin.times import DAY, MINUTE, by_every_clock, by_our_clock
from articles.models import Article


class ArticleList(DeskAdmin):
    """What the list of articles shows and offers."""

    list_display = ("picture", "what", "state", "published_when", "saved_when", "next_step")
    list_display_links = None
    list_filter = (Mine, State, InCategory, OnDay, Missing, ByAuthor, BySource)
    list_fullwidth = True
    list_disable_select_all = True
    sortable_by = ("what", "published_when", "saved_when")
    ordering = ("-saved_at", "-pk")
    search_fields = ("headline_key",)
    search_help_text = _("Tít, tác giả, chủ đề, số bài hay địa chỉ; có dấu hay không")
    actions = (
        *("submit_selected", "approve_selected", "publish_selected", "withdraw_selected"),
        *("add_topics_selected", "move_selected"),
    )

    class Media:
        js = ("js/desk/list.js",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Keep what this member of the desk may look at."""
        articles: QuerySet[Article] = super().get_queryset(request)
        return rights.visible_to(request.user, articles)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find articles by what is remembered of them."""
        return searched(queryset, search_term), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Use the list that counts its filters."""
        return ArticleChangeList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, with what its page needs beside it."""
        may_share = request.user.has_perm(MAY_SHARE)
        context = {"may_share_views": may_share, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_urls(self) -> list[URLPattern]:
        """Add the verbs of a row and the saved views."""
        urls: list[URLPattern] = super().get_urls()
        return [*list_act_urls(self), *saved_view_urls(self), *urls]

    # The columns -----------------------------------------------------------------

    @display(description=_("ảnh"))
    def picture(self, article: Article) -> str:
        """The lead photo, small."""
        return thumbnail(article.lead_photo)

    @display(description=_("bài"), ordering="headline_key")
    def what(self, article: Article) -> str:
        """The headline with what stands over and under it."""
        context = {"article": article, "names": names_under(article)}
        return render_to_string("admin/desk/list_headline.html", context)

    @display(description=_("trạng thái"), label=COLOURS)
    def state(self, article: Article) -> tuple[str, Any]:
        """How the article stands, as a coloured label."""
        return standing(article)

    @display(description=_("giờ đăng"), ordering="published_at")
    def published_when(self, article: Article) -> str | None:
        """The publication time, as exactly as it is known; by every clock while it is to come."""
        if article.is_scheduled and article.published_at:
            return by_every_clock(article.published_at)
        return by_our_clock(article.published_at, MINUTE if article.is_timed_to_the_minute else DAY)

    @display(description=_("lưu lúc"), ordering="saved_at")
    def saved_when(self, article: Article) -> str | None:
        """When it was last saved."""
        return by_our_clock(article.saved_at)

    @display(description=_("bước tiếp"))
    def next_step(self, article: Article) -> str:
        """What this member of the desk may do to it next."""
        return render_to_string("admin/desk/list_verbs.html", {"article": article})

    # Several at once ---------------------------------------------------------------

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Drop the bulk deletion: it would not ask each article whether it went out."""
        actions: dict[str, Any] = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def has_submit_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the editor hands in pieces, and changes topics and sections."""
        return bool(request.user.has_perm(SUBMIT.permission))

    def has_approve_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the editor says that pieces may go out."""
        return bool(request.user.has_perm(APPROVE.permission))

    @admin.action(description=_("Gửi duyệt các bài đã chọn"), permissions=["submit"])
    def submit_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse:
        """Hand in several articles after asking."""
        return self._ask_about(request, SUBMIT, articles, "submit_selected")

    @admin.action(description=_("Duyệt các bài đã chọn"), permissions=["approve"])
    def approve_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse:
        """Approve several articles after asking."""
        return self._ask_about(request, APPROVE, articles, "approve_selected")

    @admin.action(description=_("Đăng các bài đã chọn"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse:
        """Publish several articles after asking."""
        return self._ask_about(request, PUBLISH, articles, "publish_selected")

    @admin.action(description=_("Gỡ các bài đã chọn"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse:
        """Withdraw several articles, for one reason, after asking."""
        return self._ask_about(request, WITHDRAW, articles, "withdraw_selected")

    @admin.action(description=_("Thêm chủ đề cho các bài đã chọn"), permissions=["submit"])
    def add_topics_selected(
        self, request: HttpRequest, articles: QuerySet[Article]
    ) -> HttpResponse:
        """Add topics to several articles after asking which."""
        return self._ask_about(request, ADD_TOPICS, articles, "add_topics_selected")

    @admin.action(description=_("Đổi chuyên mục các bài đã chọn"), permissions=["submit"])
    def move_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse:
        """Move several articles after asking where."""
        return self._ask_about(request, MOVE, articles, "move_selected")

    def _ask_about(
        self, request: HttpRequest, act: Act, articles: QuerySet[Article], action: str
    ) -> HttpResponse:
        return ask_then_do(self, request, act, articles, request.get_full_path(), action)
