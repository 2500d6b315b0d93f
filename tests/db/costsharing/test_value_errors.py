"""What keeps a period from being valued: all of it at once, with people, dates and what to do."""

from __future__ import annotations

import datetime as dt

import pytest

from costsharing.models import StaffCost, ValuationRun
from secretariats.models import Person
from tests.db.costsharing.valued_units import (
    assignment,
    contract,
    entry,
    exact,
    failure,
    person,
    post,
    run_of,
    small,
    store,
)

pytestmark = pytest.mark.django_db
YEAR = ("2017-01-01", "2017-12-31")
EXTEND = "no agreement is in force: add one, or extend the one before, to share the work"


def test_entries_on_days_without_agreement_are_named() -> None:
    unit = store(
        small(
            agreements=[
                {"from": "2014-01-01", "to": "2017-01-10", "key": {"CMS": "1"}},
                {"from": "2017-03-01", "key": {"CMS": "1"}},
            ],
            entries=[
                entry("2017-01-10", 60),
                entry("2017-01-12", 60, "ADM"),
                entry("2017-01-19", 60),
                entry("2017-02-27", 60, "OFF"),
                entry("2017-02-07", 60),
                entry("2017-03-01", 60),
            ],
        )
    )
    assert failure(unit, *YEAR) == [
        f"2017-01-12 to 2017-01-19 (2 days with entries): {EXTEND}",
        f"2017-02-07: {EXTEND}",
    ]
    assert not ValuationRun.objects.exists()
    # Absence needs no agreement.
    assert exact(run_of(unit, "2017-02-20", "2017-03-01"), "received") == {"CMS": "40"}


def test_a_period_without_any_agreement() -> None:
    unit = store(small(agreements=[{"from": "2018-01-01", "key": {"CMS": "1"}}]))
    (line,) = failure(unit)
    assert line == (
        "no agreement is in force between 2017-01-01 and 2017-01-31: add one to value them"
    )


def test_shared_money_on_a_day_without_agreement() -> None:
    unit = store(
        small(
            agreements=[{"from": "2017-01-02", "key": {"CMS": "1"}}],
            expenditures=[
                {"date": "2017-01-01", "amount": "150.00", "currency": "EUR", "paid_by": "CMS",
                 "for": whom}
                for whom in ("shared", "CMS")
            ],
        )
    )  # fmt: skip
    assert failure(unit) == [f"expenditure of 2017-01-01, 150.00 EUR paid by CMS: {EXTEND}"]


def test_entries_without_assignment_or_contract_are_named_absence_too() -> None:
    unit = store(
        small(
            people=[
                person("ada", assignment(end="2017-01-09")),
                person("bob"),
                person("eve", contracts=(contract("2017-01-05", "2017-01-05"),)),
            ],
            entries=[
                entry("2017-01-09", 60),
                entry("2017-01-10", 60),
                entry("2017-01-10", 60, "ADM"),
                entry("2017-01-11", 60, "OFF"),
                entry("2017-01-12", 60, who="bob"),
                entry("2017-01-05", 60, who="eve"),
                entry("2017-01-06", 60, who="eve"),
            ],
        )
    )
    found = failure(unit)
    assert [line.split(":")[0] for line in found] == [
        "ada, 2017-01-10",
        "ada, 2017-01-11",
        "bob, 2017-01-12",
        "eve, 2017-01-06",
    ]
    assert "2 entries, but no assignment or contract in force" in found[0]
    assert "1 entry, but no assignment or contract in force" in found[1]


def test_strangers_entries_are_found_in_whole_months_too() -> None:
    # Bob's month equals in minutes what Ada's assignment cuts from hers.
    unit = store(
        small(
            people=[person("ada", assignment(end="2017-01-20")), person("bob")],
            entries=[entry("2017-01-09", 60), entry("2017-01-10", 60, who="bob")],
        )
    )
    assert [line.split(":")[0] for line in failure(unit)] == ["bob, 2017-01-10"]


def test_a_thousand_stays_are_no_obstacle_to_naming_what_is_missing() -> None:
    first = dt.date(2014, 1, 1)
    days = [str(first + dt.timedelta(days=2 * number)) for number in range(1100)]
    ada = person("ada", contracts=tuple(contract(day, day) for day in days))
    unit = store(small(people=[ada], entries=[entry(days[5], 60), entry("2014-01-02", 60)]))
    assert [line.split(":")[0] for line in failure(unit, days[0], days[-1])] == ["ada, 2014-01-02"]


def test_a_person_without_cost_is_named_with_the_first_day_that_needs_it() -> None:
    unit = store(
        small(
            posts=[post("P-01", ("2014-01-01", "P9")), post("P-02", ("2017-01-20", "G5"))],
            people=[
                person("ada", assignment(start="2017-01-03")),
                person("bob", assignment("P-02", start="2017-01-09")),
            ],
            entries=[entry("2017-01-05", 60), entry("2017-01-10", 60, who="bob")],
        )
    )
    assert failure(unit) == [
        "ada, 2017-01-05: no standard cost of grade P9 for 2017 is recorded: add it",
        "bob, 2017-01-10: the post has no grade: add the grade it had then",
    ]


def test_a_currency_without_rate() -> None:
    unit = store(
        small(
            people=[person("ada", contracts=(contract("2017-01-01", None, "50", "KES"),))],
            entries=[entry("2017-01-05", 60)],
            exchange_rates=[{"from": "2017-01-06", "currency": "KES", "per_usd": "100"}],
            expenditures=[
                {"date": "2017-01-02", "amount": "9.50", "currency": "CHF", "paid_by": "CMS",
                 "for": "shared"}
            ],
        )
    )  # fmt: skip
    found = failure(unit)
    assert [line.split(": no rate")[0] for line in found] == [
        "ada, 2017-01-05",
        "expenditure of 2017-01-02, 9.50 CHF paid by CMS",
    ]
    assert (
        "no rate of exchange for KES is in force on 2017-01-01: add one from that date" in found[0]
    )
    assert "for CHF is in force on 2017-01-02" in found[1]


def test_a_missing_budget() -> None:
    unit = store(
        small(
            agreements=[{"from": "2014-01-01", "basis": "budget", "instruments": ["CMS", "AEWA"]}],
            budgets=[{"instrument": "CMS", "year": 2017, "amount": "1", "currency": "EUR"}],
            entries=[entry("2017-01-05", 60)],
        )
    )
    assert failure(unit) == [
        "2017-01-05: no budget of AEWA for 2017 is recorded: the key of the agreement needs it"
    ]


def test_staff_costs_that_are_missing_or_below_zero() -> None:
    unit = store(
        small(
            people=[
                person("ada", assignment()),
                person("bob", contracts=(contract("2017-01-01"),)),
            ],
            staff_costs=[
                {"person": "ada", "month": "2017-01", "amount": "100", "currency": "EUR"},
                {"person": "bob", "month": "2017-01", "amount": "100", "currency": "EUR"},
            ],
            entries=[
                entry("2017-01-05", 60),
                entry("2017-02-06", 60),
                entry("2017-02-08", 60),
                entry("2017-01-09", 60, "ADM", who="bob"),
            ],
        )
    )
    # A unit file is refused for it; a correction may come another way.
    StaffCost.objects.create(
        unit=unit,
        person=Person.objects.get(username="bob"),
        month=dt.date(2017, 1, 1),
        amount="-100.01",
        currency="EUR",
    )
    assert failure(unit, "2017-01-01", "2017-02-28", "actual") == [
        "ada, 2017-02-06: no staff cost for 2017-02 is recorded: add it",
        "bob, 2017-01-09: the staff cost of 2017-01 adds up to less than 0: check its lines",
    ]


def test_all_that_is_missing_is_told_at_once() -> None:
    unit = store(
        small(
            agreements=[{"from": "2017-01-10", "basis": "budget", "instruments": ["CMS"]}],
            posts=[post("P-01", ("2014-01-01", "P9"))],
            people=[
                person("ada", assignment()),
                person("bob", contracts=(contract("2017-01-10", None, "1", "KES"),)),
            ],
            entries=[
                entry("2017-01-05", 60),
                entry("2017-01-12", 60),
                entry("2017-01-09", 60, who="bob"),
                entry("2017-01-10", 60, who="bob"),
            ],
            expenditures=[
                {"date": "2017-01-01", "amount": "1.00", "currency": "CHF", "paid_by": "CMS",
                 "for": "shared"}
            ],
        )
    )  # fmt: skip
    found = "\n".join(failure(unit))
    for part in (
        "2017-01-05 to 2017-01-09 (2 days with entries): no agreement",
        "2017-01-10 to 2017-01-12 (2 days with entries): no budget of CMS for 2017",
        "ada, 2017-01-05: no standard cost of grade P9",
        "bob, 2017-01-09: 1 entry, but no assignment or contract",
        "bob, 2017-01-10: no rate of exchange for KES",
        "paid by CMS: no agreement",
        "paid by CMS: no rate of exchange for CHF",
    ):
        assert part in found


def test_a_new_valuation_after_what_was_missing_was_added() -> None:
    document = small(entries=[entry("2017-01-05", 60)], grades=[])
    assert len(failure(store(document))) == 1
    document["grades"] = small()["grades"]
    assert exact(run_of(store(document, replace=True)), "direct") == {"CMS": "40"}
