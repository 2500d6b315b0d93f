"""The published table: worked examples, worked cases, and what is refused."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from costsharing.core.rounding import direct_and_joint, round_table
from secretariats.core.exact import cents, cents_text, largest_remainders

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*.expected.json"))


def one_row(**cells: str) -> dict[str, int]:
    """Round a table of a single row, columns by code."""
    exact = {"S": {code: Fraction(text) for code, text in cells.items()}}
    return round_table(exact, rows=["S"], columns=sorted(cells))["S"]


def test_a_shared_amount_adds_up_to_what_was_shared() -> None:
    assert one_row(CMS="200/3", AEWA="100/3") == {"AEWA": 33_33, "CMS": 66_67}


def test_the_whole_table_decides_not_the_cell() -> None:
    # Each cell alone would be 44.44 and 22.22, one cent short of the 66.67 that the hour costs.
    assert one_row(CMS="400/9", AEWA="200/9") == {"AEWA": 22_22, "CMS": 44_45}


def test_a_half_goes_up_exactly() -> None:
    assert one_row(CMS="292565/1000") == {"CMS": 292_57}


def test_equally_close_tables_raise_the_first_cell_in_order() -> None:
    half = Fraction(1, 200)
    cells = {row: {"AEWA": half, "CMS": half} for row in ("S01", "S02")}
    assert round_table(cells, rows=["S01", "S02"], columns=["AEWA", "CMS"]) == {
        "S01": {"AEWA": 1, "CMS": 0},
        "S02": {"AEWA": 0, "CMS": 1},
    }
    assert round_table(cells, rows=["S01", "S02"], columns=["CMS", "AEWA"]) == {
        "S01": {"CMS": 1, "AEWA": 0},
        "S02": {"CMS": 0, "AEWA": 1},
    }


def test_the_order_of_rows_is_the_callers_not_the_alphabets() -> None:
    cells = {row: {"CMS": Fraction(1, 300)} for row in ("overhead", "support", "zoo")}
    table = round_table(cells, rows=["zoo", "overhead", "support"], columns=["CMS"])
    assert [line["CMS"] for line in table.values()] == [1, 0, 0]


def test_column_totals_bind_where_the_nearest_cells_would_break_them() -> None:
    # 0.4 of a cent ten times is 4 cents: four cells go up although each is nearer to zero.
    rows = [f"S{number:02}" for number in range(10)]
    cells = {row: {"CMS": Fraction(4, 1000)} for row in rows}
    table = round_table(cells, rows=rows, columns=["CMS"])
    assert [line["CMS"] for line in table.values()] == [1] * 4 + [0] * 6


def test_whole_cents_stay_and_gaps_are_zero() -> None:
    table = round_table(
        {"S01": {"CMS": Fraction(5, 4)}, "S02": {}},
        rows=["S01", "S02", "overhead"],
        columns=["AEWA", "CMS"],
    )
    assert table == {
        "S01": {"AEWA": 0, "CMS": 125},
        "S02": {"AEWA": 0, "CMS": 0},
        "overhead": {"AEWA": 0, "CMS": 0},
    }


def test_an_empty_table_is_a_table() -> None:
    assert round_table({}, rows=[], columns=["CMS"]) == {}
    assert round_table({}, rows=["S01"], columns=[]) == {"S01": {}}


def test_below_zero_the_floor_is_the_lower_cent() -> None:
    assert one_row(CMS="-1/300", AEWA="-2/300") == {"AEWA": -1, "CMS": 0}
    assert one_row(CMS="-1/200") == {"CMS": 0}


def test_cells_outside_of_the_table_are_not_lost_silently() -> None:
    with pytest.raises(ValueError, match="ASCOBANS, S09"):
        round_table({"S01": {"ASCOBANS": Fraction(1)}, "S09": {}}, rows=["S01"], columns=["CMS"])


@pytest.mark.parametrize(
    "names", [{"rows": ["S", "S"], "columns": ["CMS"]}, {"rows": ["S"], "columns": ["CMS", "CMS"]}]
)
def test_a_row_or_column_named_twice_is_refused(names: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="named twice"):
        round_table({"S": {"CMS": Fraction(1)}}, **names)


@pytest.mark.parametrize(
    ("service_total", "direct", "joint", "expected"),
    [
        (10_00, "6.664", "3.336", (6_66, 3_34)),
        (10_00, "6.665", "3.335", (6_67, 3_33)),
        (9_99, "9.995", "0.001", (9_99, 0)),
        (10_01, "10.001", "0", (10_01, 0)),
        (10_01, "0", "10.001", (0, 10_01)),
    ],
)
def test_direct_is_half_up_and_joint_the_rest(
    service_total: int, direct: str, joint: str, expected: tuple[int, int]
) -> None:
    assert direct_and_joint(service_total, Fraction(direct), Fraction(joint)) == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name.partition(".")[0])
def test_worked_cases_are_published_to_the_cent(path: Path) -> None:
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    published = case["published"]
    columns = published["columns"]
    services = sorted(case["activities"])
    rows = [*services, "overhead", "support"]
    cells = {
        code: {name: Fraction(text) for name, text in activity["value"].items()}
        for code, activity in case["activities"].items()
    }
    exact = {
        name: {figure: Fraction(text) for figure, text in figures.items() if figure != "minutes"}
        for name, figures in case["instruments"].items()
    }
    for row in ("overhead", "support"):
        cells[row] = {name: figures[row] for name, figures in exact.items()}

    table = round_table(cells, rows=rows, columns=columns)

    assert {
        row: [cents_text(line[name]) for name in columns] for row, line in table.items()
    } == published["rows"]
    received = {name: sum(line[name] for line in table.values()) for name in columns}
    funded = largest_remainders(
        {name: 100 * figures["funded"] for name, figures in exact.items()},
        cents(sum((figures["received"] for figures in exact.values()), Fraction(0))),
    )
    for name in columns:
        direct, joint = direct_and_joint(
            sum(table[row][name] for row in services), exact[name]["direct"], exact[name]["joint"]
        )
        assert {
            "direct": cents_text(direct),
            "joint": cents_text(joint),
            "overhead": cents_text(table["overhead"][name]),
            "support": cents_text(table["support"][name]),
            "received": cents_text(received[name]),
            "funded": cents_text(funded[name]),
            "balance": cents_text(received[name] - funded[name]),
        } == published["instruments"][name]


def test_the_worked_cases_are_there() -> None:
    assert len(CASES) >= 7
