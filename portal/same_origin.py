"""The cross-site guard for public forms.

Readers' pages carry no CSRF token, because a token would make every copy of a
page different. Instead the browser's own word is taken: a POST that says it
comes from another site is refused. Sources: W3C Fetch Metadata (Sec-Fetch-Site)
and RFC 6454 (Origin). The desk and sign-in keep Django's CSRF check as well.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
FOREIGN_SITES = {"cross-site", "same-site"}


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether an unsafe request was started by a page that is not ours."""
    if request.method in SAFE_METHODS:
        return False
    if request.headers.get("Sec-Fetch-Site", "") in FOREIGN_SITES:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and host_in(origin) != request.get_host().lower()


def host_in(origin: str) -> str:
    """Return the host an origin names; empty for what is no address."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


class SameOriginMiddleware:
    """Answer 403, in the reader's language, to a form sent from another site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if comes_from_elsewhere(request):
            return TemplateResponse(request, "403.html", status=403).render()
        return self.get_response(request)
