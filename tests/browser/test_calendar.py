"""An event of one's calendar becomes time by the keyboard: picked, proposed, stored."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.prepared import PASSWORD, served, story
from tests.browser.story_unit import STAFF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.browser.visitor import Visitor
    from tests.faults.site import Site


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Site]]:
    """Give a site in which nothing has happened yet."""
    with served(story, shared, tmp_path_factory.mktemp("calendar") / "var") as site:
        yield site


def calendar(day: dt.date, title: str) -> bytes:
    return (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART:{day:%Y%m%d}T100000\r\nDURATION:PT45M\r\nSUMMARY:{title}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def test_an_event_is_picked_and_its_minutes_stored(
    home: tuple[str, Site], at: Callable[..., AbstractContextManager[Visitor]]
) -> None:
    # A day that is over wherever the unit is.
    day = timezone.now().date() - dt.timedelta(days=2)
    with at(home[0]) as looks:
        page = looks.page
        looks.log_in(STAFF, PASSWORD)
        looks.open("/time/calendar/")
        page.locator("input[type=file]").set_input_files(
            {
                "name": "own.ics",
                "mimeType": "text/calendar",
                "buffer": calendar(day, "TEAM: the round of everybody"),
            }
        )
        page.locator("button[value=file]").press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("1 event")
        looks.open(f"/time/?day={day}&weekend=1")
        for told in ("fits TEAM", "was logged as TEAM last time"):
            page.locator("#add").press_sequentially("everybody")
            option = page.locator("a[data-event]")
            expect(option).to_contain_text("10:00, 45 min: TEAM: the round of everybody")
            expect(option).to_contain_text(told)
            with page.expect_response("**/calendar/remember/"):
                page.keyboard.press("Enter")
            cell = page.locator(f"input.cell[name$='/{day}']").last
            expect(cell).to_be_focused()
            expect(cell).to_have_value("0:45")
            page.keyboard.press("Tab")
            expect(cell.locator("xpath=..").locator(".st")).to_contain_text("saved")
        looks.open(f"/time/?day={day}&weekend=1")
        expect(page.locator(f"input.cell[name$='/{day}']")).to_have_value("0:45")
        assert not looks.complaints
