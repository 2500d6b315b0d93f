"""The timer across browsers: started in one, seen and stopped in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.prepared import PASSWORD, served, story
from tests.browser.story_unit import STAFF
from tests.browser.visitor import NARROW, THEMES, WIDE, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.faults.site import Site

Where = tuple[str, "Site"]
# As if the window had been left and looked at again.
LOOKED_AT = "dispatchEvent(new Event('focus'))"
# Forty-two minutes ago, by the clock of the database.
EARLIER = """
import datetime
from timetracking.models import Timer
timer = Timer.objects.get()
Timer.objects.update(started=timer.started - datetime.timedelta(minutes=42))
"""


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Where]:
    """Give a site in which nothing has happened yet."""
    with served(story, shared, tmp_path_factory.mktemp("timer") / "var") as site:
        yield site


def test_a_timer_goes_on_without_its_browser_and_is_stopped_in_another(
    browser: Browser, home: Where
) -> None:
    site, processes = home
    with visitor(browser, site) as desk, visitor(browser, site, has_touch=True) as telephone:
        telephone.resize(360)
        for looks in (desk, telephone):
            looks.log_in(STAFF, PASSWORD)
        telephone.open("/time/seen/")
        desk.open("/time/?row=WEB-SITE:CMS")
        desk.page.get_by_role("link", name="Start timer").click()
        desk.page.get_by_label("Note").fill("Broken links")
        desk.page.locator(".run__l li", has_text="WEB-SITE").get_by_role("button").first.click()
        expect(desk.page.get_by_role("group", name="Timer, running")).to_be_visible()
        desk.page.close()
        processes.well(processes.manage("shell", "--no-imports", "-c", EARLIER))

        page = telephone.page
        expect(page.get_by_role("group", name="Timer, running")).to_have_count(0)
        page.evaluate(LOOKED_AT)
        running = page.get_by_role("group", name="Timer, running")
        expect(running).to_contain_text("0:42")
        for theme in THEMES:
            for width in (NARROW, WIDE):
                telephone.theme(theme)
                telephone.resize(width)
                assert telephone.overflow() == []
                assert telephone.barriers() == []
        second = page.context.new_page()
        second.goto(page.url)
        running.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("status").filter(has_text="0:42 on")).to_be_visible()
        # A window that still shows it is told when it is looked at.
        second.evaluate(LOOKED_AT)
        expect(second.get_by_role("link", name="Start timer")).to_have_count(1)
        rows = processes.rows("SELECT SUM(minutes), MAX(note) FROM timetracking_timeentry")
        assert rows == [(42, "Broken links")]


def test_what_runs_is_marked_in_the_week_of_today(browser: Browser, home: Where) -> None:
    with visitor(browser, home[0]) as looks:
        looks.log_in(STAFF, PASSWORD)
        page = looks.page
        looks.open("/time/?row=TEAM:&weekend=1")
        page.locator("#rows a[href*='about=']", has_text="More").first.click()
        page.get_by_role("button", name="Start the timer on it").click()
        expect(page.locator("td.today .st--run")).to_contain_text("timer")
        running = page.get_by_role("group", name="Timer, running")
        running.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("that was too short to count")).to_be_visible()
        expect(page.locator(".st--run")).to_have_count(0)
