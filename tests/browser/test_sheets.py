"""A week handed in, approved and corrected, in Chromium: nothing typed is left behind."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.prepared import PASSWORD, served, story
from tests.browser.story_unit import COORDINATOR, STAFF
from tests.browser.visitor import visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.faults.site import Site

Where = tuple[str, "Site"]
MONDAY = timezone.now().date() - dt.timedelta(days=timezone.now().date().weekday() + 7)
ROW = "WEB-SITE:CMS"


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Where]:
    """Give a site in which nothing has happened yet."""
    with served(story, shared, tmp_path_factory.mktemp("sheets") / "var") as site:
        yield site


def test_the_week_goes_in_with_the_cell_that_was_being_typed(
    browser: Browser, home: Where
) -> None:
    address = f"/time/?week={MONDAY:%G-W%V}&row={ROW}"
    cell = f'input[name="c/{ROW}/{MONDAY}"]'
    with visitor(browser, home[0]) as looks:
        looks.allowed = {422}
        looks.log_in(STAFF, PASSWORD)
        looks.open(address)
        page = looks.page
        page.locator(cell).fill("7:30")
        page.locator(cell).press("Tab")
        expect(page.locator("#sheet")).to_contain_text("Monday: 0:30 still expected.")
        page.locator(cell).fill("1:75")
        page.get_by_role("button", name="Submit week").click()
        expect(page.locator("#unsaved")).to_be_visible()
        expect(page.locator(cell)).to_have_attribute("aria-invalid", "true")
        assert looks.barriers() == []
        page.locator(cell).fill("8")
        page.get_by_role("button", name="Submit week").click()
        expect(page.locator("#sheet h2")).to_contain_text("is submitted")
        expect(page.locator(cell)).to_have_value("8:00")
        expect(page.locator(cell)).not_to_be_editable()
        assert looks.barriers() == []
    with visitor(browser, home[0]) as looks:
        looks.log_in(COORDINATOR, PASSWORD)
        looks.open("/time/approvals/")
        page = looks.page
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_role("button", name="Approve the chosen weeks").click()
        expect(page.get_by_text("No week waits for you.")).to_be_visible()
    with visitor(browser, home[0]) as looks:
        looks.log_in(STAFF, PASSWORD)
        looks.open(address)
        page = looks.page
        expect(page.locator("#sheet h2")).to_contain_text("is approved")
        page.get_by_role("link", name="Write an amendment").click()
        page.get_by_role("link", name="8:00").click()
        page.get_by_label("It should be").fill("7")
        page.get_by_label("Why").fill("one hour was for AEWA")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#sheet")).to_contain_text("8:00 → 7:00")
        assert looks.barriers() == []
