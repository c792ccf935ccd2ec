"""Articles at the desk: write, look at, publish, withdraw."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from articles import body, publishing
from articles.admin.acts import PUBLISH, WITHDRAW
from articles.admin.article_form import ArticleForm
from articles.admin.article_list import ArticleList
from articles.admin.byline import BylineInline
from articles.admin.category import categories_as_tree
from articles.admin.confirming import Act, ask_then_do
from articles.admin.lists import SHORT_TEXTS
from articles.admin.pictures import thumbnail
from articles.admin.preview import preview
from articles.admin.rows import row_number
from articles.admin.standing import is_out, standing, went_out
from articles.admin.widgets import (
    CategoryChoiceField,
    DeskProseWidget,
    DeskTagField,
    DeskTagWidget,
)
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(ArticleList):
    """The article, with its fields in working order."""

    form = ArticleForm
    inlines = (BylineInline,)
    formfield_overrides = SHORT_TEXTS | {
        ProseEditorField: {"widget": DeskProseWidget},
        TaggableManager: {"form_class": DeskTagField, "widget": DeskTagWidget},
    }
    autocomplete_fields = ("source", "lead_photo")
    prepopulated_fields = {"slug": ("headline",)}
    readonly_fields = ("lead_picture", "standing_now", "text", "saved_at", "version", "created_by")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "opened_version",
                    "standing_now",
                    "headline",
                    "kicker",
                    "standfirst",
                    "body",
                    "category",
                    "tags",
                )
            },
        ),
        (
            _("Ảnh đầu bài"),
            {
                "classes": ("tab",),
                "fields": ("lead_photo", "lead_picture", "lead_caption", "lead_alt"),
            },
        ),
        (
            _("Nguồn"),
            {"classes": ("tab",), "fields": ("source", "source_url", "sign_off", "dateline")},
        ),
        (
            _("Thời gian"),
            {
                "classes": ("tab",),
                "fields": ("published_at", "published_precision", "expires_at", "embargoed_until"),
            },
        ),
        (
            _("Bạn đọc"),
            {
                "classes": ("tab",),
                "fields": ("comment_policy", "age_rating", "imported_good_ratings"),
            },
        ),
        (
            _("Địa chỉ và lưu trữ"),
            {"classes": ("tab",), "fields": ("slug", "saved_at", "version", "created_by")},
        ),
    )
    actions_row = ("preview",)
    actions_detail = ("preview", "publish", "withdraw")

    # Who may do what ---------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the editor may let readers see articles."""
        return bool(request.user.has_perm(PUBLISH.permission))

    def has_withdraw_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the editor may take articles back."""
        return bool(request.user.has_perm(WITHDRAW.permission))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers see, or saw, is changed only by those who may publish."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (not went_out(obj) or self.has_publish_permission(request))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """An article that went out is withdrawn, not deleted."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and not went_out(obj)

    # The form ----------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Show the text as a text, not as code, to those who may only look."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        (title, main), *tabs = fieldsets
        shown = {"body": "text", "opened_version": None}
        fields = [shown.get(name, name) for name in main["fields"]]
        return [(title, main | {"fields": [name for name in fields if name]}), *tabs]

    @display(description=_("nội dung"))
    def text(self, article: Article) -> str:
        """The body as it reads."""
        return render_to_string("admin/desk/body.html", {"parts": body.parts(article.body)})

    @display(description=_("trạng thái"))
    def standing_now(self, article: Article) -> str:
        """How the article stands, and why it was withdrawn."""
        words = str(standing(article)[1])
        return f"{words}: {article.withdrawal_reason}" if article.is_withdrawn else words

    def formfield_for_foreignkey(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Offer the categories as a tree."""
        if db_field.name == "category":
            kwargs |= {"form_class": CategoryChoiceField, "queryset": categories_as_tree()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @display(description=_("xem ảnh"))
    def lead_picture(self, article: Article) -> str:
        """The lead photo, large enough to judge."""
        return thumbnail(article.lead_photo, "large")

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save through the verb that counts versions; tell readers of new words they may see."""
        if not change:
            obj.created_by = request.user
        elif obj.is_public and form.rewords:
            obj.updated_at = timezone.now()
        publishing.save(obj)

    def view_on_site(self, obj: Article) -> str | None:
        """The address of the article, when there is something to see."""
        return obj.get_absolute_url() if obj.is_public else None

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        """Offer only what the article's status allows."""
        actions: list[UnfoldAction] = super().get_actions_detail(request, object_id)
        article = Article.objects.filter(pk=row_number(object_id)).only("status").first()
        out = article is not None and is_out(article)
        hidden = "articles_article_publish" if out else "articles_article_withdraw"
        return [each for each in actions if each.action_name != hidden]

    @action(
        description=_("Đăng bài"),
        url_path="dang",
        permissions=["publish"],
        icon="publish",
        variant=ActionVariant.PRIMARY,
    )
    def publish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish the saved article after asking."""
        return self._ask(request, PUBLISH, object_id)

    @action(
        description=_("Gỡ bài"),
        url_path="go",
        permissions=["withdraw"],
        icon="unpublished",
        variant=ActionVariant.DANGER,
    )
    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Withdraw the article after asking for the reason."""
        return self._ask(request, WITHDRAW, object_id)

    def _ask(self, request: HttpRequest, act: Act, object_id: str) -> HttpResponse:
        article = _found(object_id)
        back = reverse("admin:articles_article_change", args=[article.pk])
        return ask_then_do(self, request, act, [article], back)

    @action(
        description=_("Xem trước"),
        url_path="xem-truoc",
        permissions=["view"],
        icon="visibility",
        attrs={"target": "_blank"},
        extra_options={"display_in_dropdown": False},
    )
    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the saved article as readers will see it, to nobody but the desk."""
        return preview(request, _found(object_id))


def _found(object_id: str) -> Article:
    return get_object_or_404(Article.objects.with_page_parts(), pk=row_number(object_id))
