"""The list of articles at the desk: to find them, to publish or withdraw several at once."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.views import ChangeList

from articles.admin.acts import PUBLISH, WITHDRAW
from articles.admin.confirming import Act, ask_then_do
from articles.admin.filters import CategoryFilter, RowFilter
from articles.admin.lists import FoldedAdmin
from articles.admin.pictures import thumbnail
from articles.admin.standing import COLOURS, standing
from articles.admin.times import DAY, MINUTE, by_our_clock
from articles.models import Article, Byline


class ArticleChangeList(ChangeList):
    """The list of articles, read in two queries and without the bodies."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        """Load what a row shows."""
        articles: QuerySet[Article] = super().get_queryset(*args, **kwargs)
        bylines = Prefetch("bylines", Byline.objects.select_related("author"))
        return (
            articles.select_related("category", "lead_photo")
            .prefetch_related(bylines)
            .defer("body")
        )


class ArticleList(FoldedAdmin):
    """What the list of articles shows and offers."""

    list_display = (
        "picture",
        "headline",
        "state",
        "category",
        "signed_by",
        "published_when",
        "public_comment_count",
    )
    list_display_links = ("headline",)
    list_filter = (
        ("status", ChoicesDropdownFilter),
        CategoryFilter,
        ("source", RowFilter),
    )
    list_filter_submit = True
    ordering = ("-saved_at", "-pk")
    search_fields = ("headline_key",)
    search_help_text = _("Tìm trong tít, có dấu hay không dấu")
    actions = ("publish_selected", "withdraw_selected")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Use the list that reads little."""
        return ArticleChangeList

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """Drop the bulk deletion: it would not ask each article whether it went out."""
        actions: dict[str, Any] = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    @display(description=_("ảnh"))
    def picture(self, article: Article) -> str:
        """The lead photo, small."""
        return thumbnail(article.lead_photo)

    @display(description=_("trạng thái"), ordering="status", label=COLOURS)
    def state(self, article: Article) -> tuple[str, Any]:
        """How the article stands, as a coloured label."""
        return standing(article)

    @display(description=_("tác giả"))
    def signed_by(self, article: Article) -> str:
        """The names under the article."""
        return ", ".join(byline.author.name for byline in article.bylines.all())

    @display(description=_("giờ đăng"), ordering="published_at")
    def published_when(self, article: Article) -> str | None:
        """The publication time by the paper's clock, as exactly as it is known."""
        return by_our_clock(article.published_at, MINUTE if article.is_timed_to_the_minute else DAY)

    @admin.action(description=_("Đăng các bài đã chọn"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse:
        """Publish several articles after asking."""
        return self._ask_about(request, PUBLISH, articles.defer(None), "publish_selected")

    @admin.action(description=_("Gỡ các bài đã chọn"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse:
        """Withdraw several articles, for one reason, after asking."""
        return self._ask_about(request, WITHDRAW, articles, "withdraw_selected")

    def _ask_about(
        self, request: HttpRequest, act: Act, articles: QuerySet[Article], action: str
    ) -> HttpResponse:
        return ask_then_do(self, request, act, articles, request.get_full_path(), action)
