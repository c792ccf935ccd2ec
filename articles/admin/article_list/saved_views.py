"""Lists of articles that somebody keeps under a name: a row of tabs above the list.

A saved view is a query string, cut down to what the list understands. "Của tôi" in a
shared view means whoever looks.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.admin.confirming import Words
from articles.admin.rows import row_number
from articles.models import SavedView

MOST, LONGEST = 30, 4000
MAY_SHARE = "articles.edit_others_articles"
# What a list is made of; pages, messages and unknown words are not kept.
KEPT = (
    *("q", "o", "cua-toi", "trang-thai", "chuyen-muc", "ngay", "tu", "den", "theo"),
    *("thieu", "tac-gia", "nguon"),
)
BUILT_IN: tuple[tuple[Words, str], ...] = (
    (_("Tất cả"), ""),
    (_("Của tôi"), "cua-toi=1"),
    (_("Chờ duyệt"), "trang-thai=cho-duyet"),
    (_("Hẹn giờ"), "trang-thai=hen-gio"),
    (_("Đăng hôm nay"), "ngay=hom-nay"),
    (_("Còn thiếu"), "thieu=bat-ky"),
)


@dataclass
class Tab:
    """One list to turn to.

    Attributes:
        view: the saved view; None for those of the house.
        is_own: whether whoever looks may throw it away.
    """

    name: Words
    url: str
    is_here: bool
    view: SavedView | None = None
    is_own: bool = False


class SaveForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name under which a list is kept."""

    class Meta:
        model = SavedView
        fields = ("name", "query", "is_shared")

    def clean_name(self) -> str:
        """Take the name without stray blanks."""
        return " ".join(self.cleaned_data["name"].split())


def kept(query: str) -> str:
    """Return a query string with what a saved view keeps, in one order."""
    given = dict(parse_qsl(query.lstrip("?")[:LONGEST]))
    return urlencode(sorted((name, given[name]) for name in KEPT if given.get(name)))


def tabs_for(user: Any, query: str) -> list[Tab]:
    """Return the lists this member of the desk may turn to.

    Args:
        query: of the list that is open.
    """
    here, address = kept(query), reverse("admin:articles_article_changelist")
    tabs = [
        Tab(name, f"{address}?{query}" if query else address, query == here)
        for name, query in BUILT_IN
    ]
    seen = SavedView.objects.filter(Q(owner=user.pk) | Q(is_shared=True))
    for view in seen.select_related("owner")[: 4 * MOST]:
        is_own = view.owner_id == user.pk
        tabs.append(Tab(view.name, f"{address}?{view.query}", view.query == here, view, is_own))
    return tabs


def saved_view_urls(model_admin: Any) -> list[URLPattern]:
    """Return the addresses at which views are kept and thrown away."""
    view = model_admin.admin_site.admin_view
    return [
        path("luu-danh-sach/", view(require_POST(_save(model_admin))), name="articles_save_view"),
        path(
            "bo-danh-sach/<pk>/", view(require_POST(_drop(model_admin))), name="articles_drop_view"
        ),
    ]


def _save(model_admin: Any) -> Any:
    def save(request: HttpRequest) -> HttpResponse:
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        back = kept(request.POST.get("query", ""))
        form = SaveForm({**request.POST.dict(), "query": back})
        if not back:
            messages.error(request, _now("Hãy chọn một bộ lọc hay tìm một chữ rồi lưu."))
        elif not form.is_valid():
            says = " ".join(str(words) for errors in form.errors.values() for words in errors)
            messages.error(request, _now("Chưa lưu danh sách. %(why)s") % {"why": says})
        else:
            _keep(request, form.cleaned_data)
        return HttpResponseRedirect(_list(back))

    return save


def _keep(request: HttpRequest, said: dict[str, Any]) -> None:
    own = SavedView.objects.filter(owner=request.user.pk)
    is_known = own.filter(name=said["name"]).exists()
    if not is_known and own.count() >= MOST:
        most = _now("Mỗi người giữ nhiều nhất %(n)s danh sách: hãy bỏ bớt một cái.") % {"n": MOST}
        messages.error(request, most)
        return
    is_shared = said["is_shared"] and request.user.has_perm(MAY_SHARE)
    SavedView.objects.update_or_create(
        owner_id=request.user.pk,
        name=said["name"],
        defaults={"query": said["query"], "is_shared": is_shared},
    )
    says = (
        _now("Đã sửa danh sách «%(name)s».") if is_known else _now("Đã lưu danh sách «%(name)s».")
    )
    messages.success(request, says % {"name": said["name"]})


def _drop(model_admin: Any) -> Any:
    def drop(request: HttpRequest, pk: str) -> HttpResponse:
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        own = SavedView.objects.filter(owner=request.user.pk)
        view = get_object_or_404(own, pk=row_number(pk))
        view.delete()
        messages.success(request, _now("Đã bỏ danh sách «%(name)s».") % {"name": view.name})
        return HttpResponseRedirect(_list(""))

    return drop


def _list(query: str) -> str:
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{query}" if query else address
