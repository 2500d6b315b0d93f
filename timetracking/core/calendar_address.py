"""Addresses of calendars: which may be asked, and what of one is shown."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LONGEST_ADDRESS = 1000
# Within them an address of the other kind of network hides: what is reached is not what is read.
_CARRIERS = tuple(
    ipaddress.ip_network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)


class BadAddress(ValueError):
    """An address that no calendar is read from; ``str()`` is the reason, in a word."""


def plain_address(text: str) -> str:
    """Return an address as it is asked for: https, without a fragment; ``webcal:`` is https.

    Raises:
        BadAddress: ``long``, ``scheme``, ``host``, ``password``, or ``port``.
    """
    text = text.strip()
    if len(text) > LONGEST_ADDRESS:
        raise BadAddress("long")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress("host") from error
    if parts.scheme.casefold() not in {"https", "webcal", "webcals"}:
        raise BadAddress("scheme")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("password")
    if not host or any(sign.isspace() or not sign.isprintable() for sign in text):
        raise BadAddress("host")
    if port == 0:
        raise BadAddress("port")
    try:
        plain = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise BadAddress("host") from error
    netloc = f"[{plain}]" if ":" in plain else plain
    netloc += f":{port}" if port is not None else ""
    return urlunsplit(("https", netloc, parts.path or "/", parts.query, ""))


def masked(address: str) -> str:
    """Return what of an address is shown: where it leads, not what lets its reader in."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/…"


def may_be_asked(address: Address, inside: Sequence[Network]) -> bool:
    """Return whether a machine may be asked for a calendar.

    Those of the open internet may; those of a network of one's own, of this machine itself or of
    its neighbourhood only where the networks ``inside`` name them.
    """
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    real = mapped or address
    if any(real.version == network.version and real in network for network in inside):
        return True
    if any(real.version == network.version and real in network for network in _CARRIERS):
        return False
    return real.is_global and not (real.is_multicast or real.is_reserved or real.is_unspecified)
