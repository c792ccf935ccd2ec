"""Where a request comes from: exactly for limits, coarsely for whatever is kept."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# Half of an IPv4 address, and what one site gets of IPv6.
KEPT_BITS = {4: 16, 6: 48}


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the browser; None where the server does not know it.

    ``X-Forwarded-For`` is believed only behind proxies of ours, and of it only the
    entry that the outermost of them wrote.
    """
    if settings.BEHIND_PROXY:
        entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(entries) >= settings.PROXY_COUNT:
            return _clean(entries[-settings.PROXY_COUNT])
    return _clean(request.META.get("REMOTE_ADDR", ""))


def coarse_address(request: HttpRequest) -> str | None:
    """Return the part of the network a request comes from, as its first address."""
    exact = client_address(request)
    if exact is None:
        return None
    network = ip_network(f"{exact}/{KEPT_BITS[ip_address(exact).version]}", strict=False)
    return str(network.network_address)


def in_words(coarse: str | None) -> str:
    """Return a coarse address as people read it: "113.161.*.*"."""
    if not coarse:
        return ""
    address = ip_address(coarse)
    if address.version == 6:
        return f"{coarse}/{KEPT_BITS[6]}"
    return ".".join([*coarse.split(".")[:2], "*", "*"])


def _clean(text: str) -> str | None:
    """Return the address in a text; IPv4 that came as IPv6 is IPv4 again."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        address = IPv6Address(int(address))  # without a zone
        return str(address.ipv4_mapped or address)
    return str(address)
