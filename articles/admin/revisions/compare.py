"""Any two versions of an article side by side, and the small pictures shown there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from articles import rights
from articles.admin.revisions.access import (
    EDIT,
    NOW,
    list_of,
    page_of,
    seen_article,
    version,
)
from articles.comparing import compare
from articles.models import Photo
from articles.snapshots import EDITED

MISSING = "img/missing-photo.svg"


def page(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """Compare ``?cu=`` with ``?moi=``: numbers, "hien-tai" or "ban-sua"."""
    article = seen_article(model_admin, request, pk)
    old = version(article, request.GET.get("cu", NOW))
    new = version(article, request.GET.get("moi", NOW))
    if old is None or new is None:
        asks_for_edit = EDIT in (request.GET.get("cu"), request.GET.get("moi"))
        no_edit = _("Bài này không còn bản đang sửa nào.")
        messages.warning(
            request, no_edit if asks_for_edit else _("Hãy chọn hai phiên bản để so sánh.")
        )
        return HttpResponseRedirect(list_of(article))
    names = EDITED if old.is_pending or new.is_pending else None
    return page_of(
        model_admin,
        request,
        "admin/desk/revision_compare.html",
        _("So sánh: %(article)s") % {"article": article},
        article=article,
        old=old,
        new=new,
        rows=compare(old.content, new.content, names),
        may_write=rights.may_write(request.user, article),
    )


def thumbnail(model_admin: Any, request: HttpRequest, photo: int) -> HttpResponse:
    """Lead to a small picture of a photo; to a panel where it is gone or has no file."""
    if not request.user.has_perm("articles.view_photo"):
        raise PermissionDenied
    found = Photo.objects.filter(pk=photo).first() if photo < 10**18 else None
    response = HttpResponseRedirect((found.thumbnail_src if found else "") or static(MISSING))
    patch_cache_control(response, private=True, max_age=300)
    return response
