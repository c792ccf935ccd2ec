"""Links in letters: confirm an address, end such letters. A GET changes nothing.

Programs that scan mail follow every link, so each shows a page with a button. What
is done stands on the page afterwards, read from the database.
"""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import addresses
from comments.addresses import Wish
from comments.views.common import SeeOther

GONE = 410
# RFC 8058, section 3.1: what a mail program posts when its own button is pressed.
ONE_CLICK = ("List-Unsubscribe", "One-Click")
readable = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@never_cache
@readable
def confirm_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm that an address is one's own and wishes to hear of replies."""
    address = addresses.confirmed_by(token)
    if address is None:
        return _gone(request)
    if request.method == "POST":
        addresses.confirm(address)
        return SeeOther(reverse("comments:confirm_mail", args=[token]))
    done = address.confirmed_at is not None and address.muted_at is None
    return TemplateResponse(request, "comments/mail_confirm.html", {"is_done": done})


@csrf_exempt
@never_cache
@readable
def mute_mail(request: HttpRequest, token: str) -> HttpResponse:
    """End letters: at one click of a mail program, or as chosen on the page."""
    wish = addresses.muted_by(token)
    if wish is None:
        return _gone(request)
    if request.method != "POST":
        return TemplateResponse(request, "comments/mail_mute.html", _standing(wish))
    name, value = ONE_CLICK
    if request.POST.get(name) == value:
        addresses.mute(wish, everything=True)
        return HttpResponse(_("Sẽ không có thư nào nữa."), content_type="text/plain; charset=utf-8")
    match request.POST.get("what"):
        case "thread":
            addresses.mute(wish, everything=False)
        case "all":
            addresses.mute(wish, everything=True)
        case "none":
            addresses.unmute(wish)
        case _unknown:
            raise BadRequest(_("Lựa chọn này không có."))
    return SeeOther(reverse("comments:mute_mail", args=[token]))


def _standing(wish: Wish) -> dict[str, object]:
    thread = wish.thread
    muted = thread and wish.address.muted_threads.filter(pk=thread.pk).exists()
    return {
        "is_muted": wish.address.muted_at is not None,
        "thread_is_muted": bool(muted),
        "article": thread.article if thread and thread.article.is_public else None,
        "has_thread": thread is not None,
    }


def _gone(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "comments/mail_gone.html", status=GONE)
