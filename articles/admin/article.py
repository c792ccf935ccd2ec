"""Articles at the desk: write, look at, and take through the newsroom's verbs."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import DateTimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager
from unfold.decorators import display

from articles import body, presence, publishing, rights
from articles.admin import companion, writing
from articles.admin.act_pages import act_urls, found_article
from articles.admin.acts import ACTS, pending_state
from articles.admin.article_form import (
    ArticleForm,
    forget_autosaves,
    made_already,
    remember_made,
)
from articles.admin.article_list import ArticleList
from articles.admin.category import categories_as_tree
from articles.admin.clocks import ClockedField, ClockedWidget
from articles.admin.confirming import do
from articles.admin.form_page import form_page
from articles.admin.lists import SHORT_TEXTS
from articles.admin.pictures import thumbnail
from articles.admin.preview import preview, preview_in_frame
from articles.admin.preview_links import preview_link_urls
from articles.admin.revisions.urls import revision_urls
from articles.admin.standing import standing
from articles.admin.widgets import (
    CategoryChoiceField,
    DeskProseWidget,
    DeskTagField,
    DeskTagWidget,
)
from articles.models import Article

WORDS: tuple[str, ...] = (
    *("opened_version", "form_key", "standing_now", "headline", "kicker", "standfirst"),
    *("body", "category", "tags", "signed"),
)
TABS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Ảnh đầu bài"), ("lead_photo", "lead_picture", "lead_caption", "lead_alt")),
    (_("Nguồn"), ("source", "source_url", "sign_off", "dateline")),
    (_("Ngôn ngữ"), ("language", "translation_of")),
    (_("Thời gian"), ("published_at", "published_precision", "expires_at", "embargoed_until")),
    (
        _("Bạn đọc"),
        ("comment_policy", "comments_close_after", "age_rating", "imported_good_ratings"),
    ),
    (_("Địa chỉ và lưu trữ"), ("slug", "saved_at", "version", "created_by")),
)


@admin.register(Article)
class ArticleAdmin(ArticleList):
    """The article, with its fields in working order."""

    form = ArticleForm
    formfield_overrides = SHORT_TEXTS | {
        ProseEditorField: {"widget": DeskProseWidget},
        TaggableManager: {"form_class": DeskTagField, "widget": DeskTagWidget},
        DateTimeField: {"form_class": ClockedField, "widget": ClockedWidget},
    }
    autocomplete_fields = ("source", "lead_photo", "translation_of")
    prepopulated_fields = {"slug": ("headline",)}
    inlines = (companion.PickedCompanionInline,)
    readonly_fields = ("lead_picture", "standing_now", "text", "saved_at", "version", "created_by")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": WORDS}),
        *((title, {"classes": ("tab",), "fields": fields}) for title, fields in TABS),
    )

    class Media:
        js = ("js/desk/writing.js", "js/desk/suggestions.js", "js/desk/lead-photo.js")

    # Who may do what ---------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """One's own pieces, or those in reach; not while somebody else reviews them."""
        allowed: bool = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return rights.may_write(request.user, obj)

    def has_publish_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the editor may let readers see articles."""
        return bool(request.user.has_perm(rights.VERBS["publish"]))

    def has_withdraw_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the editor may take articles back."""
        return bool(request.user.has_perm(rights.VERBS["withdraw"]))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """An article that went out is withdrawn, not deleted."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.went_out)

    # The form ----------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Show the text as a text, not as code, to those who may only look."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        (title, main), *tabs = fieldsets
        shown = {"body": "text", "opened_version": None, "form_key": None, "signed": "signers"}
        fields = [shown.get(name, name) for name in main["fields"]]
        return [(title, main | {"fields": [name for name in fields if name]}), *tabs]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Name who signed where the form cannot be filled in."""
        return (*super().get_readonly_fields(request, obj), "signers")

    @display(description=_("tác giả"))
    def signers(self, article: Article) -> str:
        """Who signed, in order."""
        return ", ".join(str(byline) for byline in article.bylines.select_related("author"))

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

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Add what stands around the form: next steps, checks, who else is here."""
        article = kwargs.get("obj")
        may_write = (
            self.has_change_permission(request, article)
            if article
            else self.has_add_permission(request)
        )
        context |= form_page(request, article, context["adminform"].form, may_write)
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving ------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Show a pending edit to those only who may write it."""
        form: Any = super().get_form(request, obj, **kwargs)
        form.shows_pending = obj is None or rights.may(request.user, "edit", obj)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in nothing from the address, where anything may stand."""
        return {}

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save through the verb that knows where the words go; a double click adds once."""
        key = form.cleaned_data.get("form_key", "")
        if change:
            publishing.write(obj, form.content(), by=request.user)
            presence.leave(obj, request.user)
        elif (made := made_already(request.user, key)) is not None:
            obj.pk = made
        else:
            publishing.write(obj, form.content(), by=request.user)
            remember_made(request.user, key, obj)
        forget_autosaves(request.user, str(obj.pk), key)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep what was picked to stand beside it; topics and authors the verb has kept."""
        companion.keep(request, form.instance, formsets)

    def response_add(self, request: HttpRequest, obj: Article, *args: Any) -> HttpResponse:
        """Say what was saved, and go on with the button that was pressed."""
        return self._go_on(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Say what was saved, and go on with the button that was pressed."""
        return self._go_on(request, obj)

    def _go_on(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Do the act whose button saved the form, or go to the page that asks about it."""
        article = Article.objects.get(pk=obj.pk)
        back = reverse("admin:articles_article_change", args=[article.pk])
        act = next((each for each in ACTS if each.name == request.POST.get("_act")), None)
        if act is None:
            messages.success(request, _said_of_saving(article))
            if "_continue" not in request.POST:
                back = reverse("admin:articles_article_changelist")
        elif not act.is_for(request.user, article):
            messages.warning(request, _now("Đã lưu. Không có gì thay đổi để làm tiếp."))
        elif act.at_once:
            do(request, act, [article])
        else:
            back = reverse(f"admin:articles_article_{act.name}", args=[article.pk])
        return HttpResponseRedirect(back)

    def view_on_site(self, obj: Article) -> str | None:
        """The address of the article, when there is something to see."""
        return obj.get_absolute_url() if obj.is_public else None

    # Pages of their own ------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Add the acts, the previews, the archive and the calls of an open form."""
        view = self.admin_site.admin_view
        ours = [
            path("nhip/", writing.new_token, name="articles_article_token"),
            path("tu-luu/", writing.autosave, name="articles_article_autosave"),
            path("bo-tu-luu/", view(writing.drop_autosave), name="articles_article_drop_autosave"),
            path("<pk>/nhip/", writing.heartbeat, name="articles_article_heartbeat"),
            path("<pk>/nhan-sua/", view(writing.take_over), name="articles_article_take_over"),
            path("<pk>/xem-truoc/", view(self.preview), name="articles_article_preview"),
            path("<pk>/xem-thu/", view(self.frame), name="articles_article_frame"),
        ]
        return [
            *ours,
            *act_urls(self),
            *preview_link_urls(self),
            *revision_urls(self),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show what is saved as readers will see it, to nobody but the desk."""
        return preview(self, request, found_article(self, request, pk))

    def frame(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the preview at the width of a desktop and of a phone."""
        return preview_in_frame(self, request, found_article(self, request, pk))


def _said_of_saving(article: Article) -> str:
    """Say where the words went."""
    if pending_state(article):
        return _now("Đã lưu bản sửa. Độc giả vẫn đọc bản cũ.")
    if article.is_scheduled:
        return _now("Đã lưu. Đến giờ hẹn, độc giả đọc bản này.")
    return _now("Đã lưu «%(article)s».") % {"article": article}
