"""Five questions of an Executive Secretary: the dashboard answers each in two clicks at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.prepared import AEWA_SECRETARY, PASSWORD
from tests.browser.visitor import Visitor, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.faults.site import Site

MOST = 2


@dataclass
class Asking:
    """The dashboard of AEWA's Executive Secretary, and how often they clicked."""

    looks: Visitor
    clicks: int = 0

    @property
    def main(self) -> Locator:
        """What the page says."""
        return self.looks.page.locator("main")

    def click(self, name: str) -> None:
        """Follow a link."""
        self.clicks += 1
        assert self.clicks <= MOST
        self.looks.page.get_by_role("link", name=name).first.click()
        self.looks.page.wait_for_load_state("networkidle")


@pytest.fixture
def asking(browser: Browser, demo: tuple[str, Site]) -> Iterator[Asking]:
    """Give the dashboard as it opens."""
    with visitor(browser, demo[0]) as looks:
        looks.log_in(AEWA_SECRETARY, PASSWORD)
        looks.open("/dashboard/")
        yield Asking(looks)


def test_what_did_aewa_receive_in_the_second_quarter(asking: Asking) -> None:
    asking.click("June 2017")
    asking.click("Quarter")
    expect(asking.main).to_contain_text("1 April to 30 June 2017")
    expect(asking.main.locator("tr.is-mine td").first).to_contain_text("72,774.79")


def test_what_does_it_fund(asking: Asking) -> None:
    funded = asking.main.locator("tr.is-mine td").nth(1)
    expect(funded).to_contain_text("250,145.42")
    expect(funded).to_be_in_viewport()
    asking.click("share by key of AEWA: how computed")
    expect(asking.main.locator("#how")).to_contain_text("one third to AEWA")


def test_how_certain_is_that(asking: Asking) -> None:
    expect(asking.main.locator("tr.is-mine")).to_contain_text("consistent with the key")
    for text in ("188,508.00", "506,810.47"):
        expect(asking.main.locator("tr.is-mine").get_by_text(text)).to_be_in_viewport()
    asking.click("Coverage: how computed")
    expect(asking.main.locator("#how")).to_contain_text("expected")


def test_why_is_there_a_dip_in_october(asking: Asking) -> None:
    asking.click("October 2017")
    told = asking.main.locator("section:has(#changes)")
    expect(told).to_contain_text("Twelfth meeting of the Conference of the Parties to CMS")


def test_what_must_i_sign(asking: Asking) -> None:
    waiting = asking.main.locator("section:has(#sigs)")
    expect(waiting.get_by_role("heading", level=2)).to_be_in_viewport()
    expect(waiting).to_contain_text("Services of the joint unit in the first half of 2017")
    asking.click("Read and sign")
    expect(asking.looks.page.get_by_role("heading", level=1)).to_have_text("Is this what I sign?")
    expect(asking.main.get_by_role("button", name="Sign for AEWA")).to_be_visible()
