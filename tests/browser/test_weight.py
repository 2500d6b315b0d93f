"""What visits weigh over the wire, everything included: the first one, and those after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.prepared import COORDINATOR, PASSWORD, STAFF
from tests.browser.visitor import visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.visitor import Visitor
    from tests.faults.site import Site

KB = 1000
AFTER = 30 * KB
PERIOD = "from=2017-01-01&to=2017-12-31"


def weigh(looks: Visitor, address: str, *, again: bool = False) -> dict[str, int]:
    """Return address → bytes over the wire, heads included, of all that a page loads.

    ``again``: with what the visit before has left in the browser, as long as it may be kept.
    """
    wire = looks.page.context.new_cdp_session(looks.page)
    wire.send("Network.enable")
    if not again:
        wire.send("Network.clearBrowserCache")
    names: dict[str, str] = {}
    bytes_of: dict[str, int] = {}
    wire.on(
        "Network.requestWillBeSent",
        lambda sent: names.update({sent["requestId"]: sent["request"]["url"]}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda done: bytes_of.update({done["requestId"]: int(done["encodedDataLength"])}),
    )
    looks.page.goto(looks.site + address, wait_until="networkidle")
    wire.detach()
    return {names.get(number, number): count for number, count in bytes_of.items()}


def told(found: dict[str, int]) -> str:
    return "\n".join(f"{count:>8,} {name}" for name, count in found.items())


@pytest.mark.parametrize(
    ("address", "username", "most"),
    [
        ("/time/", STAFF, 100 * KB),
        ("/time/?week=2017-W20", STAFF, 100 * KB),
        (f"/dashboard/?{PERIOD}", COORDINATOR, 120 * KB),
    ],
)
def test_a_first_visit_is_light_and_a_later_one_lighter(
    address: str, username: str, most: int, browser: Browser, demo: tuple[str, Site]
) -> None:
    with visitor(browser, demo[0]) as looks:
        looks.log_in(username, PASSWORD)
        found = weigh(looks, address)
        assert len(found) > 5
        assert sum(found.values()) <= most, told(found)
        later = weigh(looks, address, again=True)
        assert 0 < sum(later.values()) <= AFTER, told(later)
