"""Whose request it is: ``REMOTE_ADDR`` is the reader's address before anything asks for it."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Put the reader's address where the server put that of whoever connected.

    Hashes, bans and limits then all see readers, not our own proxies. An address that
    makes no sense becomes empty: nobody's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        request.META["REMOTE_ADDR"] = plain(_claimed(request.META))
        return self.get_response(request)


def _claimed(meta: dict[str, str]) -> str:
    """Return the address of the browser as the server or the outermost of our proxies says it.

    ``X-Forwarded-For`` is believed only behind proxies of ours, and of it only the
    entry that the outermost of them wrote: what stands before it, anybody may invent.
    """
    if settings.BEHIND_PROXY:
        entries = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(entries) >= settings.PROXY_COUNT:
            return entries[-settings.PROXY_COUNT]
    return meta.get("REMOTE_ADDR", "")


def plain(text: str) -> str:
    """Return the address in a text, without a zone; IPv4 that came as IPv6 is IPv4 again."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        address = IPv6Address(int(address))
        return str(address.ipv4_mapped or address)
    return str(address)
