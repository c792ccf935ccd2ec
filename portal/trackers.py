"""One address for a page, whatever counts its readers on the way: trackers are taken off.

A page with ``fbclid`` behind it is another page to every cache, and another one to search
engines. Which parameters count readers stands in ``articles.addresses``.
"""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.http import escape_leading_slashes

from articles.addresses import without_trackers

# Not for readers' pages: forms of the desk and of accounts, and files.
LEFT_ALONE = (settings.DESK_PATH, settings.ACCOUNT_PATH, settings.MEDIA_URL, settings.STATIC_URL)
AS_IT_CAME = "".join(map(chr, range(0x21, 0x7F)))
# What a page says of who may keep it, find it or learn its address: true of the way to it, too.
CARRIED_OVER = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
# Where a request carries the address that its page has.
OWN_ADDRESS = "portal.own_address"


class Moved(HttpResponsePermanentRedirect):
    """301 to an address of ours, in the place of a page that need not be written.

    Args:
        page: what it stands for; it is as secret as that.
    """

    def __init__(self, address: str, page: HttpResponseBase) -> None:
        super().__init__("/")
        self["Location"] = address
        for name in CARRIED_OVER:
            if name in page:
                self[name] = page[name]

    def render(self) -> "Moved":
        """Return what is there already."""
        return self


class TrackersMiddleware:
    """Answer 301 to the same address without trackers; other parameters stay as they are.

    The request is answered as if no tracker stood there. Only a page is put off: an old
    address, or one without its last slash, leads to its goal in one step.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        query = request.META.get("QUERY_STRING", "")
        kept = without_trackers(query)
        is_left_alone = request.path_info.startswith(LEFT_ALONE)
        if kept == query or request.method not in ("GET", "HEAD") or is_left_alone:
            return self.get_response(request)
        request.META |= {"QUERY_STRING": kept, OWN_ADDRESS: written(request.path, kept)}
        response = self.get_response(request)
        if response.status_code != 200:
            return response
        return Moved(request.META[OWN_ADDRESS], response)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse | Moved:
        """Spare the writing of a page that is asked for again at once."""
        if OWN_ADDRESS not in request.META:
            return response
        return Moved(request.META[OWN_ADDRESS], response)


def written(path: str, query: str) -> str:
    """Return an address of ours as a header can hold it.

    Args:
        query: as WSGI hands it over: each byte as a character.
    """
    place = escape_leading_slashes(quote(path, safe="/:@!$&'()*+,;=~"))
    kept = quote(query.encode("latin-1"), safe=AS_IT_CAME)
    return f"{place}?{kept}" if kept else place
