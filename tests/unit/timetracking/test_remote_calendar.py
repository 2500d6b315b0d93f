"""Addresses of calendars: read from the open internet alone, whatever they lead to."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import httpx
import pytest

from secretariats.core.errors import Refused
from timetracking import remote_calendar
from timetracking.core.calendar_address import BadAddress, masked, may_be_asked, plain_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.conf import LazySettings

PUBLIC = "93.184.216.34"
SECRET = "https://calendar.example.org/private-3f9a/basic.ics"


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *(
            "100.64.0.1",
            "224.0.0.1",
            "0.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
        ),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1"),
        *("ff02::1", "fd00:ec2::254", "2001:0:7f00:1::1"),
    ],
)
def test_machines_inside_are_never_asked(number: str) -> None:
    assert not may_be_asked(ipaddress.ip_address(number), [])


@pytest.mark.parametrize("number", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946"])
def test_machines_of_the_open_internet_are(number: str) -> None:
    assert may_be_asked(ipaddress.ip_address(number), [])


def test_a_network_of_ones_own_can_be_allowed() -> None:
    inside = [ipaddress.ip_network("10.0.0.0/8")]
    assert may_be_asked(ipaddress.ip_address("10.1.2.3"), inside)
    assert may_be_asked(ipaddress.ip_address("::ffff:10.1.2.3"), inside)
    assert not may_be_asked(ipaddress.ip_address("192.168.1.1"), inside)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("http://calendar.example.org/a.ics", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("calendar.example.org/a.ics", "scheme"),
        ("https://ada:secret@calendar.example.org/a.ics", "password"),
        ("https:///a.ics", "host"),
        ("https://calendar.example.org:99999/", "host"),
        ("https://[fe80::1/", "host"),
        ("https://calendar.example.org/\x00", "host"),
        (f"https://calendar.example.org/{'a' * 1000}", "long"),
    ],
)
def test_what_is_no_address_is_refused(typed: str, why: str) -> None:
    with pytest.raises(BadAddress, match=why):
        plain_address(typed)


def test_an_address_is_made_plain_and_shown_masked() -> None:
    assert plain_address(" webcal://Calendar.example.org/a?b=c#d ") == (
        "https://calendar.example.org/a?b=c"
    )
    assert masked(SECRET) == "https://calendar.example.org/…"


def read(
    monkeypatch: pytest.MonkeyPatch,
    handler: Callable[[httpx.Request], httpx.Response],
    machines: dict[str, list[str]] | None = None,
    address: str = SECRET,
) -> bytes:
    """Read an address, of a network that the test plays."""
    known = machines or {"calendar.example.org": [PUBLIC]}

    def resolve(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
        if host not in known:
            raise OSError
        return [ipaddress.ip_address(one) for one in known[host]]

    monkeypatch.setattr(remote_calendar, "resolve", resolve)
    return remote_calendar.read_address(address, transport=httpx.MockTransport(handler))


def test_the_machine_that_was_checked_is_asked_under_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, stream=httpx.ByteStream(b"BEGIN:VCALENDAR"))

    assert read(monkeypatch, answer) == b"BEGIN:VCALENDAR"
    (request,) = asked
    assert request.url.host == PUBLIC
    assert request.url.path == "/private-3f9a/basic.ics"
    assert request.headers["host"] == "calendar.example.org"
    assert request.extensions["sni_hostname"] == "calendar.example.org"


def moved(to: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _request: httpx.Response(302, headers={"Location": to})


@pytest.mark.parametrize(
    ("handler", "machines", "told"),
    [
        (moved("/x"), {"calendar.example.org": ["127.0.0.1"]}, "not on the open internet"),
        (moved("/x"), {"calendar.example.org": [PUBLIC, "10.0.0.1"]}, "not on the open internet"),
        (moved("https://inside/x"), None, "no machine of the name"),
        (
            moved("https://inside/x"),
            {"calendar.example.org": [PUBLIC], "inside": ["169.254.169.254"]},
            "not on the open internet",
        ),
        (moved("http://calendar.example.org/"), None, "must begin with https"),
        (moved("/again"), None, "without end"),
        (lambda _: httpx.Response(404), None, "status 404"),
        (
            lambda _: httpx.Response(200, stream=httpx.ByteStream(b"x" * (5 * 1024**2 + 1))),
            None,
            "larger than 5 MB",
        ),
        (
            lambda _: httpx.Response(200, headers={"Content-Encoding": "br"}, stream=Packed()),
            None,
            "packed",
        ),
    ],
    ids=[
        *("loopback", "one of two inside", "unknown after a redirection", "inside after one"),
        *("plain after one", "round and round", "status", "too large", "packed"),
    ],
)
def test_what_may_not_be_read_is_refused_without_telling_the_address(
    handler: Callable[[httpx.Request], httpx.Response],
    machines: dict[str, list[str]] | None,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Refused, match=told) as refused:
        read(monkeypatch, handler, machines)
    assert "private-3f9a" not in str(refused.value)


class Packed(httpx.SyncByteStream):
    """An answer whose content is not looked at."""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (httpx.ConnectTimeout("slow"), "in time"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] …"), "certificate"),
        (httpx.ReadError("gone"), "broke off"),
    ],
)
def test_a_calendar_that_does_not_answer_is_told(
    error: httpx.HTTPError, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(Refused, match=told):
        read(monkeypatch, fail)


def test_networks_of_the_setting_are_asked(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.CALENDAR_NETWORKS = ["10.0.0.0/8"]
    machines = {"calendar.example.org": ["10.1.2.3"]}
    assert (
        read(monkeypatch, lambda _: httpx.Response(200, stream=httpx.ByteStream(b"ok")), machines)
        == b"ok"
    )
