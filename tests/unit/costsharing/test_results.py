"""The document of a run: both forms of every figure, and tables that add up."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from costsharing.core.differences import differences
from costsharing.core.inputs import Fee, Inputs
from tests.unit.costsharing.valued_by_hand import (
    agreed,
    document,
    inputs,
    month_of,
    work,
)


def odd() -> Inputs:
    """Return a quarter whose every amount has a fraction of a cent."""
    thirds = Fee(Fraction(100, 3), "EUR")
    return inputs(
        work(
            ("01-02", "WEB", "CMS", 17),
            ("01-03", "WEB", "AEWA", 7),
            ("01-03", "ORS", "AEWA+CMS", 11),
            ("02-03", "ORS", "AEWA+CMS", 13),
            ("02-03", "NEWS", "CMS", 1),
            ("02-27", "ADM", "", 19),
            ("03-27", "NEWS", "AEWA", 23),
            cost=thirds,
            missing={"01-01": "10/3"},
        ),
        agreements=(agreed(end="02-15"), agreed("02-16", key={"CMS": "3/5", "AEWA": "2/5"})),
        support=Fraction(13, 100),
        end="03-31",
    )


def amount(figure: dict[str, str]) -> Fraction:
    return Fraction(figure["rounded"])


def figures(found: Any) -> list[dict[str, str]]:
    """Return every figure anywhere in a document."""
    if isinstance(found, dict):
        if found.keys() == {"exact", "rounded"}:
            return [found]
        found = list(found.values())
    if isinstance(found, list):
        return [figure for part in found for figure in figures(part)]
    return []


def test_every_figure_has_both_forms_within_a_cent() -> None:
    listed = figures(document(odd()))
    assert len(listed) > 60
    for figure in listed:
        exact = Fraction(figure["exact"])
        assert figure["exact"] == f"{exact.numerator}/{exact.denominator}"
        whole, _, cents = figure["rounded"].partition(".")
        assert whole.lstrip("-").isdigit()
        assert len(cents) == 2
        assert abs(exact - amount(figure)) < Fraction(2, 100)


def test_the_rounded_figures_of_an_instrument_follow_from_the_table() -> None:
    found = document(odd())
    table = found["table"]
    for code, figure in found["instruments"].items():
        services = sum(Fraction(row[code]) for row in table["rows"].values())
        assert amount(figure["direct"]) + amount(figure["joint"]) == services
        assert figure["overhead"]["rounded"] == table["overhead"][code]
        assert figure["support"]["rounded"] == table["support"][code]
        assert figure["received"]["rounded"] == table["totals"][code]
        assert amount(figure["received"]) == services + sum(
            amount(figure[name]) for name in ("overhead", "support")
        )
        assert amount(figure["balance"]) == amount(figure["received"]) - amount(figure["funded"])
    total = sum(Fraction(cell) for cell in table["totals"].values())
    assert amount(found["total"]["received"]) == amount(found["total"]["funded"]) == total
    assert sum(amount(figure["funded"]) for figure in found["instruments"].values()) == total


def test_activities_and_areas_add_up_to_the_table() -> None:
    found = document(odd())
    assert [row["activity"] for row in found["activities"]] == ["NEWS", "ORS", "WEB"]
    assert [row["minutes"] for row in found["activities"]] == [24, 24, 24]
    for row in found["activities"]:
        cells = found["table"]["rows"][row["activity"]]
        assert {code: value["rounded"] for code, value in row["value"].items()} == cells
        assert amount(row["joint"]) + sum(map(amount, row["direct"].values())) == sum(
            map(amount, row["value"].values())
        )
    assert [(row["area"], row["minutes"]) for row in found["areas"]] == [("", 24), ("INF", 48)]
    for area in found["areas"]:
        rows = [row for row in found["activities"] if row["area"] == area["area"]]
        for code, value in area["value"].items():
            assert amount(value) == sum(amount(row["value"][code]) for row in rows)
            assert Fraction(value["exact"]) == sum(
                Fraction(row["value"][code]["exact"]) for row in rows
            )


def test_months_are_rounded_on_their_own_and_are_exact_together() -> None:
    found = document(odd())
    assert [row["month"] for row in found["months"]] == ["2017-01", "2017-02", "2017-03"]
    for code, figure in found["instruments"].items():
        for name in ("received", "funded"):
            assert Fraction(figure[name]["exact"]) == sum(
                Fraction(row["instruments"][code][name]["exact"]) for row in found["months"]
            )
    for row in found["months"]:
        shown = row["instruments"].values()
        assert sum(amount(one["received"]) for one in shown) == sum(
            amount(one["funded"]) for one in shown
        )


def test_what_the_run_was_is_said() -> None:
    found = document(odd())
    assert [found[name] for name in ("unit", "from", "to", "method", "currency")] == [
        "IMCA", "2017-01-01", "2017-03-31", "standard", "EUR",
    ]  # fmt: skip
    assert found["policies"] == {"joint": "key", "overhead": "proportional", "support": "13/100"}
    assert (found["whole_months"], found["provisional"], found["warnings"]) == (True, False, [])
    assert document(inputs(start="01-02"))["whole_months"] is False
    assert [(key["from"], key["to"], key["shares"]) for key in found["keys"]] == [
        ("2017-01-01", "2017-02-15", {"AEWA": "1/3", "CMS": "2/3"}),
        ("2017-02-16", "2017-03-31", {"AEWA": "2/5", "CMS": "3/5"}),
    ]


def test_direct_is_the_whole_where_nothing_is_joint() -> None:
    # Half a cent each: the table gives the cent to the first, and direct follows it.
    given = inputs(
        work(
            ("01-02", "WEB", "CMS", 1),
            ("01-02", "WEB", "AEWA", 1),
            cost=Fee(Fraction("0.3"), "EUR"),
        )
    )
    found = document(given)
    assert found["table"]["rows"]["WEB"] == {"AEWA": "0.01", "CMS": "0.00"}
    assert found["instruments"]["CMS"]["direct"] == {"exact": "1/200", "rounded": "0.00"}
    assert found["instruments"]["CMS"]["joint"] == {"exact": "0/1", "rounded": "0.00"}


@pytest.mark.parametrize(("amounts", "rounded"), [(("0.005",), "0.01"), (("0.0049",), "0.00")])
def test_what_stands_alone_is_rounded_half_up_alone(amounts: tuple[str], rounded: str) -> None:
    found = document(inputs(work(cost=month_of("2017-01", *amounts))))
    assert found["total"]["unrecorded"]["rounded"] == rounded


def test_what_differs_between_two_runs() -> None:
    before, after = document(odd()), document(
        inputs(work(("01-02", "WEB", "CMS", 17), cost=Fee(Fraction(100, 3), "EUR"), ),
               work(("01-02", "WEB", "OTHER", 6))
               ))  # fmt: skip
    rows = differences(before["instruments"], after["instruments"])
    found = {(row["instrument"], row["figure"]): row for row in rows}
    assert found["AEWA", "direct"]["after"] == "0.00"
    assert found["OTHER", "direct"] == {
        "instrument": "OTHER",
        "figure": "direct",
        "before": "0.00",
        "after": "6.00",
        "change": "6/1",
    }
    assert ("OTHER", "joint") not in found
    assert [row["instrument"] for row in rows] == sorted(row["instrument"] for row in rows)
    assert differences(before["instruments"], before["instruments"]) == []


def test_keys_are_not_said_to_hold_on_days_without_agreement() -> None:
    given = inputs(agreements=(agreed("01-10", "01-20"), agreed("01-25")))
    assert [(key["from"], key["to"]) for key in document(given)["keys"]] == [
        ("2017-01-10", "2017-01-20"),
        ("2017-01-25", "2017-01-31"),
    ]
