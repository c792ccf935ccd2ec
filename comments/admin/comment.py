"""All comments at the desk: the list, the page of one with its trail, and its verbs."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display

from articles.admin.confirming import Act, ask_then_do, do
from articles.admin.lists import FoldedAdmin, ReadOnlyAdmin
from articles.admin.rows import row_number
from articles.admin.times import by_our_clock
from comments.admin.acts import APPROVE, MARK_SPAM, REJECT
from comments.admin.decision import DecisionInline
from comments.admin.queue import queue_urls
from comments.deciding import MODERATE
from comments.models import Comment, Report, Verdict

EXCERPT = 240

VERDICT_COLOURS = {
    Verdict.PENDING.value: "warning",
    Verdict.APPROVED.value: "success",
    Verdict.REJECTED.value: "danger",
    Verdict.SPAM.value: "default",
    Verdict.REMOVED.value: "default",
}
WAITING_FIRST = (
    Case(When(status=Verdict.PENDING, then=Value(0)), default=Value(1)),
    "-created_at",
    "-pk",
)


@admin.register(Comment)
class CommentAdmin(FoldedAdmin, ReadOnlyAdmin):
    """What readers wrote; nobody edits it, moderators decide about it."""

    inlines = (DecisionInline,)
    fields = ("text", "name", "author", "about", "answers", "status", "created_at")
    readonly_fields = ("about", "answers", "status")
    list_display = ("said", "about", "state", "reported", "sent_when", "verbs")
    list_display_links = None
    list_filter = (("status", ChoicesDropdownFilter),)
    list_filter_submit = True
    list_select_related = ("article",)
    search_fields = ("key", "article__headline_key")
    search_help_text = _("Tìm trong bình luận và tít bài, có dấu hay không dấu")
    sortable_by = ()
    actions = ("approve_selected", "reject_selected", "spam_selected")
    actions_detail = ("approve", "reject", "mark_spam")

    def has_moderate_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether the account decides about comments."""
        return bool(request.user.has_perm(MODERATE))

    # The list ----------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """Read with each comment how often readers reported it."""
        comments: QuerySet[Comment] = super().get_queryset(request)
        reports = Report.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
        number = Subquery(reports.annotate(n=Count("pk")).values("n"))
        return comments.annotate(reported=number).defer("article__body")

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Put what waits before what is decided."""
        return WAITING_FIRST

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Offer the verbs to moderators only."""
        shown: tuple[str, ...] = super().get_list_display(request)
        if self.has_moderate_permission(request):
            return shown
        return tuple(name for name in shown if name != "verbs")

    @display(description=_("bình luận"))
    def said(self, comment: Comment) -> SafeString:
        """The name and the words; all of them are one click away."""
        text = comment.text if len(comment.text) <= EXCERPT else comment.text[:EXCERPT] + "…"
        return format_html(
            '<a href="{}" class="desk-said"><strong>{}</strong><span>{}</span></a>',
            reverse("admin:comments_comment_change", args=[comment.pk]),
            comment.name,
            text,
        )

    @display(description=_("bài"))
    def about(self, comment: Comment) -> SafeString:
        """The article, as a link to where readers see it, or else to the desk."""
        article = comment.article
        url = (
            article.get_absolute_url()
            if article.is_public
            else reverse("admin:articles_article_change", args=[article.pk])
        )
        return format_html('<a href="{}" class="desk-link desk-clip">{}</a>', url, article)

    @display(description=_("trạng thái"), label=VERDICT_COLOURS)
    def state(self, comment: Comment) -> tuple[str, Any]:
        """The verdict of the last decision."""
        return comment.status, comment.get_status_display()

    @display(description=_("gửi lúc"))
    def sent_when(self, comment: Comment) -> str | None:
        """The time of sending, briefly."""
        return by_our_clock(comment.created_at)

    @display(description=_("bị báo"))
    def reported(self, comment: Comment) -> int | None:
        """How many readers reported the comment."""
        return comment.reported or None  # type: ignore[attr-defined]

    @display(description=_("xử lý"))
    def verbs(self, comment: Comment) -> SafeString:
        """One click to approve or to put away; rejecting asks for the reason."""
        approve, reject, spam = (
            reverse(f"admin:comments_comment_{name}", args=[comment.pk])
            for name in ("approve_now", "reject", "spam_now")
        )
        return format_html(
            '<span class="desk-verbs">'
            '<button type="submit" formmethod="post" formaction="{}" class="desk-mini">{}</button>'
            '<a href="{}" class="desk-mini desk-mini-quiet">{}</a>'
            '<button type="submit" formmethod="post" formaction="{}"'
            ' class="desk-mini desk-mini-quiet">{}</button></span>',
            approve,
            APPROVE.button,
            reject,
            REJECT.button,
            spam,
            MARK_SPAM.title,
        )

    @admin.action(description=_("Duyệt"), permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        """Approve several comments after asking."""
        back = request.get_full_path()
        return ask_then_do(self, request, APPROVE, comments, back, "approve_selected")

    @admin.action(description=_("Từ chối…"), permissions=["moderate"])
    def reject_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        """Reject several comments, for one reason."""
        back = request.get_full_path()
        return ask_then_do(self, request, REJECT, comments, back, "reject_selected")

    @admin.action(description=_("Là thư rác"), permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        """Put several comments away as spam after asking."""
        back = request.get_full_path()
        return ask_then_do(self, request, MARK_SPAM, comments, back, "spam_selected")

    def get_urls(self) -> list[URLPattern]:
        """Add the queue, and the addresses of the one-click verbs."""
        one_click = [
            path(
                f"<int:pk>/{word}/",
                self.admin_site.admin_view(require_POST(self._at_once(act))),
                name=f"comments_comment_{name}",
            )
            for word, name, act in (
                ("duyet-ngay", "approve_now", APPROVE),
                ("rac-ngay", "spam_now", MARK_SPAM),
            )
        ]
        return [*queue_urls(self), *one_click, *super().get_urls()]

    def _at_once(self, act: Act) -> Any:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            do(request, act, [get_object_or_404(Comment, pk=pk)])
            return redirect(request.headers.get("Referer") or _list())

        return view

    # The page of one comment -------------------------------------------------

    @display(description=_("trả lời cho"))
    def answers(self, comment: Comment) -> SafeString | None:
        """The comment this one replies to."""
        if comment.parent is None:
            return None
        url = reverse("admin:comments_comment_change", args=[comment.parent.pk])
        return format_html('<a href="{}" class="desk-link">{}</a>', url, comment.parent)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        """Leave out the verb whose verdict the comment has already."""
        actions: list[UnfoldAction] = super().get_actions_detail(request, object_id)
        known = Comment.objects.filter(pk=row_number(object_id))
        status = known.values_list("status", flat=True).first()
        done = {Verdict.APPROVED: "approve", Verdict.REJECTED: "reject", Verdict.SPAM: "mark_spam"}
        hidden = f"comments_comment_{done.get(Verdict(status)) if status else None}"
        return [each for each in actions if each.action_name != hidden]

    @action(description=_("Duyệt"), url_path="duyet", permissions=["moderate"], icon="check")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Approve after asking."""
        return self._ask(request, APPROVE, object_id)

    @action(description=_("Từ chối"), url_path="tu-choi", permissions=["moderate"], icon="block")
    def reject(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Reject after asking for the reason."""
        return self._ask(request, REJECT, object_id)

    @action(description=_("Thư rác"), url_path="thu-rac", permissions=["moderate"], icon="report")
    def mark_spam(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Put away as spam after asking."""
        return self._ask(request, MARK_SPAM, object_id)

    def _ask(self, request: HttpRequest, act: Act, object_id: str) -> HttpResponse:
        comments = Comment.objects.select_related("article")
        comment = get_object_or_404(comments, pk=row_number(object_id))
        return ask_then_do(self, request, act, [comment], _list())


def _list() -> str:
    return reverse("admin:comments_comment_changelist")
