"""The network an address belongs to: what stands for one home, phone or office."""

from ipaddress import ip_address, ip_network

# One line of IPv4, and what one home or phone gets of IPv6 (RFC 6177).
NETWORK_BITS = {4: 32, 6: 64}


def network_in(address: str) -> str:
    """Return the network of an address in clear; empty for what is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{found}/{NETWORK_BITS[found.version]}", strict=False))
