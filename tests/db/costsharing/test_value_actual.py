"""What months really cost and what was really spent, from stored records."""

from __future__ import annotations

import pytest

from costsharing.queries.runs import run_lines
from tests.db.costsharing.valued_units import (
    assignment,
    contract,
    entry,
    exact,
    person,
    post,
    run_of,
    small,
    store,
)

pytestmark = pytest.mark.django_db


def costs(*lines: tuple[str, str, str]) -> list[dict[str, str]]:
    """Return staff costs: person, month, amount."""
    return [
        {"person": who, "month": month, "amount": amount, "currency": "EUR"}
        for who, month, amount in lines
    ]


def test_what_a_month_really_cost() -> None:
    unit = store(
        small(
            people=[
                person("ada", assignment(start="2017-01-05", end="2017-01-06")),
                person("bob", contracts=(contract("2017-01-01"),)),
            ],
            staff_costs=costs(
                ("ada", "2017-01", "1000"), ("ada", "2017-01", "-40"), ("bob", "2017-01", "7")
            ),
            entries=[
                entry("2017-01-05", 480),
                entry("2017-01-06", 160, "ADM"),
                entry("2017-01-06", 80, "OFF"),
                entry("2017-01-30", 1, whom="AEWA", who="bob"),
            ],
        )
    )
    run = run_of(unit, method="actual")
    assert exact(run, "direct") == {"CMS": "720", "AEWA": "7"}
    # 880 minutes were expected but for leave, 240 of them are missing.
    assert exact(run, "lowest") == {"CMS": "5760/11", "AEWA": "7"}
    assert exact(run, "highest") == {"CMS": "13440/11", "AEWA": "5597/11"}


def test_a_month_on_leave_and_one_without_record_are_unrecorded() -> None:
    unit = store(
        small(
            people=[
                person("ada", assignment(start="2017-01-05", end="2017-01-05")),
                person("bob", assignment("P-02", start="2017-01-05", end="2017-01-05")),
                person("eve"),
            ],
            posts=[post("P-01"), post("P-02")],
            staff_costs=costs(
                ("ada", "2017-01", "100"), ("bob", "2017-01", "30"), ("eve", "2017-01", "5")
            ),
            entries=[entry("2017-01-05", 480, "OFF")],
        )
    )
    run = run_of(unit, method="actual")
    assert run.results["total"]["unrecorded"] == {"exact": "135/1", "rounded": "135.00"}
    # Of which Bob's thirty belong to a day that was not logged.
    assert run.results["total"]["not_logged"] == {"exact": "30/1", "rounded": "30.00"}
    assert "Unrecorded: 135.00" in run_lines(run)
    assert exact(run, "received") == {}
    # Nothing is missing of a month on leave, nor of somebody of whom nothing was expected.
    assert exact(run, "highest") == {"CMS": "30", "AEWA": "30"}


def test_absence_alone_needs_no_staff_cost() -> None:
    unit = store(small(entries=[entry("2017-01-05", 480, "OFF")]))
    run = run_of(unit, method="actual")
    assert run.results["total"]["received"]["exact"] == "0/1"


def test_shared_and_charged_money_and_a_refund() -> None:
    def spent(date: str, amount: str, payer: str, whom: str = "shared") -> dict[str, str]:
        return {"date": date, "amount": amount, "currency": "EUR", "paid_by": payer, "for": whom}

    unit = store(
        small(
            expenditures=[
                spent("2017-01-01", "100.00", "CMS"),
                spent("2017-01-31", "-10.00", "AEWA"),
                spent("2017-01-31", "5.00", "CMS", "EUROBATS"),
                spent("2017-02-01", "1000.00", "CMS"),
            ]
        )
    )
    settlement = run_of(unit).results["settlement"]
    assert settlement["transfers"] == [
        {"from": "AEWA", "to": "CMS", "amount": "40.00"},
        {"from": "EUROBATS", "to": "CMS", "amount": "5.00"},
    ]
    assert {code: settlement[code]["due"]["exact"] for code in ("AEWA", "CMS", "EUROBATS")} == {
        "AEWA": "30/1",
        "CMS": "60/1",
        "EUROBATS": "5/1",
    }
