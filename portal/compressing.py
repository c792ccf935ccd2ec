"""Compressing what gets smaller by it: text. Pictures and films are compressed in themselves."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/javascript")
TEXT_BY_ENDING = ("+json", "+xml", "/xml")


class TextGZipMiddleware(GZipMiddleware):
    """Django's, for text alone: a picture keeps its length, and costs no work each time."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress text for whoever takes it so."""
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        if kind.startswith(TEXT) or kind.endswith(TEXT_BY_ENDING):
            return super().process_response(request, response)
        return response
