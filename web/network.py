"""Which network addresses count as one."""

from __future__ import annotations

import ipaddress


def network(address: str) -> str:
    """An address as its failures and comments are counted: of IPv6 the network of 64 bits, which is what one
    household or office is given; what is no address stays as it is."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
