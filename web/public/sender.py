"""Where a comment came from, as a mark that counts and does not tell."""

from __future__ import annotations

import hashlib
import hmac

from web.network import network


def mark(secret: bytes, address: str) -> str:
    """A keyed hash of a network address: the same for the same sender, back to the address for nobody.

    Of an IPv6 address the network of 64 bits counts, which is what one household or office is given.
    """
    return hmac.new(secret, b"comment:" + network(address).encode(), hashlib.sha256).hexdigest()
