"""What differs under /toa-soan/: the editor's language and the theme's content policy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class DeskMiddleware:
    """Give the desk its own language and policy; leave readers' pages alone.

    Public pages are always in ``LANGUAGE_CODE``, so no cookie and no
    Accept-Language header is looked at there. At the desk each editor's choice
    is kept in the language cookie, whose path is the desk's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if not request.path_info.startswith(settings.DESK_PATH):
            return self.get_response(request)
        with translation.override(chosen_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response._csp_config = settings.DESK_CSP  # type: ignore[attr-defined]
        return response


def chosen_language(request: HttpRequest) -> str:
    """Return the language code this editor chose, or the paper's own."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
