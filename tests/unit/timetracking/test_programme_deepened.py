"""Days by category, milestones and strategies of an item: checked, copied, digested."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from secretariats.core.canonical import digest_of
from timetracking.core.milestones import AHEAD, DONE, OVERDUE, Milestone, standing
from timetracking.core.programme import (
    ItemContent,
    Planned,
    Strategy,
    for_year,
    item_content,
    item_from,
)
from timetracking.core.programme_checks import item_problems

DAYS = (("AEWA", Fraction(5)), ("CMS", Fraction(21, 2)))
PLAIN = Planned("1.1", "Websites", days=DAYS)
MAIN = Milestone(dt.date(2017, 5, 10), "Main day")
ITEM = replace(
    PLAIN,
    categories=(("P", Fraction(10)), ("G", Fraction(11, 2))),
    milestones=(MAIN, Milestone(dt.date(2017, 10, 1), "Second day")),
    strategies=(Strategy("CMS", "Goal 2", "https://example.org/plan#2"),),
)
# What a version said before there were categories, milestones and strategies.
OLD: ItemContent = {
    "number": "1.1", "title": "Websites", "activity": None, "mandate": "", "priority": "",
    "outputs": "", "time_frame": "", "responsible": "", "funding": "",
    "planned_days": {"AEWA": "5", "CMS": "10.5"},
}  # fmt: skip
OLD_DIGEST = "sha256:00659e2d1184f9771b67760ccb1a6095619cbc43584d27e8086f977457df0cc8"


def wrong(item: Planned) -> dict[str, str]:
    found = item_problems(item, activities=(), instruments={"AEWA", "CMS"}, year=2017)
    return {path: str(told) for path, told in found}


def test_an_item_comes_back_from_its_content_as_it_was() -> None:
    assert item_from(item_content(ITEM)) == ITEM
    assert not wrong(ITEM)


def test_what_says_no_more_than_an_older_version_has_its_content_and_digest() -> None:
    assert item_content(PLAIN) == OLD
    assert item_from(OLD) == PLAIN
    assert digest_of(item_content(PLAIN)) == digest_of(OLD) == OLD_DIGEST


@pytest.mark.parametrize(
    "change",
    [
        {"categories": (("P", Fraction(31, 2)),)},
        {"milestones": (MAIN,)},
        {"milestones": (replace(MAIN, title="The day"), ITEM.milestones[1])},
        {"strategies": (Strategy("CMS", "Goal 3", "https://example.org/plan#2"),)},
    ],
)
def test_what_is_new_is_signed_along(change: dict[str, object]) -> None:
    other = replace(ITEM, **change)  # type: ignore[arg-type]
    assert digest_of(item_content(other)) != digest_of(item_content(ITEM))


def test_days_by_category_add_up_to_days_by_instrument() -> None:
    told = wrong(replace(ITEM, categories=(("P", Fraction(10)), ("G", Fraction(5)))))
    assert list(told) == ["categories"]
    assert "By category of staff it is 15 days, by instrument 15.5" in told["categories"]
    assert list(wrong(replace(ITEM, categories=(("D", Fraction(31, 2)),)))) == ["category.D"]


def test_milestones_have_a_day_near_the_year_and_a_title_of_their_own() -> None:
    far = Milestone(dt.date(2027, 5, 10), "Main")
    assert list(wrong(replace(PLAIN, milestones=(far,)))) == ["milestones.0"]
    assert list(wrong(replace(PLAIN, milestones=(MAIN, MAIN)))) == ["milestones.1"]
    assert list(wrong(replace(PLAIN, milestones=(replace(MAIN, title=" "),)))) == ["milestones.0"]
    assert list(wrong(replace(PLAIN, milestones=(replace(MAIN, title="a\x07"),)))) == [
        "milestones.0"
    ]
    many = tuple(replace(MAIN, title=str(number)) for number in range(51))
    assert "at most 50 milestones, not 51" in wrong(replace(PLAIN, milestones=many))["milestones"]


@pytest.mark.parametrize(
    "address",
    ["http://example.org/", "https://", "javascript:alert(1)", "https://a b", "https://a/\x07",
     "https://example.org/" + "x" * 500],
)  # fmt: skip
def test_strategies_lead_to_whole_addresses(address: str) -> None:
    one = Strategy("CMS", "Goal", address)
    assert list(wrong(replace(PLAIN, strategies=(one,)))) == ["strategies.CMS"]


def test_strategies_say_something_of_an_instrument_that_is_served() -> None:
    assert list(wrong(replace(PLAIN, strategies=(Strategy("BATS", "x"),)))) == ["strategies.BATS"]
    assert list(wrong(replace(PLAIN, strategies=(Strategy("CMS", " "),)))) == ["strategies.CMS"]


def test_another_year_has_the_same_milestones_a_year_later() -> None:
    leap = replace(ITEM, milestones=(Milestone(dt.date(2016, 2, 29), "Leap"), MAIN))
    moved = for_year(leap, source=2016, year=2017)
    assert moved.milestones == (
        Milestone(dt.date(2017, 2, 28), "Leap"), Milestone(dt.date(2018, 5, 10), "Main day"),
    )  # fmt: skip
    assert replace(moved, milestones=leap.milestones) == leap


@pytest.mark.parametrize(
    ("today", "done", "state", "days"),
    [
        (dt.date(2017, 5, 10), None, AHEAD, 0),
        (dt.date(2017, 5, 1), None, AHEAD, 9),
        (dt.date(2017, 5, 12), None, OVERDUE, 2),
        (dt.date(2017, 6, 1), dt.date(2017, 5, 13), DONE, 3),
        (dt.date(2017, 6, 1), dt.date(2017, 5, 9), DONE, 0),
    ],
)
def test_a_milestone_is_reached_late_overdue_or_ahead(
    today: dt.date, done: dt.date | None, state: str, days: int
) -> None:
    marks = {("1.1", "Main day"): done} if done else {}
    found = standing("1.1", MAIN, marks, today=today)
    assert (found.state, found.days) == (state, days)
    assert standing("1.2", MAIN, marks, today=today).done is None
