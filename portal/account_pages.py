"""What all pages below ``ACCOUNT_PATH`` share: their own names, their own cookie, no copies.

allauth reverses names such as ``account_login``. At the desk they mean the desk's door,
here the readers': the same names in two tables of addresses, and this chooses one.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _


class AccountPagesMiddleware:
    """Answer account pages from ``portal.account_urls``, and let nobody keep a copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if not request.path_info.startswith(settings.ACCOUNT_PATH):
            return self.get_response(request)
        request.urlconf = "portal.account_urls"
        response = self.get_response(request)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
        if cookie := response.cookies.get(settings.CSRF_COOKIE_NAME):
            cookie["path"] = settings.ACCOUNT_PATH
        response._csp_config = policy()  # type: ignore[attr-defined]
        return response


def policy() -> dict[str, Any]:
    """Return the content policy: the public one, and forms may lead to the sites offered."""
    hosts = [
        host
        for provider in settings.SOCIALACCOUNT_PROVIDERS
        for host in settings.SOCIAL_HOSTS.get(provider, ())
    ]
    public: dict[str, Any] = settings.SECURE_CSP
    return public | {"form-action": [*public["form-action"], *hosts]}


def send_again(request: HttpRequest) -> HttpResponse:
    """Say how to send a form whose token is gone: the page was open too long, or no cookies."""
    context = {"title": _("Hãy gửi lần nữa"), "here": request.path}
    return TemplateResponse(request, "account/send_again.html", context, status=403).render()
