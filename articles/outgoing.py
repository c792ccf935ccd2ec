"""Posting to another server: only to the address that was configured, and never for long."""

import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """What is posted goes to the address that was configured, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing."""
        return


def post(address: str, data: bytes, headers: Mapping[str, str], seconds: float) -> int:
    """Post to an address and return the status of the answer, whose body is left unread.

    Args:
        seconds: that each step of the connection may take.

    Raises:
        OSError: no connection, no answer in time, or a status of 300 and more.
        ValueError: the address is not http(s).
        http.client.HTTPException: the answer is none.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("an address must begin with http:// or https://")
    request = urllib.request.Request(address, data=data, method="POST", headers=dict(headers))
    opener = urllib.request.build_opener(NoRedirects, urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=seconds) as response:
        return int(response.status)
