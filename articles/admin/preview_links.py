"""Secret links to what is not out yet: made for somebody without an account, and taken back."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import rights
from articles.admin.act_pages import found_article
from articles.admin.rows import row_number
from articles.admin.times import by_every_clock
from articles.keeping import log
from articles.models import Article, PreviewLink

HOURS = ((24, _("1 ngày")), (72, _("3 ngày")), (168, _("7 ngày")), (720, _("30 ngày")))
MOST_OPEN = 20


class PreviewLinkForm(forms.Form):
    """For whom, and for how long."""

    reader = forms.CharField(
        label=_("Gửi cho ai"),
        max_length=120,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Để sau này còn nhớ đã gửi cho ai."),
    )
    hours = forms.TypedChoiceField(
        label=_("Mở trong"),
        choices=HOURS,
        coerce=int,
        widget=UnfoldAdminSelectWidget(),
        initial=72,
        help_text=_("Hết hạn thì địa chỉ tự đóng; cần sớm hơn thì bấm Thu hồi."),
    )


def preview_link_urls(model_admin: Any) -> list[URLPattern]:
    """Return the address where links of an article are made and taken back."""

    def page(request: HttpRequest, pk: str) -> HttpResponse:
        return preview_links(model_admin, request, found_article(model_admin, request, pk))

    view = model_admin.admin_site.admin_view(page)
    return [path("<pk>/lien-ket/", view, name="articles_article_preview_links")]


def preview_links(model_admin: Any, request: HttpRequest, article: Article) -> HttpResponse:
    """Show the open links of an article; make one, or take one back.

    Raises:
        PermissionDenied: the article is out of this editor's reach.
    """
    if not rights.may(request.user, "edit", article):
        raise PermissionDenied
    here = reverse("admin:articles_article_preview_links", args=[article.pk])
    if "revoke" in request.POST:
        _revoke(request, article)
        return HttpResponseRedirect(here)
    form = PreviewLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _make(request, article, form.cleaned_data)
        return HttpResponseRedirect(here)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": _("Liên kết xem trước"),
        "article": article,
        "form": form,
        "links": [_shown(request, link) for link in _open(article)],
        "back": reverse("admin:articles_article_change", args=[article.pk]),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/desk/preview_links.html", context)


def _open(article: Article) -> list[PreviewLink]:
    links = article.preview_links.filter(revoked_at=None, expires_at__gt=timezone.now())
    return list(links.select_related("made_by"))


def _make(request: HttpRequest, article: Article, said: dict[str, Any]) -> None:
    if len(_open(article)) >= MOST_OPEN:
        messages.error(request, _now("Bài đã có nhiều liên kết: hãy thu hồi bớt."))
        return
    expires_at = timezone.now() + timedelta(hours=said["hours"])
    made_by: Any = request.user
    PreviewLink.objects.create(
        article=article, reader=said["reader"], made_by=made_by, expires_at=expires_at
    )
    log(article, request.user, _now("Tạo liên kết xem trước: %(reader)s") % said)
    messages.success(request, _now("Đã tạo liên kết. Ai có địa chỉ đều đọc được, đến khi hết hạn."))


def _revoke(request: HttpRequest, article: Article) -> None:
    link = get_object_or_404(article.preview_links, pk=row_number(request.POST["revoke"]))
    link.revoked_at = timezone.now()
    link.save()
    log(article, request.user, _now("Thu hồi liên kết xem trước: %(reader)s") % {"reader": link})
    messages.success(request, _now("Đã thu hồi: địa chỉ ấy không mở được nữa."))


def _shown(request: HttpRequest, link: PreviewLink) -> dict[str, Any]:
    return {
        "pk": link.pk,
        "reader": link.reader or _now("không ghi tên"),
        "address": request.build_absolute_uri(link.get_absolute_url()),
        "made_by": link.made_by,
        "until": by_every_clock(link.expires_at),
    }
