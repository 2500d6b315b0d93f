"""Where a request comes from: only what our own proxies wrote is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from secretariats.client import client_address

if TYPE_CHECKING:
    from django.conf import LazySettings

HERE, CALLER, CLAIMED = "10.0.0.1", "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, "", HERE),
        (0, f"{CLAIMED}", HERE),
        (1, "", HERE),
        (1, CALLER, CALLER),
        (1, f"{CLAIMED}, {CALLER}", CALLER),
        (2, f"{CLAIMED}, {CALLER}, 10.0.0.2", CALLER),
        (2, CALLER, CALLER),
        (1, "unknown", HERE),
        (1, f"{CALLER}'; DROP TABLE", HERE),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_as_many_addresses_are_believed_as_there_are_proxies(
    proxies: int, header: str, found: str, settings: LazySettings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=HERE, **headers)) == found  # type: ignore[arg-type]


def test_a_server_without_addresses_knows_none(settings: LazySettings) -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
