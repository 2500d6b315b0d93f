"""What the causes of a difference say, and that they account for every figure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from costsharing.actions.work_out_causes import (
    work_out,
)
from costsharing.core.causes_document import for_reader
from costsharing.sections.causes import item_texts, part_text
from tests.db.costsharing.runs_compared import ENTRIES, accounts_for, both, changed, texts, told
from tests.db.costsharing.valued_units import (
    Document,
    assignment,
    contract,
    entry,
    person,
    post,
    run_of,
    small,
    store,
)

if TYPE_CHECKING:
    pass


pytestmark = pytest.mark.django_db


def test_an_entry_amended_is_told_with_its_hours() -> None:
    before = small(entries=ENTRIES)
    after = changed(before, lambda made: made["entries"][0].update(minutes=390))
    assert told(before, after) == [
        "Entries of WEB for CMS in January 2017: 5:00 → 6:30 hours",
        "Time expected and not recorded in January 2017: 164:00 → 162:30 hours",
    ]


def test_an_entry_added_and_one_for_others() -> None:
    before = small(entries=ENTRIES)
    after = changed(before, lambda made: made["entries"][2].update({"for": ["CMS"]}))
    assert told(before, after) == [
        "Entries of NEWS for AEWA in January 2017: 5:00 → 0:00 hours",
        "Entries of NEWS for CMS in January 2017: 0:00 → 5:00 hours",
    ]


def test_a_rate_corrected() -> None:
    before = small(
        entries=ENTRIES,
        grades=[{"grade": "G5", "year": 2017, "annual": "66000.00", "currency": "USD",
                 "productive_hours": "1650"}],
        exchange_rates=[{"from": "2016-12-01", "currency": "EUR", "per_usd": "0.94"},
                        {"from": "2017-01-15", "currency": "EUR", "per_usd": "0.956"}],
    )  # fmt: skip
    after = changed(before, lambda made: made["exchange_rates"][1].update(per_usd="0.951"))
    assert told(before, after) == ["Rate of EUR from 15 January 2017: 0.956 → 0.951"]


def test_a_rate_added_cuts_a_month_and_is_no_change_of_the_record() -> None:
    before = small(
        entries=ENTRIES,
        grades=[{"grade": "G5", "year": 2017, "annual": "66000.00", "currency": "USD",
                 "productive_hours": "1650"}],
        exchange_rates=[{"from": "2016-12-01", "currency": "EUR", "per_usd": "0.94"}],
    )  # fmt: skip
    after = changed(
        before,
        lambda made: made["exchange_rates"].append(
            {"from": "2017-01-15", "currency": "EUR", "per_usd": "0.956"}
        ),
    )
    assert told(before, after) == ["Rate of EUR from 15 January 2017: none → 0.956"]


def test_a_new_agreement_within_a_month_is_a_change_of_the_key_alone() -> None:
    before = small(entries=ENTRIES)
    after = small(
        entries=ENTRIES,
        agreements=[
            {"from": "2014-01-01", "to": "2017-01-19", "key": {"CMS": "2/3", "AEWA": "1/3"}},
            {"from": "2017-01-20", "key": {"CMS": "3/5", "AEWA": "2/5"},
             "policies": {"support": "13/100"}},
        ],
    )  # fmt: skip
    assert told(before, after) == [
        "Key from 20 January 2017 to 31 January 2017: AEWA 1/3, CMS 2/3 → AEWA 2/5, CMS 3/5",
        (
            "Rules of the agreement from 20 January 2017 to 31 January 2017: as in the unit → "
            "support 13/100"
        ),
    ]


def test_budgets_that_make_the_key() -> None:
    budgets = [
        {"instrument": code, "year": 2017, "amount": amount, "currency": "EUR"}
        for code, amount in (("CMS", "2400000.00"), ("AEWA", "1000000.00"))
    ]
    before = small(
        entries=ENTRIES,
        budgets=budgets,
        agreements=[{"from": "2014-01-01", "basis": "budget", "instruments": ["CMS", "AEWA"]}],
    )
    after = changed(before, lambda made: made["budgets"][1].update(amount="1100000.00"))
    assert told(before, after) == ["Budget of AEWA for 2017: EUR 1,000,000.00 → EUR 1,100,000.00"]


def test_a_staff_cost_corrected_and_what_others_learn_of_it() -> None:
    costs = [{"person": "ada", "month": "2017-01", "amount": "5200.00", "currency": "EUR"}]
    before = small(entries=ENTRIES, staff_costs=costs)
    after = changed(before, lambda made: made["staff_costs"][0].update(amount="5300.00"))
    now, was = both(before, after, method="actual")
    document = work_out(now, was)
    assert texts(document) == ["Staff cost in January 2017: EUR 5,200.00 → EUR 5,300.00"]
    accounts_for(document, was, now)
    others = for_reader(document, explains=False)
    assert texts(others) == ["What an hour costs: grades, contracts, staff costs and rates"]
    assert "5200" not in json.dumps(others)
    accounts_for(others, was, now)


def test_a_grade_reclassified_and_a_fee_moved_the_same_time() -> None:
    before = small(entries=ENTRIES)
    after = changed(before, lambda made: made.update(posts=[post("P-01", ("2014-01-01", "P2"))]))
    assert told(before, after) == ["Grade or contract of people, for 12:00 hours: G5 → P2"]


def test_a_contract_instead_of_a_post() -> None:
    before = small(entries=ENTRIES)
    after = changed(
        before,
        lambda made: made.update(
            people=[person("ada", assignment(), contracts=(contract("2017-01-01"),))]
        ),
    )
    (text,) = told(before, after)
    assert text.startswith("Grade or contract of people, for ")
    assert text.endswith("hours: G5 → EUR 90.00")


def test_standard_costs_policies_and_expenditure_at_once() -> None:
    spent = [{"date": "2017-01-10", "amount": "150.00", "currency": "EUR", "paid_by": "CMS",
              "for": "shared", "description": "Banner"}]  # fmt: skip
    before = small(entries=ENTRIES, expenditures=spent)

    def change(made: Document) -> None:
        made["grades"][0].update(annual="66660.00")
        made["unit"]["policies"].update(joint="equal", overhead="none", support="1/10")
        made["expenditures"][0].update(amount="160.00")
        made["activities"][0].update(area="COM")

    now, was = both(before, changed(before, change))
    document = work_out(now, was)
    accounts_for(document, was, now)
    assert texts(document) == [
        "Money spent by CMS on 10 January 2017: 2 changes",
        (
            "Standard cost of grade G5 in 2017: EUR 66,000.00 for 1,650 hours → EUR 66,660.00 for "
            "1,650 hours"
        ),
        "The unit's rule for joint work: by the key → in equal parts",
        (
            "The unit's rule for overhead: in proportion to the value served → not at all: it "
            "stays unallocated"
        ),
        "The unit's rate of programme support: 0 → 1/10",
    ]
    assert [part_text(part) for part in document["silent"]] == [
        "Activity WEB: INF, service → COM, service"
    ]
    items = item_texts(document["causes"][0]["parts"][0])
    assert [item.replace("\N{NO-BREAK SPACE}", " ") for item in items] == [
        "Money spent by CMS on 10 January 2017: EUR 150.00, shared → none",
        "Money spent by CMS on 10 January 2017: none → EUR 160.00, shared",
    ]


def test_other_periods_and_methods_are_causes_too() -> None:
    costs = [
        {"person": "ada", "month": month, "amount": "5200.00", "currency": "EUR"}
        for month in ("2017-01", "2017-02")
    ]
    unit = store(small(entries=[*ENTRIES, entry("2017-02-06", 60)], staff_costs=costs))
    january = run_of(unit)
    february = run_of(unit, "2017-02-01", "2017-02-28")
    quarter = run_of(unit, "2017-01-01", "2017-02-28")
    actual = run_of(unit, method="actual")
    for now, was, expected in (
        (february, january, [
            "Days that only the other run covers from 1 January 2017 to 31 January 2017",
            "Days that only this run covers from 1 February 2017 to 28 February 2017",
        ]),
        (quarter, january, [
            "Days that only this run covers from 1 February 2017 to 28 February 2017",
        ]),
        (actual, january, [
            (
                "Method, with the record of time that it values: standard costs → what staff "
                "really cost"
            ),
        ]),
    ):  # fmt: skip
        document = work_out(now, was)
        accounts_for(document, was, now)
        assert texts(document) == expected
