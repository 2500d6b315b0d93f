"""One day of the week on a telephone: the thumb's tools, the keypad with its colon, no script."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.prepared import PASSWORD, served, story
from tests.browser.story_unit import STAFF
from tests.browser.visitor import NARROW, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

MONDAY = timezone.now().date() - dt.timedelta(days=timezone.now().date().weekday() + 7)
ROW = "NEWS:CMS"
TELEPHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": NARROW, "height": 640}}


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a site in which nothing has been logged yet."""
    with served(story, shared, tmp_path_factory.mktemp("day") / "var") as (address, _site):
        yield address


def where(day: dt.date) -> str:
    return f"/time/?day={day}&row={ROW}"


def test_a_day_is_logged_with_the_thumb(home: str, browser: Browser) -> None:
    with visitor(browser, home, **TELEPHONE) as looks:
        page = looks.page
        looks.log_in(STAFF, PASSWORD)
        looks.open(where(MONDAY))
        cell = page.locator(f'input[name="c/{ROW}/{MONDAY}"]')
        cell.tap()
        expect(cell).to_have_attribute("inputmode", "decimal")
        page.keyboard.type("1")
        page.locator(".colon").tap()
        page.keyboard.type("30")
        expect(cell).to_have_value("1:30")
        expect(cell).to_be_focused()
        page.keyboard.press("Enter")
        left = page.locator("#totals tr:nth-child(3) td.d1")
        expect(left).to_have_text("6:30")
        expect(left).to_be_in_viewport()
        page.get_by_label("Day after").tap()
        expect(page.locator(f'input[name="c/{ROW}/{MONDAY + dt.timedelta(1)}"]')).to_be_visible()
        expect(cell).to_be_hidden()
        bar = page.locator(".daybar")
        bar.get_by_text("Copy yesterday").tap()
        tuesday = page.locator(f'input[name="c/{ROW}/{MONDAY + dt.timedelta(1)}"]')
        expect(tuesday).to_have_value("1:30")
        bar.get_by_text("Add a row").tap()
        expect(page.get_by_label("Add a row", exact=True)).to_be_focused()
        assert looks.overflow() == []


def test_without_scripts_the_server_shows_the_day(home: str, browser: Browser) -> None:
    with visitor(browser, home, **TELEPHONE, java_script_enabled=False) as looks:
        page = looks.page
        looks.log_in(STAFF, PASSWORD)
        wednesday = MONDAY + dt.timedelta(days=2)
        looks.open(where(wednesday))
        cell = page.locator(f'input[name="c/{ROW}/{wednesday}"]')
        expect(cell).to_be_visible()
        cell.fill("0:45")
        page.get_by_role("button", name="Save the week").click()
        expect(cell).to_have_value("0:45")
        expect(cell).to_be_visible()
        page.get_by_label("Day before").click()
        expect(page.locator(f'input[name="c/{ROW}/{MONDAY}"]')).to_be_hidden()
