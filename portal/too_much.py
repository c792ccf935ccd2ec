"""What the desk says to a form that is larger than the server reads."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.pictures.uploads import MOST_FILES
from portal.desk import INSIDE, OUTSIDE

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
UPLOAD = "admin:articles_photo_upload"


def is_too_much(request: HttpRequest, exception: Exception) -> bool:
    """Whether somebody at the desk sent more than one request may hold."""
    return isinstance(exception, TOO_MUCH) and request.path_info.startswith(settings.DESK_PATH)


def too_much(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was too much and what to do; nothing of the request was read to its end.

    Scripts of the desk read ``why`` or ``error``. The plain upload of photos goes back to
    the library, where the files are chosen anew.
    """
    why = _why(exception)
    wants_page = "text/html" in request.headers.get("Accept", "")
    if not wants_page:
        return JsonResponse({"why": why, "error": why}, status=413)
    place = request.resolver_match
    if place is not None and place.view_name == UPLOAD:
        messages.error(request, why)
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
    request.current_app = admin.site.name
    context = admin.site.each_context(request) | {
        "title": _("Chưa lưu được"),
        "why": why,
        "layout": INSIDE if request.user.is_authenticated else OUTSIDE,
    }
    return TemplateResponse(request, "admin/desk/too_much.html", context, status=413).render()


def _why(exception: Exception) -> str:
    if isinstance(exception, TooManyFilesSent):
        return _("Mỗi lần tải lên nhiều nhất %(n)s tệp.") % {"n": MOST_FILES}
    if isinstance(exception, TooManyFieldsSent):
        return _("Trang gửi lên quá nhiều ô một lần: hãy chọn ít mục hơn rồi làm lại.")
    most = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return _("Chữ gửi lên dài quá %(most)s: hãy bỏ bớt, hoặc chia thành nhiều bài.") % {
        "most": most
    }
