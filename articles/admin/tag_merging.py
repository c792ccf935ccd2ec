"""The page on which topics become one: first which stays, then what will happen, then it does."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from articles import tag_keeping
from articles.admin.rows import row_number
from articles.models import Tag
from articles.text import match_key

AT_ONCE = 20
CHOSEN, KEPT = "chu-de", "giu"


class KeptForm(forms.Form):
    """Which topic stays."""

    class Media:
        js = ("js/desk/suggestions.js",)

    giu = forms.CharField(
        label=_("Chủ đề được giữ"),
        max_length=100,
        widget=UnfoldAdminTextInputWidget(attrs={"data-topic": reverse_lazy("editor:topics")}),
        help_text=_("Tên hay tên khác của một chủ đề đã có; có dấu hay không dấu đều tìm ra."),
        error_messages={"required": _("Hãy ghi tên chủ đề được giữ.")},
    )

    def clean_giu(self) -> Tag:
        """Find the topic of this name.

        Raises:
            ValidationError: there is none.
        """
        typed = self.cleaned_data["giu"]
        key = match_key(typed)
        known = Tag.objects.filter(key=key) | Tag.objects.filter(aliases__key=key)
        found: Tag | None = known.distinct().first()
        if found is None:
            raise ValidationError(_("Chưa có chủ đề «%(name)s».") % {"name": typed[:60]})
        return found


def merge_address(numbers: Any) -> str:
    """Return the address of the page that merges these topics."""
    chosen = urlencode([(CHOSEN, number) for number in numbers])
    return f"{reverse('admin:articles_tag_merge')}?{chosen}"


def merge_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask which topic stays, say what will happen, and merge once that is confirmed.

    Raises:
        PermissionDenied: the editor may not delete topics.
        Http404: none of the topics is there.
    """
    if not request.user.has_perm(tag_keeping.RIGHT):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    numbers = {row_number(number) for number in asked.getlist(CHOSEN)[: AT_ONCE + 1]}
    tags = list(Tag.objects.filter(pk__in=numbers).order_by("key"))
    if not tags:
        raise Http404
    if len(numbers) > AT_ONCE:
        messages.error(request, _("Mỗi lần gộp nhiều nhất %(n)s chủ đề.") % {"n": AT_ONCE})
        return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))
    form = KeptForm(asked if KEPT in asked else None)
    kept = form.cleaned_data[KEPT] if form.is_bound and form.is_valid() else None
    merged = [tag for tag in tags if tag != kept]
    if kept and not merged:
        form.add_error(KEPT, _("Đây chính là chủ đề đang chọn: hãy ghi một chủ đề khác."))
    elif kept and request.method == "POST":
        return _merged(request, merged, kept)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": _("Gộp chủ đề"),
        "tags": tags,
        "form": form,
        "kept": kept if merged else None,
        "plans": tag_keeping.plans(merged, kept) if kept and merged else [],
        "back": reverse("admin:articles_tag_changelist"),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/desk/merge_tags.html", context)


def _merged(request: HttpRequest, merged: list[Tag], kept: Tag) -> HttpResponse:
    """Merge, and say so where the kept topic stands."""
    try:
        tag_keeping.merge(merged, kept, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))
    names = ", ".join(f"«{tag.name}»" for tag in merged)
    says = _("Đã gộp %(names)s vào «%(kept)s».") % {"names": names, "kept": kept.name}
    messages.success(request, says)
    return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[kept.pk]))
