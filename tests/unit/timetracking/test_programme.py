"""A year's programme: its order, its digest, what was recorded for each item."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from secretariats.core.canonical import digest_of
from timetracking.core.programme import (
    Planned,
    in_order,
    item_content,
    item_from,
    programme_content,
    recorded_for,
)
from timetracking.core.programme_checks import item_problems

ITEM = Planned(
    "1.10",
    "Websites",
    activity="WEB",
    outputs="Up to date\nin two languages",
    days=(("AEWA", Fraction(5)), ("CMS", Fraction(21, 2))),
)


def test_numbers_are_in_the_order_in_which_people_count() -> None:
    items = [replace(ITEM, number=number) for number in ("10", "2.10", "2.9", "2", "A1")]
    assert [item.number for item in in_order(items)] == ["A1", "2", "2.9", "2.10", "10"]


def test_the_first_item_of_an_activity_holds_its_time() -> None:
    items = [ITEM, replace(ITEM, number="2"), replace(ITEM, activity="")]
    assert recorded_for(items, {"WEB": 90}) == [90, None, None]
    assert recorded_for([replace(ITEM, activity="NEWS")], {"WEB": 90}) == [0]


def test_an_item_comes_back_from_its_content_as_it_was() -> None:
    assert item_from(item_content(ITEM)) == ITEM
    assert item_content(ITEM)["planned_days"] == {"AEWA": "5", "CMS": "10.5"}


def test_the_digest_does_not_depend_on_the_order_but_on_the_version() -> None:
    other = replace(ITEM, number="1.2")

    def digest(*items: Planned, number: int = 1) -> str:
        sides = ("CMS", "AEWA")
        return digest_of(
            programme_content(items, unit="IMCA", year=2018, sides=sides, number=number)
        )

    assert digest(ITEM, other) == digest(other, ITEM)
    assert digest(ITEM, other) != digest(ITEM, other, number=2)
    assert digest(ITEM) != digest(replace(ITEM, days=(("CMS", Fraction(10)),)))


def test_every_mistake_is_named_with_its_field() -> None:
    wrong = Planned(
        " ",
        "a\x07b",
        activity="X",
        priority="p" * 33,
        days=(("BATS", Fraction(1)), ("CMS", Fraction(10_001))),
    )
    found = item_problems(wrong, activities={"WEB"}, instruments={"CMS", "AEWA"}, year=2017)
    assert [path for path, _message in found] == [
        "title", "priority", "number", "activity", "days.BATS", "days.CMS",
    ]  # fmt: skip
    assert not item_problems(ITEM, activities={"WEB"}, instruments={"CMS", "AEWA"}, year=2017)
