"""What stood at an address at a given date: for complaints, courts and colleagues."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from articles.admin.framed import framed_preview
from articles.admin.revisions.access import once_public, title_of
from articles.admin.revisions.past import text_of
from articles.admin.rows import row_number
from articles.archive import article_of, as_of
from articles.comparing.changed_lines import clocked
from articles.models import Article, LegacyPath

NUMBER_AT_END = re.compile(r"(?:^|-)([0-9]{1,18})(?:\.html)?/?$")
EARLIEST, LATEST = 1990, 2200
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y"]


class WhenForm(forms.Form):
    """A day and an hour by the paper's clock."""

    luc = forms.DateTimeField(
        label=_("Lúc"),
        input_formats=FORMATS,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"}),
        error_messages={
            "required": _("Hãy ghi ngày giờ."),
            "invalid": _("Hãy ghi ngày giờ kiểu 12:00 20/11/2026."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        city = next(iter(settings.CLOCKS))
        self.fields["luc"].help_text = _now("Theo giờ %(city)s.") % {"city": city}

    def clean_luc(self) -> datetime:
        """Refuse a time that no paper can have known."""
        instant: datetime = self.cleaned_data["luc"]
        if not EARLIEST <= instant.year <= LATEST:
            raise ValidationError(_("Hãy ghi năm từ 1990 trở đi."))
        return instant


class AddressForm(WhenForm):
    """An address readers used, and a time."""

    dia_chi = forms.CharField(
        label=_("Địa chỉ"),
        max_length=2000,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Dán địa chỉ bài, địa chỉ trên trang cũ, hoặc số của bài."),
        error_messages={"required": _("Hãy dán địa chỉ bài.")},
    )
    field_order = ("dia_chi", "luc")

    def clean_dia_chi(self) -> str:
        """Find the article that the address means."""
        typed = str(self.cleaned_data["dia_chi"])
        self.article = at(typed)
        if self.article is None:
            raise ValidationError(_("Không tìm thấy bài nào ở địa chỉ này."))
        return typed


def at(address: str) -> Article | None:
    """Return the article of an address: ours, one of an old site, or a mere number."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    old = LegacyPath.objects.at(address if parts.netloc else f"/{address.strip().lstrip('/')}")
    if old is not None and old.article is not None:
        return old.article
    number = NUMBER_AT_END.search(parts.path.rpartition("/")[2] or parts.path.strip("/"))
    return Article.objects.filter(pk=row_number(number[1])).first() if number else None


def at_address(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask for an address and a time, and show what stood there."""
    if not request.user.has_perm("articles.view_revision"):
        raise PermissionDenied
    asked = bool(request.GET.get("dia_chi") or request.GET.get("luc"))
    form = AddressForm(request.GET if asked else None, initial=_now_by_our_clock())
    article = None
    if form.is_bound and form.is_valid() and form.article:
        article = once_public(model_admin, request, form.article.pk)
    return _answer(model_admin, request, form, article)


def page(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """Ask for a time, and show what stood at this article's address."""
    article = once_public(model_admin, request, pk)
    form = WhenForm(request.GET if "luc" in request.GET else None, initial=_now_by_our_clock())
    return _answer(model_admin, request, form, article)


def _now_by_our_clock() -> dict[str, str]:
    return {"luc": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}


def _answer(
    model_admin: Any, request: HttpRequest, form: WhenForm, article: Article | None
) -> HttpResponse:
    stood: dict[str, Any] = {"revision": None, "address": ""}
    if article is not None and form.is_bound and form.is_valid():
        instant = form.cleaned_data["luc"]
        is_to_come = instant > timezone.now()
        stood |= {"when": clocked(instant), "is_answered": True, "is_to_come": is_to_come}
        if revision := as_of(article, instant):
            revision.article = article
            stood |= {
                "revision": revision,
                "revision_title": title_of(revision),
                "was_withdrawn": article_of(revision).is_withdrawn,
                "address": text_of(article, revision),
            }
    return framed_preview(
        request,
        _now("Đọc theo ngày"),
        stood.pop("address"),
        "admin/desk/as_of.html",
        form=form,
        article=article,
        opts=model_admin.model._meta,
        **stood,
    )
