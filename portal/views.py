"""Pages and files of the site that are not editorial."""

from django.conf import settings
from django.db import connection
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from articles.models import LegacyPath
from comments.mine import what_is_mine
from portal.security_contact import whom_to_tell
from portal.too_much import is_too_much, too_much


@require_safe
@never_cache
def me(request: HttpRequest) -> JsonResponse:
    """What is personal on a page, apart from the page: name, own comments, own ratings."""
    return JsonResponse(what_is_mine(request))


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Who is responsible for the paper."""
    return TemplateResponse(request, "imprint.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read."""
    return TemplateResponse(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def ads(request: HttpRequest) -> HttpResponse:
    """Who may sell the paper's advertising space; nothing where the paper says nothing."""
    if not settings.ADS_TXT.strip():
        raise Http404
    return plain(f"{settings.ADS_TXT.strip()}\n")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness: https://www.rfc-editor.org/rfc/rfc9116"""
    found = whom_to_tell()
    if found is None:
        raise Http404
    return plain(found.text)


def plain(text: str) -> HttpResponse:
    """Answer with a text file that changes rarely."""
    headers = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, where browsers look for it unasked."""
    return redirect(static("img/favicon.ico"))


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site can answer: 200 when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse | HttpResponse:
    """A picture file, where no web server before us serves them.

    File names are made by us from random numbers and never reused, so that a
    browser may keep the file for ever.
    """
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request no browser makes, or one from the desk with too much in it."""
    if exception is not None and is_too_much(request, exception):
        return too_much(request, exception)
    return TemplateResponse(request, "400.html", status=400).render()


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No page at this address; an address of an old site has moved for good."""
    if moved := LegacyPath.objects.moved_to(request.get_full_path()):
        return HttpResponsePermanentRedirect(moved)
    return TemplateResponse(request, "404.html", status=404).render()


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the page needs neither database nor context."""
    return TemplateResponse(request, "500.html", status=500).render()
