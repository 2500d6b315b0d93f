"""How many keys a day takes, and what the keys of the week do: by the keyboard alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, expect

from tests.browser.prepared import LET_IN, PASSWORD, served
from tests.browser.story_unit import STAFF, last_monday, story_unit
from tests.browser.visitor import Visitor, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faults.site import Site

MONDAY = last_monday(timezone.now().date())
TUESDAY = MONDAY + dt.timedelta(days=1)
MORE = {
    "ORS": "Online Reporting System",
    "PRESS": "Press releases and media",
    "BIRDDAY": "World Migratory Bird Day",
    "DESIGN": "Digital design",
    "FILMS": "Short films",
}


def busy(site: Site) -> None:
    """Fill a site with the unit of the story and more to work on."""
    made = story_unit(timezone.now().date())
    made["activities"] += [
        {"code": code, "title": title, "area": "WEB", "kind": "service"}
        for code, title in MORE.items()
    ]
    file = site.var / "unit.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    site.well(site.manage("load_unit", str(file)))
    site.well(site.manage("shell", "--no-imports", "-c", LET_IN.format(password=PASSWORD)))


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a site in which nothing has been logged yet."""
    with served(busy, shared, tmp_path_factory.mktemp("keys") / "var") as (address, _site):
        yield address


class Counted:
    """A keyboard that counts: each key that goes down, those of a chord one by one."""

    def __init__(self, looks: Visitor) -> None:
        """Begin with none."""
        self._keys = looks.page.keyboard
        self.count = 0

    def press(self, *chords: str) -> None:
        """Press one after the other."""
        for chord in chords:
            self.count += 2 if "+" in chord[1:-1] else 1
            self._keys.press(chord)

    def type(self, text: str) -> None:
        """Type letters and figures."""
        self.press(*text)


def test_a_chord_counts_each_of_its_keys() -> None:
    assert [2 if "+" in chord[1:-1] else 1 for chord in ("Alt+y", "+", "Enter", "Alt++")] == [
        2, 1, 1, 2,
    ]  # fmt: skip


def week(looks: Visitor, day: dt.date) -> None:
    looks.open(f"/time/?week={MONDAY:%G-W%V}&day={day}")
    looks.page.wait_for_load_state("networkidle")


def cell(looks: Visitor, row: str, day: dt.date) -> Locator:
    return looks.page.locator(f'input[name="c/{row}/{day}"]')


def focused(looks: Visitor) -> Locator:
    return looks.page.locator(":focus")


def values(looks: Visitor, day: dt.date) -> list[str]:
    found: list[str] = looks.page.locator(f'input.cell[name$="/{day}"]').evaluate_all(
        "cells => cells.map((cell) => cell.value)"
    )
    return found


def recorded(looks: Visitor, day: dt.date) -> Locator:
    return looks.page.locator(f"#totals tr:first-child .d{day.isoweekday()}")


@pytest.mark.timeout(240)
def test_a_week_by_the_keyboard(browser: Browser, home: str) -> None:
    with visitor(browser, home) as looks:
        looks.allowed = {422}
        looks.log_in(STAFF, PASSWORD)
        a_first_day_of_five_rows_from_nothing(looks)
        a_usual_day_like_yesterday_with_one_change(looks)
        a_row_is_repeated_noted_and_for_somebody_else(looks)
        a_favourite_is_one_press_away(looks)
        what_is_not_saved_stays_while_others_are_copied(looks)
        anywhere_by_a_few_letters(looks)


def a_first_day_of_five_rows_from_nothing(looks: Visitor) -> None:
    week(looks, MONDAY)
    keys = Counted(looks)
    keys.press("Alt++")
    for letters, row, time in (
        ("we", "WEB-SITE:AEWA+CMS", "2"),
        ("or", "ORS:AEWA+CMS", "1.5"),
        ("pr", "PRESS:AEWA+CMS", "45m"),
        ("bi", "BIRDDAY:AEWA+CMS", "2:15"),
        ("te", "TEAM:", "1:30"),
    ):
        keys.type(letters)
        keys.press("Enter")
        expect(cell(looks, row, MONDAY)).to_be_focused()
        keys.type(time)
        keys.press("+")
        expect(looks.page.locator("#add")).to_be_focused()
    expect(recorded(looks, MONDAY)).to_have_text("8:00")
    assert keys.count <= 60, f"{keys.count} presses"


def a_usual_day_like_yesterday_with_one_change(looks: Visitor) -> None:
    week(looks, TUESDAY)
    keys = Counted(looks)
    keys.press("Alt+y")
    expect(recorded(looks, TUESDAY)).to_have_text("8:00")
    expect(looks.page.get_by_role("status").filter(has_text="5 rows, 8:00")).to_be_visible()
    expect(cell(looks, "BIRDDAY:AEWA+CMS", TUESDAY)).to_be_focused()
    keys.press("ArrowDown")
    keys.type("2.5")
    keys.press("Enter")
    expect(recorded(looks, TUESDAY)).to_have_text("9:00")
    assert keys.count < 10, f"{keys.count} presses"
    looks.page.reload()
    assert sorted(values(looks, TUESDAY)) == ["0:45", "1:30", "2:00", "2:15", "2:30"]


def a_row_is_repeated_noted_and_for_somebody_else(looks: Visitor) -> None:
    page, keys = looks.page, looks.page.keyboard
    week(looks, TUESDAY)
    cell(looks, "TEAM:", MONDAY).focus()
    keys.press("r")
    expect(cell(looks, "TEAM:", MONDAY + dt.timedelta(days=4))).to_have_value("1:30")
    expect(cell(looks, "TEAM:", MONDAY)).to_be_focused()
    keys.press("n")
    expect(page.locator("#about[open]")).to_be_visible()
    assert not looks.barriers()
    expect(focused(looks)).to_have_attribute("name", f"note/{MONDAY}")
    keys.type("Staff meeting")
    keys.press("Enter")
    expect(page.locator("#about[open]")).to_have_count(0)
    expect(page.locator("#notes")).to_contain_text("Staff meeting")
    expect(cell(looks, "TEAM:", MONDAY)).to_be_focused()
    cell(looks, "PRESS:AEWA+CMS", TUESDAY).focus()
    keys.press("Alt+c")
    expect(cell(looks, "PRESS:CMS", TUESDAY)).to_be_focused()
    expect(cell(looks, "PRESS:CMS", MONDAY)).to_have_value("0:45")
    expect(cell(looks, "PRESS:AEWA+CMS", TUESDAY)).to_have_count(0)


def a_favourite_is_one_press_away(looks: Visitor) -> None:
    page, keys = looks.page, looks.page.keyboard
    cell(looks, "PRESS:CMS", TUESDAY).focus()
    keys.press("f")
    expect(page.get_by_role("status").filter(has_text="one of your favourites")).to_be_visible()
    later = MONDAY + dt.timedelta(days=7)
    looks.open(f"/time/?week={later:%G-W%V}")
    page.wait_for_load_state("networkidle")
    keys.press("Alt++")
    expect(page.locator("[role=option]").first).to_contain_text("Press releases")
    keys.press("Enter")
    expect(page.locator(".wk__row").filter(has_text="Press releases")).to_have_count(1)


def what_is_not_saved_stays_while_others_are_copied(looks: Visitor) -> None:
    page, keys = looks.page, looks.page.keyboard
    wednesday = MONDAY + dt.timedelta(days=2)
    week(looks, wednesday)
    mistyped = cell(looks, "ORS:AEWA+CMS", wednesday)
    mistyped.focus()
    keys.type("1:75")
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("75 minutes")
    keys.press("Alt+y")
    expect(page.get_by_role("status").filter(has_text="Copied from")).to_be_visible()
    expect(mistyped).to_have_value("1:75")
    expect(page.get_by_role("alert")).to_contain_text("75 minutes")
    mistyped.focus()
    keys.press("Escape")


def anywhere_by_a_few_letters(looks: Visitor) -> None:
    page, keys = looks.page, looks.page.keyboard
    looks.open("/reports/")
    keys.press("?")
    expect(page.locator("#keys[open]")).to_be_visible()
    assert not looks.barriers()
    keys.press("Escape")
    keys.press("Control+k")
    expect(page.locator("#jump-q")).to_be_focused()
    keys.type("my week")
    expect(page.locator("#jump a").first).to_have_text("My week")
    assert not looks.barriers()
    keys.press("Control+a")
    keys.type("2")
    keys.press("Enter")
    page.wait_for_url("**/time/?week=*-W02")
    expect(page.locator(".head__over")).to_contain_text("Week 2 ")
