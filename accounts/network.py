"""Where a request comes from: exactly for limits, coarsely for whatever is kept."""

from ipaddress import ip_address, ip_network

from django.http import HttpRequest

# Half of an IPv4 address, and what one site gets of IPv6.
KEPT_BITS = {4: 16, 6: 48}


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the browser; None where the server does not know it.

    ``portal.client_address`` has put it there, also behind proxies.
    """
    return request.META.get("REMOTE_ADDR") or None


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
