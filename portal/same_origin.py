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
# Links in letters carry their own secret, which no other page knows: whoever has the mail
# may press, also a mail program that runs in a browser (RFC 8058).
LINKS_IN_LETTERS = "/thu/"
# Several times what a comment may have.
MOST_GIVEN_BACK = 20_000
FOREIGN_SITES = {"cross-site", "same-site"}


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether an unsafe request was started by a page that is not ours."""
    if request.method in SAFE_METHODS or request.path_info.startswith(LINKS_IN_LETTERS):
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


def words_to_give_back(request: HttpRequest) -> str:
    """Return what somebody wrote, for the page that refuses it; "" where it may not be theirs.

    A browser behind a strict proxy or with a hidden origin is refused with a reader's own
    words in the form. Where the browser says outright that another site sent the
    form, the words are that site's, and our page does not repeat them.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return ""
    return request.POST.get("text", "")[:MOST_GIVEN_BACK]


class SameOriginMiddleware:
    """Answer 403, in the reader's language, to a form sent from another site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if comes_from_elsewhere(request):
            context = {"words": words_to_give_back(request)}
            return TemplateResponse(request, "403.html", context, status=403).render()
        return self.get_response(request)
