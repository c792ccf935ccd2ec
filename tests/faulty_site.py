"""The addresses of the site, and of pages that break."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from portal.urls import handler400, handler404, handler500  # noqa: F401
from portal.urls import urlpatterns as ours


def broken(request):
    sent = f"{request.POST.get('email')} {request.META['REMOTE_ADDR']}"
    raise IntegrityError(f"Key (email, network)=({sent}) already exists.")


def refused(request):
    raise PermissionDenied(request.META["REMOTE_ADDR"])


def suspicious(request):
    raise SuspiciousOperation(f"{request.META['REMOTE_ADDR']} sent {request.POST.get('email')}")


def large(request):
    return request.body and None


urlpatterns = [
    path("hong/", csrf_exempt(broken)),
    path("cam/", csrf_exempt(refused)),
    path("nghi/", csrf_exempt(suspicious)),
    path("lon/", csrf_exempt(large)),
    *ours,
]
