"""The worked cases: what was expected of people, and what is missing."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

CASES = Path(__file__).parents[2] / "cases"
NAMES = sorted(path.name.removesuffix(".unit.json") for path in CASES.glob("*.unit.json"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_people_of_a_worked_case(name: str) -> None:
    file = CASES / f"{name}.unit.json"
    worked = json.loads((CASES / f"{name}.expected.json").read_text())
    call_command("load_unit", str(file), stdout=StringIO())
    out = StringIO()
    call_command(
        "limitations",
        "--unit",
        json.loads(file.read_text())["unit"]["code"],
        "--from",
        worked["from"],
        "--to",
        worked["to"],
        "--json",
        stdout=out,
    )
    people = json.loads(out.getvalue())["people"]
    assert {
        username: {figure: people[username][figure] for figure in figures}
        for username, figures in worked["limitations"].items()
    } == worked["limitations"]
    assert people.keys() == worked["limitations"].keys()
