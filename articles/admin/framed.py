"""Pages as readers will see them, inside a page of the desk: wide as a desktop or a phone."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.csp import CSP, build_policy
from django.utils.functional import Promise

FRAME = "frame-src"


def framed_preview(
    request: HttpRequest,
    title: str | Promise,
    address: str,
    template: str = "admin/desk/framed_preview.html",
    **context: Any,
) -> HttpResponse:
    """Show a page of ours in a frame, with a switch between desktop and phone.

    Args:
        title: of the page at the desk.
        address: of the framed page, which answers with ``as_framed``.
        template: extends the default one where the preview has tools of its own.
        context: what that template needs; ``opts`` and ``back`` tell where the editor was.
    """
    request.current_app = admin.site.name
    given = {**admin.site.each_context(request), "title": title, "address": address, **context}
    response = TemplateResponse(request, template, given).render()
    policy: dict[str, Any] = settings.DESK_CSP
    policy = policy | {FRAME: [*policy.get(FRAME, []), CSP.SELF]}
    response[CSP.HEADER_ENFORCE.value] = build_policy(policy, get_nonce(request))
    add_never_cache_headers(response)
    return response


def as_framed(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Answer with a readers' page that the desk may frame: same template, language and policy.

    Nobody keeps it and no search engine lists it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        response = TemplateResponse(request, template, context).render()
    policy: dict[str, Any] = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
    response[CSP.HEADER_ENFORCE.value] = build_policy(policy)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response
