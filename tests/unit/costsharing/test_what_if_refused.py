"""Changes that make no sense, or cannot be understood: all that is wrong is told at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from costsharing.core.inputs import Spent
from costsharing.core.what_if import Impossible, apply, read_changes
from tests.unit.costsharing.test_valuation_examples import G5, WHOLE_G5
from tests.unit.costsharing.test_what_if import FIFTHS, HALVES, changed, tried
from tests.unit.costsharing.valued_by_hand import agreed, day, inputs, rates, some, work

LESS = "Nothing can be less by more than all of it."
KNOWN = (
    "There is no 'keys'; there are add, basis, budgets, costs, expenditure, fees, from, grades, "
    "joint, key, leave, overhead, rates, support."
)
CHARGED = (Spent(day("01-02"), Fraction(1), "USD", "CMS", None),)
WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "fractions that add up to 999/1000": (
        {"key": {"CMS": "666/1000", "AEWA": "333/1000"}},
        ["key: The fractions add up to 999/1000, not to 1."],
    ),
    "one left out of the key": (
        {"key": {"CMS": "1"}},
        ["key: Write the fraction of AEWA, 0 too, or let it leave."],
    ),
    "a stranger in the key": (
        {"key": {"CMS": "1/3", "AEWA": "1/3", "CSM": "1/3"}},
        ["key: CSM takes no part: name it as one that joins as well."],
    ),
    "one that leaves in the key": (
        {"key": FIFTHS, "leave": [{"instrument": "AEWA"}]},
        ["key: AEWA leaves, and has no fraction of the key."],
    ),
    "key and budgets": (
        {"key": FIFTHS, "basis": "budget", "budgets": [
            {"instrument": code, "amount": "1"} for code in FIFTHS]},
        [
            "key: The budgets decide the key: leave the fractions out.",
            "budgets: The key is one of fractions: let the budgets decide it, or none.",
        ],
    ),
    "unknown policies": (
        {"joint": "proportional", "overhead": "fair"},
        [
            "joint: There is no such policy; there are direct, equal, key.",
            "overhead: There is no such policy; there are equal, key, none, proportional.",
        ],
    ),
    "no share for one that joins": (
        {"add": [{"instrument": "EUROBATS"}]},
        ["add: Say the share of EUROBATS, or write the whole key."],
    ),
    "a share of everything": (
        {"add": [{"instrument": "EUROBATS", "share": "1"}]},
        ["add: A share lies between 0 and 1; that of EUROBATS is 1."],
    ),
    "shares of everything": (
        {"add": [{"instrument": code, "share": "1/2"} for code in ("A", "B")]},
        ["add: Those who join have 1 together: leave something to others."],
    ),
    "too many": (
        {"add": [{"instrument": f"I{number}", "share": "1/99"} for number in range(15)]},
        ["add: 17 instruments are too many: let at most 16 share."],
    ),
    "one that takes part already, and a code that is none": (
        {"add": [{"instrument": "CMS", "share": "1/9"}, {"instrument": "joint", "share": "1/9"}]},
        [
            "add: CMS takes part already: change the key to change its share.",
            "add: Write the code of an instrument: letters, digits, spaces and . _ -, at most 32.",
        ],
    ),
    "a share that the key says otherwise": (
        {"key": {"CMS": "1/2", "AEWA": "1/4", "E": "1/4"},
         "add": [{"instrument": "E", "share": "1/3"}]},
        ["add: The key says the share of E: leave it out here."],
    ),
    "the last two leave": (
        {"leave": [{"instrument": "CMS"}, {"instrument": "AEWA"}]},
        ["leave: Nobody would be left to fund the work: let one of them stay."],
    ),
    "one leaves that is not there": (
        {"leave": [{"instrument": "EUROBATS"}]},
        ["leave: EUROBATS takes no part on these days, so that it cannot leave."],
    ),
    "one joins and leaves": (
        {"add": [{"instrument": "E", "share": "1/2"}], "leave": [{"instrument": "E"}]},
        [
            "leave: E takes no part on these days, so that it cannot leave.",
            "leave: E cannot join and leave.",
        ],
    ),
    "twice": (
        {"leave": [{"instrument": "AEWA"}, {"instrument": "AEWA"}]},
        ["leave: AEWA stands here more than once."],
    ),
    "budgets of zero": (
        {"basis": "budget", "budgets": [
            {"instrument": code, "amount": "0"} for code in FIFTHS]},
        ["budgets: The budgets of 2017 add up to 0."],
    ),
    "no budgets": (
        {"basis": "budget"},
        [
            "budgets: No budget of AEWA for 2017 is recorded: say one.",
            "budgets: No budget of CMS for 2017 is recorded: say one.",
        ],
    ),
    "budgets below zero, of a stranger, that decide nothing": (
        {"budgets": [{"instrument": "X", "amount": "-1"}]},
        [
            "budgets: The budget of X is below zero.",
            "budgets: X takes no part: its budget decides nothing.",
            "budgets: The key is one of fractions: let the budgets decide it, or none.",
        ],
    ),
    "a day of another year": (
        {"key": HALVES, "from": "2018-01-01"},
        ["from: Choose a day of the run, from 2017-01-01 to 2017-02-28."],
    ),
    "a day in a month": (
        {"key": HALVES, "from": "2017-01-15"},
        ["from: A run knows its minutes by month, not by day: choose 2017-01-01 or 2017-02-01."],
    ),
    "a day in the last month": (
        {"key": HALVES, "from": "2017-02-15"},
        ["from: A run knows its minutes by month, not by day: choose 2017-02-01."],
    ),
    "costs below nothing": (
        {"costs": "-101%", "fees": "-200%", "expenditure": "-100.5%"},
        [f"{name}: {LESS}" for name in ("costs", "fees", "expenditure")],
    ),
    "an unknown grade": (
        {"grades": [{"grade": "D1", "annual": "-1", "productive_hours": "0"}]},
        [
            "grades: The run has no standard cost of D1; it has G5.",
            "grades: D1: a cost is not below 0, and its hours are above 0.",
        ],
    ),
    "rates": (
        {"rates": [{"currency": "USD", "per_usd": "1"}, {"currency": "CHF", "per_usd": "0"}]},
        [
            "rates: Rates are for one US dollar: change those of other currencies.",
            "rates: The run converts nothing with CHF; it has EUR.",
            "rates: The rate of CHF must be above 0.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_makes_no_sense_is_told_all_at_once(what: str) -> None:
    said, expected = WRONG[what]
    given = inputs(
        work(("01-10", "WEB", "CMS", 60), cost=WHOLE_G5),
        grades=G5,
        spent=CHARGED,
        exchange=rates(EUR={"01-01": "0.9"}),
        end="02-28",
    )
    found, problems = read_changes(said)
    assert problems == []
    with pytest.raises(Impossible) as refused:
        apply(given, found)
    assert [f"{path}: {text}" for path, text in refused.value.problems] == expected


def test_nothing_of_a_key_is_left_once_its_only_payer_leaves() -> None:
    given = inputs(
        work(("01-10", "WEB", "CMS", 60)), agreements=(agreed(key={"CMS": "1", "AEWA": "0"}),)
    )
    with pytest.raises(Impossible, match="Nothing is left of the key from 2017-01-01 once CMS"):
        changed(given, leave=[{"instrument": "CMS"}])
    whole = tried(given, leave=[{"instrument": "CMS"}], key={"AEWA": "1"})
    assert some(whole.funded) == {"AEWA": 60}


UNREADABLE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a decimal in a key": (
        {"key": {"CMS": "0.667", "AEWA": "1/0"}},
        ["key: Write a fraction such as 1/3: a decimal such as 0.33 is not exact."] * 2,
    ),
    "a number that is no text": (
        {"key": {"CMS": 0.5}, "costs": 5},
        [
            "key: Write it as text in quotes, so that it stays exact.",
            "costs: Write it as text in quotes, so that it stays exact.",
        ],
    ),
    "percentages": (
        {"costs": "five", "fees": "1/0%", "expenditure": "++1"},
        [f"{name}: Write a percentage, such as +5 or -2.5."
         for name in ("costs", "fees", "expenditure")],
    ),
    "amounts": (
        {"grades": [{"grade": "G5", "annual": "1e3"}], "budgets": [{"instrument": "CMS"}]},
        [
            "budgets: Write an amount such as 160000.00.",
            "grades: Write an amount such as 160000.00.",
            "grades: Write an amount such as 160000.00.",
        ],
    ),
    "days": (
        {"from": "2017-02-30"},
        ["from: Write the day as year-month-day, such as 2017-01-31."],
    ),
    "names": (
        {"keys": {}, "add": [{"code": "X"}], "leave": ["AEWA"], "rates": "EUR", "key": []},
        [
            f": {KNOWN}",
            "key: Write names with what they stand for, 50 at most.",
            "rates: Write a list of at most 50.",
            "add: There is no 'code'; there are instrument, joint, share.",
            "leave: Each has names and values: instrument, work.",
        ],
    ),
    "choices": (
        {"basis": "guess", "leave": [{"instrument": "AEWA", "work": "sold"}],
         "budgets": [{"instrument": "CMS", "amount": "1", "year": "now"}]},
        [
            "basis: There is no such basis of a key.",
            "budgets: Write the year as a number, such as 2017.",
            "leave: The work of one that leaves is kept or dropped.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_understood_is_told_all_at_once(what: str) -> None:
    said, expected = UNREADABLE[what]
    _, problems = read_changes(said)
    assert [f"{path}: {text}" for path, text in problems] == expected
