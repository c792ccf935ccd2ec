"""What differs under /toa-soan/: the editor's language and the theme's content policy."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
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
            return self.answer_reader(request)
        with translation.override(chosen_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response._csp_config = settings.DESK_CSP  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell somebody at the desk that their account may not do this."""
        if not (
            isinstance(exception, PermissionDenied)
            and request.path_info.startswith(settings.DESK_PATH)
        ):
            return None
        request.current_app = admin.site.name
        context = admin.site.each_context(request)
        return TemplateResponse(request, "admin/desk/not_allowed.html", context, status=403)

    def answer_reader(self, request: HttpRequest) -> HttpResponse:
        """Answer where no read sets a cookie: a broken one is not even replaced or cleared.

        A browser asks again before it shows a page, a redirect or a notice it keeps:
        a withdrawn article may come back, and a headline may change twice.
        """
        request.COOKIES.pop(settings.CSRF_COOKIE_NAME, None)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        if request.method != "POST":
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return response


def chosen_language(request: HttpRequest) -> str:
    """Return the language code this editor chose, or the paper's own."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
