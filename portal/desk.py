"""What differs under /toa-soan/: the editor's language and the theme's content policy."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _

from portal import account_pages

# Pages of the desk that take forms from people who have not signed in.
OPEN_TO_ALL = frozenset({"login", "logout", "articles_article_autosave"})
INSIDE, OUTSIDE = "admin/base_site.html", "unfold/layouts/unauthenticated.html"
WORTH_SHOWING = 40  # characters: what somebody would not like to type again


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
        if request.path_info.startswith(settings.ACCOUNT_PATH):
            return self.get_response(request)
        if not request.path_info.startswith(settings.DESK_PATH):
            return self.answer_reader(request)
        with translation.override(chosen_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response._csp_config = settings.DESK_CSP  # type: ignore[attr-defined]
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Keep what was typed when a form of the desk comes after the session has ended."""
        place = request.resolver_match
        is_late = (
            request.method == "POST"
            and place is not None
            and place.app_name == "admin"
            and place.url_name not in OPEN_TO_ALL
            and not request.user.is_authenticated
        )
        return send_again(request) if is_late else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell somebody at the desk that their account may not do this."""
        if not (
            isinstance(exception, PermissionDenied)
            and request.path_info.startswith(settings.DESK_PATH)
        ):
            return None
        request.current_app = admin.site.name
        context = admin.site.each_context(request) | {
            "why": str(exception),
            "typed": [value for _name, value in sent(request) if len(value) >= WORTH_SHOWING],
        }
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


def send_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show what was sent, ready to be sent once more: after signing in, or with a fresh token.

    ``CSRF_FAILURE_VIEW``; other sites' forms never come here (see ``same_origin``).

    Args:
        reason: Django's own, in English, for the server's log only.
    """
    if request.path_info.startswith(settings.ACCOUNT_PATH):
        return account_pages.send_again(request)
    if not request.path_info.startswith(settings.DESK_PATH) or not comes_from_us(request):
        return TemplateResponse(request, "403.html", status=403).render()
    request.current_app = admin.site.name
    fields = sent(request)
    context = admin.site.each_context(request) | {
        "title": _("Chưa lưu được"),
        "fields": fields,
        "typed": [value for _name, value in fields if len(value) >= WORTH_SHOWING],
        "had_files": bool(request.FILES),
        "layout": INSIDE if request.user.is_authenticated else OUTSIDE,
    }
    with translation.override(chosen_language(request)):
        response = TemplateResponse(request, "admin/desk/send_again.html", context, status=403)
        return response.render()


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a form sent, name by name; never its token or a password."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def comes_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this."""
    said = request.headers.get("Sec-Fetch-Site")
    return said == "same-origin" if said else "Origin" in request.headers


def chosen_language(request: HttpRequest) -> str:
    """Return the language code this editor chose, or the paper's own."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
