"""Answers for programs that come back often: 304 when nothing changed."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the response, or a 304 in its place to a program that has it.

    For HEAD as for GET: Django's middleware would leave HEAD alone.
    """
    set_response_etag(response)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    assert isinstance(answer, HttpResponse)
    return answer
