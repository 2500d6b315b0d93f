"""The command ``limitations``: what programs and people get of it."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from tests.db.costsharing.limitations_record import Record

if TYPE_CHECKING:
    from tests.cast import Cast


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("limitations", *arguments, stdout=out)
    return out.getvalue()


PERIOD = ("--from", "2017-01-02", "--to", "2017-01-06")


def test_json_is_one_document_with_team_and_people(cast: Cast) -> None:
    record = Record(cast)
    record.log(cast.ada, "2017-01-02", 500)
    record.log(cast.ada, "2017-01-03", 40, "ADM")
    document = json.loads(run("--unit", "IMCA", *PERIOD, "--json"))
    assert (document["unit"], document["from"], document["to"]) == (
        "IMCA",
        "2017-01-02",
        "2017-01-06",
    )
    ada = document["people"]["ada"]
    assert (ada["expected"], ada["recorded"], ada["missing"], ada["blank_days"]) == (
        "2400/1",
        540,
        "1880/1",
        3,
    )
    assert ada["coverage"] == "9/40"
    assert document["people"]["coordinator"]["lag_median"] is None
    assert document["team"]["overhead_share"] == "2/27"
    assert document["team"]["concentration"] == "1/1"
    assert set(document["team"]["activities"]) == {"ADM", "WEB"}


def test_text_names_the_period_the_team_and_everybody(cast: Cast) -> None:
    Record(cast).log(cast.ada, "2017-01-02", 500)
    text = run("--unit", "IMCA", *PERIOD)
    assert "2017-01-02" in text.splitlines()[0]
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line}
    assert rows["WEB"][:2] == ["8:20", "0.0"]
    assert rows["coordinator"]
    assert any(line.split() == ["coverage", "10.4", "%"] for line in text.splitlines())


def test_a_unit_without_anything_gives_dashes(cast: Cast) -> None:
    cast.unit.assignments.all().delete()
    document = json.loads(run("--unit", "IMCA", *PERIOD, "--json"))
    assert document["people"] == {}
    assert (document["team"]["expected"], document["team"]["coverage"]) == ("0/1", None)
    assert "–" in run("--unit", "IMCA", *PERIOD)


def test_what_cannot_be_answered_is_refused_with_what_to_do(cast: Cast) -> None:
    with pytest.raises(CommandError, match=r"no unit EAST.*IMCA") as unknown:
        run("--unit", "EAST", *PERIOD, "--json")
    assert unknown.value.returncode == 1
    with pytest.raises(CommandError, match="swap the two dates") as turned:
        run("--unit", "IMCA", "--from", "2017-02-01", "--to", "2017-01-01", "--json")
    assert turned.value.returncode == 1


def test_without_any_unit_the_way_to_one_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="load_unit"):
        run("--unit", "IMCA", *PERIOD)
