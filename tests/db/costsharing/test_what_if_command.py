"""The command ``what_if``: what it prints, keeps and refuses."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from costsharing.models import Scenario
from tests.db.costsharing.test_what_if import counts, example
from tests.db.costsharing.valued_units import run_of, store

if TYPE_CHECKING:
    from costsharing.models import ValuationRun


@pytest.fixture
def run(db: None) -> ValuationRun:
    return run_of(store(example()))


def command(run: ValuationRun, *arguments: str) -> str:
    out = io.StringIO()
    call_command("what_if", "--run", str(run.pk), *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_both_sides(run: ValuationRun) -> None:
    before = counts()
    text = command(
        run, "--add", "EUROBATS=1/4:joint", "--leave", "AEWA:dropped", "--expenditure", "+10%"
    )
    assert counts() == before
    lines = [line.split() for line in text.splitlines()]
    assert ["EUROBATS", "EUR", "today", "what", "if", "difference"] in lines
    # 300 of CMS, 120 of both, 52 of overhead; a quarter of all that to EUROBATS, at 2/3 each.
    assert ["share", "by", "key", "0.00", "78.67", "+78.67"] in lines
    assert ["due", "0.00", "27.50", "+27.50"] in lines
    found = json.loads(command(run, "--key", "CMS=1/2,AEWA=1/2", "--json"))
    assert found["instruments"]["CMS"]["funded"]["after"]["exact"] == "572/3"
    assert found["changes"] == {"key": {"AEWA": "1/2", "CMS": "1/2"}}
    assert found["today"] == run.results


def test_the_command_says_every_change_and_keeps_what_it_is_told_to(run: ValuationRun) -> None:
    found = json.loads(
        command(
            run, "--from", "2017-01-01", "--by-budgets", "--budgets", "CMS=3000.00,AEWA=1000.00",
            "--joint", "equal", "--overhead", "none", "--support", "13/100", "--costs", "+5%",
            "--fees=-1%", "--grade", "G5=82500.00/1650", "--keep", "All at once", "--json",
        )
    )  # fmt: skip
    kept = Scenario.objects.get(pk=found["scenario"])
    assert (kept.name, kept.actor) == ("All at once", None)
    assert kept.changes == found["changes"]
    assert kept.changes == {
        "from": "2017-01-01", "basis": "budget", "joint": "equal", "overhead": "none",
        "support": "13/100", "costs": "+5%", "fees": "-1%",
        "budgets": [
            {"instrument": "CMS", "amount": "3000.00"},
            {"instrument": "AEWA", "amount": "1000.00"},
        ],
        "grades": [{"grade": "G5", "annual": "82500.00", "productive_hours": "1650.00"}],
    }  # fmt: skip
    # 50 an hour: 300 minutes direct, half of 120, support on both.
    assert found["instruments"]["CMS"]["received"]["after"]["exact"] == "339/1"
    assert found["total"]["unallocated"]["after"]["exact"] == "130/3"
    assert "Kept as Once more" in command(run, "--costs", "+1%", "--keep", "Once more")


BAD: dict[str, tuple[list[str], list[str]]] = {
    "fractions": (["--key", "CMS=3/5,AEWA=399/1000"], ["key: The fractions add up to 999/1000"]),
    "several": (
        ["--joint", "x", "--support", "0.13", "--costs", "five"],
        ["support: Write a fraction", "costs: Write a percentage"],
    ),
    "unknown": (
        ["--joint", "x", "--grade", "P9=1/1", "--rate", "CHF=1", "--leave", "X"],
        ["joint: There is no such policy", "grades: The run has no standard cost of P9",
         "rates: The run converts nothing with CHF", "leave: X takes no part"],
    ),
    "the last two": (["--leave", "CMS", "--leave", "AEWA"], ["leave: Nobody would be left"]),
    "no name": (["--keep", ""], ["name: Give it a name"]),
}  # fmt: skip
USAGE = {
    "no share": ["--key", "CMS"],
    "twice": ["--key", "CMS=1/2,CMS=1/2"],
    "no date": ["--from", "2017-02-30"],
    "no hours": ["--grade", "G5=1"],
    "no work": ["--leave", "AEWA:sold"],
    "no joint": ["--add", "X=1/2:all"],
}


@pytest.mark.parametrize("what", BAD)
def test_the_command_names_all_that_is_wrong(what: str, run: ValuationRun) -> None:
    arguments, expected = BAD[what]
    before = counts()
    with pytest.raises(CommandError) as refused:
        command(run, *arguments)
    assert refused.value.returncode == 1
    for text in expected:
        assert text in str(refused.value)
    assert counts() == before


@pytest.mark.parametrize("what", USAGE)
def test_the_command_refuses_what_it_cannot_read(what: str, run: ValuationRun) -> None:
    with pytest.raises(CommandError):
        command(run, *USAGE[what])


@pytest.mark.django_db
def test_the_command_needs_a_run_that_is_there() -> None:
    with pytest.raises(CommandError, match="There is no run") as refused:
        call_command("what_if", "--run", "00000000-0000-0000-0000-000000000000")
    assert refused.value.returncode == 1
    with pytest.raises(CommandError, match="no identity of a run"):
        call_command("what_if", "--run", "first")
