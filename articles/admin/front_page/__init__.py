"""The front page desk: one screen that looks like the page, and what is done on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin

from articles.admin.front_page import acts
from articles.admin.front_page.forms import PickForm, PickTimesForm, SlotForm, searched
from articles.admin.front_page.preview import preview, preview_page
from articles.admin.front_page.screen import Found, found, preview_address, screen
from articles.admin.rows import row_number
from articles.models import Article, FrontPagePick, FrontPageSlot

CHANGE = "articles.change_frontpageslot"
LIST = "admin:articles_frontpageslot_changelist"


@dataclass(slots=True)
class Panel:
    """What is open on the screen: a search for articles, a rule, the times of a pick.

    Attributes:
        kind: "bai" (an article for a slot), "cach" (a rule), "gio" (times), or the area
            of a slot that is being added.
        slot, pick: the numbers of the rows it belongs to; 0 for none.
    """

    kind: str = ""
    slot: int = 0
    pick: int = 0
    form: Any = None
    query: str = ""
    found: Sequence[Found] = ()
    chosen: int = 0


@admin.register(FrontPageSlot)
class FrontPageSlotAdmin(ModelAdmin):
    """The front page desk."""

    def get_urls(self) -> list[URLPattern]:
        """Give the screen's acts, its search and the preview their addresses."""

        def at(address: str, view: Any, name: str) -> URLPattern:
            guarded = self.admin_site.admin_view(view)
            found: URLPattern = path(address, guarded, name=f"articles_frontpageslot_{name}")
            return found

        ours = [
            at("lam/<slug:act>/", require_POST(self.act), "act"),
            at("tro-lai/", self.reset, "reset"),
            at("tim/", self.search, "search"),
            at("xem-truoc/", self.preview, "preview"),
            at("xem-truoc/trang/", self.preview_page, "preview_page"),
        ]
        return ours + super().get_urls()

    # Looking -----------------------------------------------------------------

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the front page with everything that stands and waits on it."""
        self._must(request, self.has_view_permission(request))
        return self._screen(request, self._opened(request))

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Slots are added on the screen."""
        return redirect(LIST)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Slots are changed on the screen."""
        return redirect(f"{reverse(LIST)}#o-{row_number(object_id)}")

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """Slots are deleted on the screen."""
        return redirect(f"{reverse(LIST)}#o-{row_number(object_id)}")

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Show the front page of a chosen time, framed."""
        self._must(request, self.has_view_permission(request))
        return preview(request, self.model._meta)

    def preview_page(self, request: HttpRequest) -> HttpResponse:
        """Show the front page of a chosen time as readers will see it."""
        self._must(request, self.has_view_permission(request))
        return preview_page(request)

    def search(self, request: HttpRequest) -> HttpResponse:
        """Show what a search finds, without the rest of the screen."""
        self._must(request, request.user.has_perm(CHANGE))
        panel = self._opened(request)
        return TemplateResponse(request, "admin/desk/front_page_found.html", {"panel": panel})

    def _opened(self, request: HttpRequest) -> Panel:
        """Return the panel that the address asks for; none where it makes no sense."""
        asked = request.GET
        panel = Panel(asked.get("mo", ""), row_number(asked.get("o")), row_number(asked.get("b")))
        if not (panel.kind and request.user.has_perm(CHANGE)):
            return Panel()
        slot = FrontPageSlot.objects.select_related("category", "tag").filter(pk=panel.slot).first()
        pick = FrontPagePick.objects.filter(pk=panel.pick).first()
        if panel.kind == "bai" and slot:
            panel.query = asked.get("tim", "").strip()
            panel.form, panel.found = PickForm(), found(searched(panel.query))
        elif panel.kind == "cach" and slot:
            panel.form = SlotForm(instance=slot)
        elif panel.kind == "gio" and pick:
            panel.form = PickTimesForm(pick=pick)
        elif panel.kind in FrontPageSlot.Area.values:
            panel.form = SlotForm(instance=FrontPageSlot(area=panel.kind))
        else:
            return Panel()
        return panel

    def _screen(self, request: HttpRequest, panel: Panel, status: int = 200) -> HttpResponse:
        shown = screen()
        offered = row_number(request.GET.get("bai"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Trang nhất"),
            "screen": shown,
            "panel": panel,
            "may_change": request.user.has_perm(CHANGE),
            "offered": Article.objects.filter(pk=offered).defer("body").first()
            if offered
            else None,
            "offer_form": PickForm(auto_id="dua_%s") if offered else None,
            "preview": preview_address(shown.at),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/desk/front_page.html", context, status=status)

    @staticmethod
    def _must(request: HttpRequest, may: bool) -> None:
        if not may:
            raise PermissionDenied

    # Doing -------------------------------------------------------------------

    def act(self, request: HttpRequest, act: str) -> HttpResponse:
        """Do one thing to the page, and show the page again where it was done."""
        self._must(request, request.user.has_perm(CHANGE))
        do = {
            "bat-dau": self._start,
            "them-o": self._add_slot,
            "doi-o": self._change_slot,
            "xep-o": self._move_slot,
            "xoa-o": self._delete_slot,
            "them-bai": self._add_pick,
            "doi-bai": self._change_pick,
            "xep-bai": self._move_pick,
            "bo-bai": self._remove_pick,
        }.get(act)
        if do is None:
            return redirect(LIST)
        try:
            refused = do(request)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            refused = None
        if refused:
            return self._screen(request, refused, status=422)
        slot, article = (row_number(request.POST.get(name)) for name in ("slot", "bai"))
        back = reverse(LIST) + (f"?bai={article}" if article else "")
        return HttpResponseRedirect(back + (f"#o-{slot}" if slot else ""), status=303)

    def reset(self, request: HttpRequest) -> HttpResponse:
        """Ask before the page is given back to the automatic layout."""
        self._must(request, request.user.has_perm(CHANGE))
        if request.method == "POST":
            acts.reset(request.user)
            messages.success(request, _("Trang nhất lại tự xếp."))
            return redirect(LIST)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Trở lại tự động"),
            "back": reverse(LIST),
            "slots": FrontPageSlot.objects.count(),
            "picks": FrontPagePick.objects.count(),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/desk/front_page_reset.html", context)

    def _start(self, request: HttpRequest) -> Panel | None:
        if acts.start(request.user):
            messages.success(request, _("Từ giờ bạn xếp trang nhất; độc giả chưa thấy gì khác."))
        return None

    def _add_slot(self, request: HttpRequest) -> Panel | None:
        area = request.POST.get("area")
        if area not in FrontPageSlot.Area.values:
            return None
        form = SlotForm(request.POST, instance=FrontPageSlot(area=area))
        if not form.is_valid():
            return Panel(area, form=form)
        acts.add_slot(request.user, form.save(commit=False))
        messages.success(request, _("Đã thêm: %(slot)s.") % {"slot": form.instance})
        return None

    def _change_slot(self, request: HttpRequest) -> Panel | None:
        number = row_number(request.POST.get("slot"))
        slot = FrontPageSlot.objects.select_related("category", "tag").filter(pk=number).first()
        if slot is None:
            raise acts.gone()
        form = SlotForm(request.POST, instance=slot)
        if not form.is_valid():
            return Panel("cach", number, form=form)
        acts.change_slot(request.user, form.save(commit=False), form.kept)
        messages.success(request, _("Đã đổi cách điền: %(slot)s.") % {"slot": slot})
        return None

    def _move_slot(self, request: HttpRequest) -> None:
        number = row_number(request.POST.get("slot"))
        acts.move_slot(request.user, number, row_number(request.POST.get("before")))

    def _delete_slot(self, request: HttpRequest) -> None:
        acts.delete_slot(request.user, row_number(request.POST.get("slot")))
        messages.success(request, _("Đã bỏ ô."))

    def _add_pick(self, request: HttpRequest) -> Panel | None:
        form, number = PickForm(request.POST), row_number(request.POST.get("slot"))
        if not form.is_valid():
            query, chosen = request.POST.get("tim", ""), row_number(request.POST.get("article"))
            offered = [*searched(query)]
            if chosen and all(article.pk != chosen for article in offered):
                offered += (
                    Article.objects.filter(pk=chosen).select_related("category").defer("body")
                )
            return Panel("bai", number, 0, form, query, found(offered), chosen)
        article = form.cleaned_data["article"]
        times = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
        pick = acts.add_pick(request.user, number, article, *times)
        messages.success(
            request, _("«%(article)s» ở %(slot)s.") % {"article": article, "slot": pick.slot}
        )
        return None

    def _change_pick(self, request: HttpRequest) -> Panel | None:
        number = row_number(request.POST.get("pick"))
        pick = FrontPagePick.objects.filter(pk=number).first()
        if pick is None:
            raise acts.gone()
        form = PickTimesForm(request.POST, pick=pick)
        if not form.is_valid():
            return Panel("gio", pick.slot_id, number, form)
        acts.change_pick(request.user, number, form.kept)
        return None

    def _move_pick(self, request: HttpRequest) -> None:
        names = ("pick", "slot", "before")
        acts.move_pick(request.user, *(row_number(request.POST.get(name)) for name in names))

    def _remove_pick(self, request: HttpRequest) -> None:
        acts.remove_pick(request.user, row_number(request.POST.get("pick")))
        messages.success(request, _("Đã bỏ bài khỏi ô; bài vẫn ở trên báo."))
