"""The edges of the valuation, from stored records."""

from __future__ import annotations

from typing import Any

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


def missing_worth(**more: Any) -> str:
    """Return what AEWA, served in nothing, may have received: the worth of missing time alone."""
    return exact(run_of(store(small(**more), replace=True)), "highest").get("AEWA", "0")


def test_work_on_a_holiday_and_on_a_weekend_is_valued_and_nothing_is_expected_then() -> None:
    unit = store(
        small(
            people=[person("ada", assignment(start="2017-01-05", end="2017-01-08"))],
            holidays=[{"date": "2017-01-06", "name": "Epiphany"}],
            entries=[entry("2017-01-06", 60), entry("2017-01-08", 30)],
        )
    )
    run = run_of(unit)
    assert exact(run, "received") == {"CMS": "60"}
    # One day of eight hours is missing.
    assert exact(run, "highest") == {"CMS": "380", "AEWA": "320"}


@pytest.mark.parametrize(
    ("holidays", "entries", "hours"),
    [
        ([], [], 8),
        ([("2017-01-05", 240)], [], 4),
        ([("2017-01-05", 600)], [], 0),
        ([("2017-01-05", None)], [], 0),
        ([("2017-01-05", 240)], [entry("2017-01-05", 120, "OFF")], 2),
        ([("2017-01-05", 240)], [entry("2017-01-05", 400, "OFF")], 0),
        ([("2017-01-05", None)], [entry("2017-01-05", 480, "OFF")], 0),
        ([], [entry("2017-01-07", 480, "OFF")], 8),
        ([], [entry("2017-01-05", 600, "OFF")], 0),
        ([], [entry("2017-01-05", 120, "OFF"), entry("2017-01-05", 120, "ADM")], 4),
    ],
)
def test_what_is_expected_less_holidays_and_absence(
    holidays: list[tuple[str, int | None]], entries: list[Any], hours: int
) -> None:
    overhead = sum(row["minutes"] for row in entries if row["activity"] == "ADM")
    worth = missing_worth(
        people=[person("ada", assignment(start="2017-01-05", end="2017-01-07"))],
        posts=[post("P-01")],
        holidays=[
            {"date": date, "name": "x", **({"minutes": minutes} if minutes else {})}
            for date, minutes in holidays
        ],
        entries=[*entries, entry("2017-01-06", 480)],
    )
    assert worth == str(hours * 40 + overhead * 40 // 60)


def test_no_day_makes_up_for_another() -> None:
    worth = missing_worth(
        people=[person("ada", assignment(start="2017-01-05", end="2017-01-06"))],
        entries=[entry("2017-01-05", 960), entry("2017-01-06", 60)],
    )
    assert worth == str(7 * 40)


def test_a_pattern_says_what_each_weekday_expects() -> None:
    def worth(pattern: list[int]) -> str:
        ada = assignment(start="2017-01-02", end="2017-01-08", share="1/2", pattern=pattern)
        return missing_worth(people=[person("ada", ada)], entries=[entry("2017-01-02", 60)])

    assert worth([480, 0, 240]) == str((420 + 240) // 60 * 40)
    # The unit does not work on Saturdays and Sundays.
    assert worth([0, 0, 0, 0, 60, 480, 480]) == "40"


def test_posts_at_once_are_averaged_by_share() -> None:
    run = run_of(
        store(
            small(
                posts=[post("P-01"), post("P-02", ("2014-01-01", "P2"))],
                people=[
                    person(
                        "ada",
                        assignment("P-01", share="1/2"),
                        assignment("P-02", start="2017-01-10", share="1/4"),
                    )
                ],
                entries=[entry("2017-01-09", 60), entry("2017-01-10", 60, whom="AEWA")],
            )
        )
    )
    # 40 and 60 an hour, two thirds to one.
    assert exact(run, "direct") == {"CMS": "40", "AEWA": "140/3"}


def test_a_contract_gives_the_cost_and_the_assignment_the_expected_time() -> None:
    ada = person(
        "ada",
        assignment(start="2017-01-09", end="2017-01-10"),
        contracts=(contract("2017-01-10", "2017-01-11"),),
    )
    run = run_of(
        store(
            small(
                people=[ada],
                entries=[
                    entry("2017-01-09", 480),
                    entry("2017-01-10", 60, whom="AEWA"),
                    entry("2017-01-11", 60, whom="AEWA"),
                ],
            )
        )
    )
    assert exact(run, "direct") == {"CMS": "320", "AEWA": "180"}
    # Seven hours are missing on the tenth, at the fee; the contract alone expects nothing.
    assert exact(run, "highest") == {"CMS": str(320 + 630), "AEWA": str(180 + 630)}


def test_a_post_is_reclassified_in_the_middle_of_a_month() -> None:
    run = run_of(
        store(
            small(
                posts=[post("P-01", ("2014-01-01", "G5"), ("2017-01-17", "P2"))],
                entries=[entry("2017-01-16", 60), entry("2017-01-17", 60, whom="AEWA")],
            )
        )
    )
    assert exact(run, "direct") == {"CMS": "40", "AEWA": "60"}


def test_key_and_rate_change_in_the_middle_of_a_month() -> None:
    unit = store(
        small(
            agreements=[
                {"from": "2014-01-01", "to": "2017-01-09", "key": {"CMS": "2/3", "AEWA": "1/3"}},
                {"from": "2017-01-10", "key": {"CMS": "1/2", "AEWA": "1/2"},
                 "policies": {"support": "1/10", "overhead": "none"}},
            ],
            people=[person("ada", contracts=(contract("2017-01-01", None, "60", "USD"),))],
            exchange_rates=[
                {"from": day, "currency": "EUR", "per_usd": rate}
                for day, rate in (("2017-01-01", "0.9"), ("2017-01-17", "0.8"))
            ],
            entries=[
                entry(date, minutes, activity, "CMS+AEWA")
                for date in ("2017-01-09", "2017-01-10", "2017-01-16", "2017-01-17")
                for activity, minutes in (("WEB", 60), ("ADM", 30))
            ],
        )
    )  # fmt: skip
    run = run_of(unit)
    # An hour is 54 until the sixteenth, then 48; halves from the tenth.
    assert exact(run, "joint") == {"CMS": "114", "AEWA": "96"}
    assert exact(run, "overhead") == {"CMS": "513/35", "AEWA": "432/35"}
    assert run.results["total"]["unallocated"]["exact"] == "78/1"
    assert "Unallocated: 78.00" in run_lines(run)
    assert exact(run, "support") == {"CMS": "39/5", "AEWA": "39/5"}


def test_an_instrument_outside_the_agreement_is_served() -> None:
    unit = store(
        small(
            entries=[
                entry("2017-01-05", 60, whom="EUROBATS"),
                entry("2017-01-05", 60, whom="CMS+EUROBATS"),
                entry("2017-01-05", 60, "NEWS", "EUROBATS"),
            ]
        )
    )
    run = run_of(unit)
    assert exact(run, "received") == {"CMS": "40", "EUROBATS": "80"}
    assert exact(run, "funded") == {"CMS": "80", "AEWA": "40"}
    assert run.results["warnings"] == []


def test_those_to_whom_the_key_gives_nothing_share_equally_and_it_is_said() -> None:
    key = {"CMS": "1", "AEWA": "0", "EUROBATS": "0"}
    unit = store(
        small(
            agreements=[{"from": "2014-01-01", "key": key}],
            entries=[entry("2017-01-05", 60, whom="AEWA+EUROBATS")],
        )
    )
    run = run_of(unit)
    assert exact(run, "joint") == {"AEWA": "20", "EUROBATS": "20"}
    assert run.results["warnings"] == [
        "2017-01-01 to 2017-01-31: the key gives nothing to AEWA or EUROBATS; they share equally"
    ]


def test_a_person_in_two_units_counts_in_each_with_that_unit_s_posts() -> None:
    east = small(
        posts=[post("E-01", ("2014-01-01", "P2"))],
        people=[person("ada", assignment("E-01", "2017-01-05", "2017-01-05", share="1/2"))],
        entries=[entry("2017-01-05", 180)],
    )
    east["unit"]["code"] = "EAST"
    west = small(
        people=[person("ada", assignment("P-01", "2017-01-05", "2017-01-05", share="1/2"))],
        entries=[entry("2017-01-05", 120)],
    )
    units = store(east), store(west)
    in_east, in_west = map(run_of, units)
    assert exact(in_east, "highest") == {"CMS": str(180 + 60), "AEWA": "60"}
    assert exact(in_west, "highest") == {"CMS": str(80 + 80), "AEWA": "80"}


def test_part_of_a_month_is_valued_and_marked() -> None:
    unit = store(small(entries=[entry("2017-01-05", 60), entry("2017-01-20", 60)]))
    part = run_of(unit, "2017-01-01", "2017-01-19")
    assert exact(part, "received") == {"CMS": "40"}
    assert (part.whole_months, part.results["whole_months"]) == (False, False)
    assert run_of(unit).whole_months


def test_a_run_on_provisional_budgets_is_marked() -> None:
    document = small(
        agreements=[{"from": "2014-01-01", "basis": "budget", "instruments": ["CMS", "AEWA"]}],
        budgets=[
            {"instrument": "CMS", "year": 2017, "amount": "3", "currency": "EUR"},
            {"instrument": "AEWA", "year": 2017, "amount": "1", "currency": "EUR",
             "provisional": True},
        ],
        entries=[entry("2017-01-05", 60, whom="CMS+AEWA")],
    )  # fmt: skip
    provisional = run_of(store(document))
    assert exact(provisional, "joint") == {"CMS": "30", "AEWA": "10"}
    assert (provisional.provisional, provisional.results["provisional"]) == (True, True)
    document["budgets"][1]["provisional"] = False
    firm = run_of(store(document, replace=True))
    assert not firm.provisional
    assert (firm.supersedes, firm.differences) == (provisional, [])
