"""Units at random against the rules worked out a second time, and what must not matter to them."""

from __future__ import annotations

import copy
import io
import json
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import transaction

from costsharing.core.snapshot import digest, write
from costsharing.core.valuation import value
from secretariats.core.exact import exact_text
from tests.db.costsharing.random_units import random_unit
from tests.db.costsharing.valued_units import store
from tests.db.costsharing.worked_out import FIGURES, PERIODS, check_figures, inputs_of
from tests.unit.costsharing.unit_files import CASES
from tests.unit.costsharing.valuation_oracle import Oracle

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


def marks(document: dict[str, Any]) -> list[str]:
    """Return the digests of a file's periods; nothing stays stored."""
    with transaction.atomic():
        unit = store(document)
        found = [digest(write(inputs_of(unit, *period))) for period in PERIODS]
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("seed", range(14))
def test_every_figure_is_that_of_the_rules(seed: int) -> None:
    document = random_unit(seed)
    unit = store(document)
    for period in PERIODS:
        check_figures(unit, document, *period)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_the_second_working_out_agrees_with_the_worked_cases(case: Path) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    document = json.loads(case.read_text())
    method = document["unit"]["policies"]["method"]
    found = Oracle(document, worked["from"], worked["to"], method).results()["instruments"]
    assert {
        code: {name: exact_text(row.get(name, 0)) for name in FIGURES}
        for code, row in found.items()
    } == {
        code: {name: row[name] for name in FIGURES} for code, row in worked["instruments"].items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_order_and_splitting_of_entries_change_no_digest(seed: int) -> None:
    document = random_unit(seed)
    before = marks(document)
    assert len(set(before)) == len(before)
    other = copy.deepcopy(document)
    random = Random(seed)  # noqa: S311 - a draw of a test
    for row in document["entries"]:
        if row["minutes"] > 1:
            part = random.randint(1, row["minutes"] - 1)
            other["entries"].remove(row)
            other["entries"] += [
                {**row, "minutes": part, "note": "one part"},
                {**row, "minutes": row["minutes"] - part},
            ]
    assert len(other["entries"]) > len(document["entries"])
    for section in other.values():
        if isinstance(section, list):
            random.shuffle(section)
    for person in other["people"]:
        person["name"] = "Somebody else"
    assert marks(other) == before


@pytest.mark.parametrize("seed", range(2))
def test_a_minute_more_changes_the_digest(seed: int) -> None:
    document = random_unit(seed)
    before = marks(document)
    row = next(row for row in document["entries"] if "for" in row and "2017-01" in row["date"])
    row["minutes"] += 1
    assert all(new != old for new, old in zip(marks(document), before, strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_an_export_gives_the_same_digest(seed: int, tmp_path: Path) -> None:
    document = random_unit(seed)
    file = tmp_path / "unit.yaml"
    with transaction.atomic():
        unit = store(document)
        before = [digest(write(inputs_of(unit, *period))) for period in PERIODS]
        call_command("export_unit", "IMCA", "--out", str(file), stdout=io.StringIO())
        transaction.set_rollback(True)
    call_command("load_unit", str(file), stdout=io.StringIO())
    again = type(unit).objects.get(code="IMCA")
    assert [digest(write(inputs_of(again, *period))) for period in PERIODS] == before


@pytest.mark.parametrize("powers", [1, 4])
def test_many_part_times_with_odd_shares_are_counted_exactly(powers: int) -> None:
    document = random_unit(1)
    primes = (53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103)
    template = document["posts"][0]
    for prime in primes:
        document["posts"].append({**template, "code": f"X-{prime}"})
        document["people"].append(
            {
                "username": f"x{prime}",
                "name": "x",
                "assignments": [
                    {"post": f"X-{prime}", "from": "2017-01-05", "to": "2017-01-05",
                     "share": f"1/{prime**powers}"}
                ],
            }
        )  # fmt: skip
        document["entries"].append(
            {"person": f"x{prime}", "date": "2017-01-05", "minutes": 1, "activity": "ADM"}
        )
    run = value(inputs_of(store(document), "2017-01-01", "2017-01-31", "standard"))
    expected = Oracle(document, "2017-01-01", "2017-01-31", "standard").results()
    highest = {code: row["highest"] for code, row in expected["instruments"].items()}
    assert {code: Fraction(run.highest[code]) for code in run.instruments} == highest
