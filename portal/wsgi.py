"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from email.utils import quote
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

Server = Callable[..., Iterable[bytes]]


def reading_utf8(server: Server) -> Server:
    """Read every request as UTF-8, whatever it calls itself.

    Our pages are UTF-8, so their forms are. Django believes a request that names another
    codec of Python, also ``hex`` or ``idna``, and breaks on it before any middleware runs.
    """

    def served(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request["CONTENT_TYPE"] = _without_charset(request.get("CONTENT_TYPE", ""))
        return server(request, start_response)

    return served


def _without_charset(content_type: str) -> str:
    """Return the header, if it can be read at all, with no parameter but those forms need."""
    try:
        kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return ""
    if "charset" not in parameters:
        return content_type
    boundary = parameters.get("boundary")
    return f'{kind}; boundary="{quote(boundary)}"' if boundary else kind


application = reading_utf8(get_wsgi_application())
