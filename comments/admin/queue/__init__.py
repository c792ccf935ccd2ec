"""The queue: one screen on which moderators read what readers wrote and decide about it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from comments.admin.queue.asked import read
from comments.admin.queue.banning import ban
from comments.admin.queue.bulk import bulk
from comments.admin.queue.deciding import decide, undo
from comments.admin.queue.pulse import pulse, release
from comments.admin.queue.screen import show
from comments.admin.statistics import VIEW, statistics
from comments.deciding import MODERATE

View = Callable[..., HttpResponse]


def queue_urls(model_admin: Any) -> list[URLPattern]:
    """Return the addresses of the queue, each for those who may use it."""

    def at(address: str, view: View, name: str) -> URLPattern:
        guarded = model_admin.admin_site.admin_view(view)
        found: URLPattern = path(address, guarded, name=f"comments_comment_{name}")
        return found

    return [
        at("hang-cho/", _for("comments.view_comment", require_safe(queue)), "queue"),
        at("hang-cho/nhieu/", _for(MODERATE, require_POST(bulk)), "queue_bulk"),
        at("hang-cho/hoan-tac/", _for(MODERATE, require_POST(undo)), "queue_undo"),
        at("hang-cho/nhip/", _for(MODERATE, require_POST(pulse)), "queue_pulse"),
        at("hang-cho/roi/", _for(MODERATE, require_POST(release)), "queue_release"),
        at("thong-ke/", _for(VIEW, require_safe(statistics)), "statistics"),
        at("hang-cho/<pk>/", _for(MODERATE, require_POST(decide)), "queue_decide"),
        at("hang-cho/<pk>/cam/", _for(MODERATE, ban), "queue_ban"),
    ]


def queue(request: HttpRequest) -> HttpResponse:
    """Show the queue."""
    return show(request, read(request.GET))


def _for(permission: str, view: View) -> View:
    """Let a view be used by those with a permission."""

    def guarded(request: HttpRequest, **about: str) -> HttpResponse:
        if not request.user.has_perm(permission):
            raise PermissionDenied
        return view(request, **about)

    return guarded
