"""Nothing typed is lost: without connection, without server, without session, in two tabs."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.prepared import PASSWORD, served, story
from tests.browser.story_unit import COORDINATOR, STAFF
from tests.browser.visitor import visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

    from tests.browser.visitor import Visitor
    from tests.faults.site import Site

Where = tuple[str, "Site"]
MONDAY = timezone.now().date() - dt.timedelta(days=timezone.now().date().weekday() + 7)
WAITS = "One entry waits for the connection; nothing is lost."


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Where]:
    """Give a site in which nothing has happened yet."""
    with served(story, shared, tmp_path_factory.mktemp("outbox") / "var") as site:
        yield site


@contextmanager
def sitting(browser: Browser, site: str, username: str = STAFF) -> Iterator[Visitor]:
    """Let somebody log in; that the site does not answer is what these tests are about."""
    with visitor(browser, site) as looks:
        looks.allowed = {403, 409, 422, 500, 502, 503}
        looks.log_in(username, PASSWORD)
        yield looks
        looks.complaints = [one for one in looks.complaints if not one.startswith("failed:")]


def week(looks: Visitor, row: str) -> None:
    looks.open(f"/time/?week={MONDAY:%G-W%V}&row={quote(row)}")


def cell(page: Page, row: str, day: int = 0) -> Locator:
    """Return the cell of a row on a day of last week, Monday being 0."""
    return page.locator(f'input[name="c/{row}/{MONDAY + dt.timedelta(days=day)}"]')


def foot(of: Locator) -> Locator:
    return of.locator("xpath=..").locator(".st")


def type_in(of: Locator, text: str) -> None:
    of.fill(text)
    of.press("Tab")


def stored(site: Site, row: str) -> list[tuple[int, int]]:
    """Return minutes and version of the entries of an activity and beneficiary."""
    activity, _colon, beneficiary = row.partition(":")
    query = (
        "SELECT e.minutes, e.version FROM timetracking_timeentry e"
        " JOIN timetracking_activity a ON a.id = e.activity_id"
        " LEFT JOIN timetracking_beneficiary b ON b.id = e.beneficiary_id"
        " WHERE a.code = %s AND COALESCE(b.code, '') = %s"
    )
    return [(minutes, version) for minutes, version in site.rows(query, activity, beneficiary)]


def test_what_is_typed_offline_is_stored_once_when_the_connection_is_back(
    browser: Browser, home: Where
) -> None:
    row = "WEB-SITE:CMS"
    with sitting(browser, home[0]) as looks:
        page = looks.page
        week(looks, row)
        page.context.set_offline(True)
        type_in(cell(page, row), "1:00")
        expect(foot(cell(page, row))).to_contain_text("waiting")
        expect(page.locator("#waits [role=status]")).to_have_text(WAITS)
        # The last one typed is the one that counts.
        type_in(cell(page, row), "2:30")
        expect(foot(cell(page, row))).to_contain_text("waiting")
        expect(page.locator("#waits [role=status]")).to_have_text(WAITS)
        assert looks.barriers() == []
        page.context.set_offline(False)
        expect(foot(cell(page, row))).to_contain_text("saved")
        expect(page.locator("#waits [role=status]")).to_have_text("")
        assert stored(home[1], row) == [(150, 1)]
        # What was sent once is changed from there, without a conflict with itself.
        type_in(cell(page, row), "3")
        expect(cell(page, row)).to_have_value("3:00")
        assert stored(home[1], row) == [(180, 2)]


def test_what_reached_the_site_unheard_is_not_stored_again(browser: Browser, home: Where) -> None:
    row = "WEB-SITE:AEWA"
    with sitting(browser, home[0]) as looks:
        page = looks.page
        week(looks, row)

        def swallow(route: Route) -> None:
            route.fetch()
            route.abort()

        # The page asks; the site answers; the answer is lost.
        page.route("**/time/?*", swallow)
        for text in ("1:00", "1:15"):
            with page.expect_event("requestfailed"):
                type_in(cell(page, row), text)
            expect(foot(cell(page, row))).to_contain_text("waiting")
        page.unroute_all(behavior="wait")
        looks.open("/time/seen/")
        expect(page.locator("#waits [role=status]")).to_have_text("")
        assert stored(home[1], row) == [(75, 2)]
        week(looks, row)
        expect(cell(page, row)).to_have_value("1:15")


def test_an_expired_session_sends_after_logging_in_and_never_as_somebody_else(
    browser: Browser, home: Where
) -> None:
    row = "NEWS:CMS"
    with sitting(browser, home[0]) as looks:
        page = looks.page
        week(looks, row)
        page.context.clear_cookies()
        type_in(cell(page, row), "0:45")
        expect(page.locator("#waits [role=status]")).to_contain_text("You are logged out")
        # A colleague logs in on the same browser: in another tab, and then in this one.
        other = page.context.new_page()
        other.goto(looks.site + "/login/")
        other.locator("input[name=username]").fill(COORDINATOR)
        other.locator("input[name=password]").fill(PASSWORD)
        other.locator("main form button[type=submit]").first.click()
        other.wait_for_url(lambda url: "/login/" not in url)
        expect(other.locator("#waits [role=status]")).to_have_text("")
        with page.expect_response(lambda answer: answer.status == 403):
            page.evaluate("dispatchEvent(new Event('online'))")
        assert stored(home[1], row) == []
        other.goto(looks.site + "/account/")
        other.locator("summary.me").click()
        other.get_by_role("button", name="Log out").click()
        other.wait_for_url(lambda url: "/login/" in url)
        other.close()
        page.get_by_role("link", name="Log in").click()
        page.locator("input[name=username]").fill(STAFF)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/login/" not in url)
        expect(cell(page, row)).to_have_value("0:45")
        expect(foot(cell(page, row))).to_contain_text("saved")
        assert stored(home[1], row) == [(45, 1)]


def test_a_restarted_site_gets_what_waited_once_from_two_tabs(
    browser: Browser, home: Where
) -> None:
    row = "NEWS:AEWA"
    site, processes = home
    with sitting(browser, site) as looks:
        page = looks.page
        week(looks, row)
        second = page.context.new_page()
        second.goto(page.url)
        processes.end_all()
        type_in(cell(page, row), "4:00")
        expect(foot(cell(page, row))).to_contain_text("waiting")
        # The other tab knows, before anything is typed into it.
        expect(cell(second, row)).to_have_value("4:00")
        processes.serve_at(int(site.rpartition(":")[2]))
        for tab in (page, second):
            tab.evaluate("dispatchEvent(new Event('online'))")
        for tab in (page, second):
            expect(foot(cell(tab, row))).not_to_contain_text("waiting")
            expect(cell(tab, row)).to_have_value("4:00")
        assert stored(processes, row) == [(240, 1)]


def test_two_tabs_on_one_cell_the_second_is_told_even_after_waiting(
    browser: Browser, home: Where
) -> None:
    row = "NEWS:AEWA+CMS"
    with sitting(browser, home[0]) as first, sitting(browser, home[0]) as second:
        for looks in (first, second):
            week(looks, row)
        second.page.context.set_offline(True)
        type_in(cell(second.page, row), "2:00")
        expect(foot(cell(second.page, row))).to_contain_text("waiting")
        type_in(cell(first.page, row), "1:00")
        expect(foot(cell(first.page, row))).to_contain_text("saved")
        second.page.context.set_offline(False)
        expect(second.page.get_by_role("alert")).to_contain_text("was changed to 1:00")
        assert stored(home[1], row) == [(60, 1)]
        # Kept over a closed tab, with both values, until it is decided.
        second.page.reload()
        second.page.get_by_role("button", name="Keep mine: 2:00").click()
        expect(foot(cell(second.page, row))).to_contain_text("saved")
        expect(second.page.locator("#waits [role=status]")).to_have_text("")
        assert stored(home[1], row) == [(120, 2)]
        type_in(cell(first.page, row), "5:00")
        first.page.get_by_role("button", name="Take the other: 2:00").click()
        expect(cell(first.page, row)).to_have_value("2:00")
        expect(first.page.locator("#waits [role=status]")).to_have_text("")


def test_what_was_refused_is_kept_told_and_can_be_discarded(browser: Browser, home: Where) -> None:
    row = "TEAM:"
    with sitting(browser, home[0]) as looks:
        page = looks.page
        week(looks, row)
        page.context.set_offline(True)
        type_in(cell(page, row), "1:75")
        expect(foot(cell(page, row))).to_contain_text("waiting")
        page.context.set_offline(False)
        expect(page.get_by_role("alert")).to_contain_text("75 minutes")
        expect(cell(page, row)).to_have_value("1:75")
        looks.open("/time/seen/")
        expect(page.locator("#waits [role=status]")).to_contain_text("was refused")
        page.get_by_role("link", name="See what is kept").click()
        shown = page.get_by_role("dialog")
        expect(shown.get_by_role("listitem")).to_contain_text("1:75")
        expect(shown.get_by_role("listitem")).to_contain_text("75 minutes")
        assert looks.barriers() == []
        shown.get_by_role("button", name="Discard").click()
        expect(page.locator("#waits [role=status]")).to_have_text("")
        assert stored(home[1], row) == []
