"""Reading a calendar from an address: from the open internet alone, and no more than is sensible.

Whoever gives an address must not reach through this site what only its machine can reach. So each
name is looked up here, every machine it may mean is checked, and exactly the checked one is asked,
redirections included.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from typing import TYPE_CHECKING

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from secretariats.core.errors import Refused
from timetracking.core.calendar_address import BadAddress, may_be_asked, plain_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from timetracking.core.calendar_address import Address

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 4
# Seconds for each step, and for all of them.
PATIENCE, WHOLE = 10, 40
_HEADERS = {
    "Accept": "text/calendar, text/plain;q=0.5",
    # What is packed could be far larger than it looks.
    "Accept-Encoding": "identity",
    "User-Agent": "imca-calendar",
}
_OK, _REDIRECTS = 200, frozenset({301, 302, 303, 307, 308})


def read_address(address: str, *, transport: httpx.BaseTransport | None = None) -> bytes:
    """Return the content of an address.

    Args:
        address: https.
        transport: what carries requests; left out, the network.

    Raises:
        Refused: it may not be asked, does not answer in time, or answers something else; nothing
            of the address stands in the message.
    """
    end = time.monotonic() + WHOLE
    client = httpx.Client(
        transport=transport,
        verify=_trust(),
        timeout=PATIENCE,
        follow_redirects=False,
        # Neither a proxy nor a password of this machine goes along.
        trust_env=False,
        headers=_HEADERS,
    )
    with client:
        for _step in range(MOST_REDIRECTS + 1):
            found = _ask(client, address, end)
            if isinstance(found, bytes):
                return found
            address = found
    raise Refused([_("The address leads from one place to the next without end.")])


def address_problem(error: BadAddress) -> str:
    """Return in words why an address is none of a calendar."""
    return {
        "long": _("The address has more than 1000 characters."),
        "scheme": _("The address must begin with https:// (webcal:// is understood too)."),
        "password": _(
            "The address holds a user name or password. Use the secret address that the calendar "
            "gives for reading alone."
        ),
        "port": _("There is no port 0."),
    }.get(str(error), _("This is no address such as https://calendar.example.org/ada.ics."))


def _trust() -> ssl.SSLContext:
    """Return the authorities that are trusted: httpx's, and those of this machine."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _ask(client: httpx.Client, address: str, end: float) -> bytes | str:
    """Return what an address answers: the calendar, or where else it is."""
    try:
        url = httpx.URL(plain_address(address))
    except BadAddress as error:
        raise Refused([address_problem(error)]) from error
    except httpx.InvalidURL as error:
        raise Refused([address_problem(BadAddress("host"))]) from error
    host = url.host
    port = f":{url.port}" if url.port else ""
    named = f"[{host}]" if ":" in host else host
    pinned = url.copy_with(host=str(_machine(host, url.port or 443)))
    try:
        with client.stream(
            "GET",
            pinned,
            headers={"Host": f"{named}{port}"},
            extensions={"sni_hostname": host},
        ) as answer:
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                # Joined to the name: the machine's number is nobody's address.
                return str(url.join(answer.headers["location"]))
            return _content(answer, end)
    except httpx.TimeoutException as error:
        raise Refused([_("The calendar did not answer in time.")]) from error
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused([address_problem(BadAddress("host"))]) from error
    except httpx.HTTPError as error:
        text = _("The calendar could not be reached: %(what)s.")
        raise Refused([text % {"what": _reason(error)}]) from error


def _content(answer: httpx.Response, end: float) -> bytes:
    if answer.status_code != _OK:
        text = _(
            "The calendar answered with the status %(status)d: check the address, or make a new "
            "secret one."
        )
        raise Refused([text % {"status": answer.status_code}])
    if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Refused([_("The calendar was sent packed, though it was asked for plain.")])
    found = bytearray()
    for part in answer.iter_raw():
        found += part
        if len(found) > MOST_BYTES:
            text = _("The calendar is larger than %(most)d MB. Give the address of a smaller one.")
            raise Refused([text % {"most": MOST_BYTES // 1024**2}])
        if time.monotonic() > end:
            raise Refused([_("The calendar did not answer in time.")])
    return bytes(found)


def _machine(host: str, port: int) -> Address:
    """Return the number of the machine to ask, once everything that the name means is checked.

    Raises:
        Refused: it is not known, or one of its machines may not be asked.
    """
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        text = _("There is no machine of the name %(host)s.")
        raise Refused([text % {"host": host}]) from error
    inside = [ipaddress.ip_network(one, strict=False) for one in settings.CALENDAR_NETWORKS]
    if not found or not all(may_be_asked(one, inside) for one in found):
        text = _(
            "%(host)s is not on the open internet, so it is not asked. The operator of this site "
            "can allow networks (CALENDAR_NETWORKS)."
        )
        raise Refused([text % {"host": host}])
    # Where both kinds are there, the older one is reached from more places.
    return min(found, key=lambda one: one.version)


def _look_up(host: str, port: int) -> list[Address]:
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # The zone of a neighbour, such as fe80::1%eth0, is no part of its number.
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]


# Replaced in tests, at the edge of the network.
resolve: Callable[[str, int], list[Address]] = _look_up


def _reason(error: httpx.HTTPError) -> str:
    """Return what went wrong without the address: the kind of error, and a certificate's fault."""
    if "certificate" in str(error).casefold():
        return _("its certificate is not valid")
    for kind, words in (
        (httpx.ConnectError, _("no connection")),
        (httpx.ReadError, _("the connection broke off")),
        (httpx.RemoteProtocolError, _("it does not speak HTTP")),
    ):
        if isinstance(error, kind):
            return words
    return type(error).__name__
