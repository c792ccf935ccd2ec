"""One address for a page, whatever counts its readers on the way: trackers are taken off.

A page with ``fbclid`` behind it is another page to every cache, and another one to search
engines. Which parameters count readers stands in ``articles.addresses``.
"""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes

from articles.addresses import without_trackers

# Not for readers' pages: forms of the desk and of accounts, and files.
LEFT_ALONE = (settings.DESK_PATH, settings.ACCOUNT_PATH, settings.MEDIA_URL, settings.STATIC_URL)
AS_IT_CAME = "".join(map(chr, range(0x21, 0x7F)))


class TrackersMiddleware:
    """Answer 301 to the same address without trackers; other parameters stay as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request.

        What is no page of ours is answered at once as if no tracker stood there: an old
        address, or one without its last slash, leads to its page in one step.
        """
        query = request.META.get("QUERY_STRING", "")
        kept = without_trackers(query)
        is_left_alone = request.path_info.startswith(LEFT_ALONE)
        if kept == query or request.method not in ("GET", "HEAD") or is_left_alone:
            return self.get_response(request)
        if not is_page(request.path_info):
            request.META["QUERY_STRING"] = kept
            return self.get_response(request)
        response = HttpResponsePermanentRedirect("/")
        response["Location"] = written(request.path, kept)
        return response


def is_page(path: str) -> bool:
    """Whether the site has a page of this form."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def written(path: str, query: str) -> str:
    """Return an address of ours as a header can hold it.

    Args:
        query: as WSGI hands it over: each byte as a character.
    """
    place = escape_leading_slashes(quote(path, safe="/:@!$&'()*+,;=~"))
    kept = quote(query.encode("latin-1"), safe=AS_IT_CAME)
    return f"{place}?{kept}" if kept else place
