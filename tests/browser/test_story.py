"""One story, from the hours of a week to a document that is verified.

Five people: a staff member, the coordinator, both Executive Secretaries, a committee member. A
sixth, of the other committee, may not open it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, expect

from tests.browser.prepared import PASSWORD, served, story
from tests.browser.story_unit import (
    AEWA_MEMBER,
    AEWA_SECRETARY,
    CMS_MEMBER,
    CMS_SECRETARY,
    COORDINATOR,
    STAFF,
    last_monday,
)
from tests.browser.visitor import Visitor, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.site import Site

SYMBOL, TITLE = "UNEP/CMS/StC99/Doc.7", "What the joint unit did in a week"
MEETING = "99th Meeting of the Standing Committee"
LONG = 60_000
# A file dropped on the page, as the system hands it over.
DROPPED = """([name, text]) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], name, {type: 'application/pdf'}));
  return held;
}"""


@dataclass
class Story:
    """What happens, and where.

    Attributes:
        report: the address of the report's page, once there is one.
        files: name of a link → bytes that the committee member got by it.
    """

    browser: Browser
    site: Site
    address: str
    monday: dt.date
    report: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    @contextmanager
    def as_(self, username: str) -> Iterator[Visitor]:
        """Let somebody sit down at a window of their own and log in."""
        with visitor(self.browser, self.address, accept_downloads=True) as looks:
            looks.log_in(username, PASSWORD)
            yield looks


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Site]]:
    """Give a site in which nothing has happened yet."""
    with served(story, shared, tmp_path_factory.mktemp("story") / "var") as site:
        yield site


@pytest.mark.timeout(300)
def test_from_hours_to_a_verified_document(browser: Browser, home: tuple[str, Site]) -> None:
    address, site = home
    told = Story(browser, site, address, last_monday(timezone.now().date()))
    staff_log_a_week(told)
    coordinator_values_the_period(told)
    coordinator_drafts_a_report(told)
    both_sides_sign(told)
    coordinator_publishes(told)
    committee_member_verifies_the_document(told)
    the_other_committee_stays_outside(told)


def done(looks: Visitor) -> None:
    """Wait on the page of a job until it is done, and open what it made."""
    looks.page.get_by_role("link", name="Open the result").click(timeout=LONG)


def coordinator_values_the_period(told: Story) -> None:
    with told.as_(COORDINATOR) as looks:
        page = looks.page
        looks.open("/valuations/new/")
        page.get_by_label("First day").fill(told.monday.isoformat())
        page.get_by_label("Last day").fill((told.monday + dt.timedelta(days=6)).isoformat())
        page.get_by_role("button", name="Value it").click()
        done(looks)
        expect(page.get_by_role("heading", level=1)).to_contain_text("receive")
        # Four days of eight hours for CMS, one for both, at 60 euros an hour.
        expect(page.locator("main")).to_contain_text("2,400.00")


def coordinator_drafts_a_report(told: Story) -> None:
    with told.as_(COORDINATOR) as looks:
        page = looks.page
        looks.open("/reports/")
        page.get_by_role("link", name="Make a report").click()
        committees = page.locator("[name=committee]")
        option = committees.locator("option", has_text="CMS")
        committees.select_option(option.get_attribute("value"))
        page.locator("[name=start]").fill(f"{told.monday:%Y-%m}")
        page.locator("[name=end]").fill(f"{told.monday + dt.timedelta(days=6):%Y-%m}")
        for name, text in {
            "symbol": SYMBOL, "title": TITLE, "agenda_item": "7",
            "date": timezone.now().date().isoformat(), "meeting_name": MEETING,
            "meeting_place": "Bonn", "meeting_start": told.monday.isoformat(),
            "meeting_end": told.monday.isoformat(), "mandate": "Resolution 6.22.",
        }.items():  # fmt: skip
            page.locator(f"[name={name}]").fill(text)
        page.get_by_role("button", name="Make the draft").click()
        done(looks)
        expect(page.locator("article.sheet")).to_contain_text(TITLE)
        told.report = page.url.removeprefix(told.address)
        page.get_by_role("button", name="Hand over for signature").click()
        done(looks)
        expect(page.locator("main")).to_contain_text("Waiting for AEWA")


def both_sides_sign(told: Story) -> None:
    for username, side, then in (
        (AEWA_SECRETARY, "AEWA", "The other side is still waited for"),
        (CMS_SECRETARY, "CMS", "Every side has signed"),
    ):
        with told.as_(username) as looks:
            page = looks.page
            looks.open(told.report)
            expect(page.get_by_role("heading", level=1)).to_have_text("Is this what I sign?")
            page.get_by_role("button", name=f"Sign for {side}").click()
            expect(page.locator("main")).to_contain_text(then)
            expect(page.get_by_role("button", name=re.compile("^Sign for"))).to_have_count(0)


def coordinator_publishes(told: Story) -> None:
    with told.as_(COORDINATOR) as looks:
        page = looks.page
        looks.open(told.report)
        page.get_by_role("link", name="Publish").click()
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What does this report say?")


def committee_member_verifies_the_document(told: Story) -> None:
    with told.as_(CMS_MEMBER) as looks:
        page = looks.page
        page.get_by_role("navigation").get_by_role("link", name="Reports").click()
        expect(page.locator("main")).to_contain_text(MEETING)
        for link in page.locator("article.docm .get a").all():
            with page.expect_download() as download:
                link.click()
            held = Path(download.value.path()).read_bytes()
            told.files[download.value.suggested_filename] = held
        (name,) = (name for name in told.files if name.endswith(".pdf"))
        pdf = told.files[name]
        assert pdf.startswith(b"%PDF-")
        shown = re.sub(r"\s", "", page.locator("main").inner_text())
        assert hashlib.sha256(pdf).hexdigest() in shown
        assert {Path(name).suffix for name in told.files} >= {".pdf", ".xlsx", ".csv", ".json"}
        drop(looks, name, pdf)
        expect(page.locator("#check-told")).to_contain_text("This is the published document")
        expect(page.locator("#check-told")).to_contain_text(SYMBOL)
        drop(looks, name, pdf + b" ")
        expect(page.locator("#check-told")).to_contain_text("Not the published document")


def drop(looks: Visitor, name: str, content: bytes) -> None:
    """Drop a file on the page."""
    text = base64.b64encode(content).decode()
    held = looks.page.evaluate_handle(DROPPED, [name, text])
    looks.page.locator("[data-check-file]").dispatch_event("drop", {"dataTransfer": held})


def the_other_committee_stays_outside(told: Story) -> None:
    with told.as_(AEWA_MEMBER) as looks:
        looks.allowed = {403, 404}
        looks.open("/reports/")
        expect(looks.page.locator("main")).to_contain_text("No report is published for you yet")
        assert SYMBOL not in looks.page.content()
        number = told.report.strip("/").split("/")[-1]
        for path in (
            *(told.report, f"{told.report}pdf/", f"{told.report}data/xlsx/"),
            *(f"{told.report}data/csv/", f"{told.report}data/json/"),
            *(f"/api/v1/reports/{number}/", f"/api/v1/reports/{number}/document/"),
        ):
            answer = looks.page.request.get(told.address + path)
            assert answer.status in {403, 404}, path
            assert TITLE not in answer.text()
        listed = looks.page.request.get(f"{told.address}/api/v1/reports/").json()
        assert listed["results"] == []
        # Nor does the check tell of a document that is not theirs.
        pdf = next(held for name, held in told.files.items() if name.endswith(".pdf"))
        drop(looks, "found.pdf", pdf)
        expect(looks.page.locator("#check-told")).to_contain_text("Not the published document")


def staff_log_a_week(told: Story) -> None:
    """Log a week and touch no mouse: four days for CMS alone, one for both."""
    with told.as_(STAFF) as looks:
        # What is mistyped below is refused.
        looks.allowed = {422}
        page, keys = looks.page, looks.page.keyboard
        go(looks, "My week")
        expect(page.get_by_role("heading", level=1)).to_have_text("What did I work on this week?")
        go(looks, "Week before")
        page.wait_for_url(lambda url: "week=" in url)
        add_row(looks, "website", "c", "Website of the family")
        for _ in range(4):
            keys.type("8")
            keys.press("ArrowRight")
        keys.press("+")
        add_row(looks, "newsl", "j", "Newsletter on flyways")
        for _ in range(4):
            keys.press("ArrowRight")
        keys.type("8 hours")
        keys.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("not saved")
        expect(focused(looks)).to_have_value("8 hours")
        keys.press("Control+a")
        keys.type("7h60")
        keys.press("Enter")
        expect(page.get_by_role("alert")).to_have_count(1)
        keys.press("Control+a")
        keys.type("480m")
        keys.press("Enter")
        expect(page.locator("#totals .sum").first).to_have_text("40:00")
        page.reload()
        expect(page.locator("#totals .sum").first).to_have_text("40:00")
        cells = page.locator("input.cell").evaluate_all("cells => cells.map(cell => cell.value)")
        assert cells == [*["8:00"] * 4, "", *[""] * 4, "8:00"]
        expect(page.locator("#sums")).to_contain_text("joint")


def go(looks: Visitor, name: str) -> None:
    """Press Tab until a link has the focus, and follow it."""
    for _ in range(60):
        looks.page.keyboard.press("Tab")
        here = looks.page.evaluate(
            "document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()"
        )
        if here == name:
            looks.page.keyboard.press("Enter")
            return
    pytest.fail(f"Tab does not lead to {name}")


def focused(looks: Visitor) -> Locator:
    """Return what has the focus."""
    return looks.page.locator(":focus")


def add_row(looks: Visitor, letters: str, beneficiary: str, title: str) -> None:
    """Add a row by a few letters, for whom a key says, and stand in its first cell."""
    page = looks.page
    if page.evaluate("document.activeElement.id") != "add":
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "add":
                break
    page.keyboard.type(letters)
    page.keyboard.press(f"Alt+{beneficiary}")
    option = page.get_by_role("option", name=title)
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(focused(looks)).to_have_class("cell")
