"""The worked cases: file, task, command; every exact figure and the published table."""

from __future__ import annotations

import contextlib
import io
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from celery import current_app
from django.core.management import CommandError, call_command

from costsharing.models import ValuationRun
from secretariats.models import Job
from tests.db.costsharing.valued_units import entry, small, store
from tests.unit.costsharing.unit_files import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIGURES = (
    "direct", "joint", "overhead", "support", "received", "funded", "balance", "lowest", "highest",
)  # fmt: skip
WAITING = "secretariats.waiting"
PERIOD = ("--from", "2017-01-01", "--to", "2017-01-31")


@contextlib.contextmanager
def _at_once(*, see_it_end: bool) -> Iterator[None]:
    """Let the tasks of waiting jobs do them here, as a worker does them elsewhere."""
    for job in Job.objects.filter(state=Job.State.WAITING):
        current_app.tasks[job.task](str(job.pk))
    yield


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without the seconds that a worker takes to start and to stop."""
    monkeypatch.setattr(f"{WAITING}.embedded_worker", _at_once)


def value(*arguments: str) -> str:
    """Run the command and return its standard output."""
    out = io.StringIO()
    call_command("value", *arguments, stdout=out)
    return out.getvalue()


def exact(figures: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: figure["exact"] for name, figure in figures.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_a_worked_case(case: Path, at_once: None) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    unit = json.loads(case.read_text())["unit"]["code"]
    call_command("load_unit", str(case), stdout=io.StringIO())
    found = json.loads(
        value("--unit", unit, "--from", worked["from"], "--to", worked["to"], "--json")
    )
    assert [found[name] for name in ("unit", "from", "to")] == [unit, worked["from"], worked["to"]]
    _check_exact(found, worked)
    _check_published(found, worked["published"])
    for code, figures in found["instruments"].items():
        for name in ("lowest", "highest"):
            whole = Fraction(figures[name]["exact"]) * 100
            # To the nearest cent, halves up, each alone.
            assert Fraction(figures[name]["rounded"]) * 100 == (2 * whole + 1) // 2, (code, name)


def _check_exact(found: Any, worked: Any) -> None:
    assert {
        code: {name: figures[name]["exact"] for name in FIGURES}
        | {"minutes_direct": figures["minutes_direct"]}
        for code, figures in found["instruments"].items()
    } == worked["instruments"]
    assert {name: found["total"][name]["exact"] for name in worked["total"]} == worked["total"]
    assert {
        row["activity"]: {"minutes": row["minutes"], "value": exact(row["value"])}
        for row in found["activities"]
    } == worked["activities"]
    settlement = dict(found["settlement"])
    settlement.pop("transfers")
    assert {code: exact(figures) for code, figures in settlement.items()} == {
        code: figures for code, figures in worked["settlement"].items() if code != "transfers"
    }


def _check_published(found: Any, published: Any) -> None:
    columns = published["columns"]
    table = found["table"]
    assert table["columns"] == columns
    rows = {**table["rows"], "overhead": table["overhead"], "support": table["support"]}
    assert {row: [cells[code] for code in columns] for row, cells in rows.items()} == published[
        "rows"
    ]
    assert {
        code: {name: found["instruments"][code][name]["rounded"] for name in figures}
        for code, figures in published["instruments"].items()
    } == published["instruments"]
    for row in found["activities"]:
        assert [row["value"][code]["rounded"] for code in columns] == published["rows"][
            row["activity"]
        ]


@pytest.mark.django_db(transaction=True)
def test_the_same_inputs_give_the_run_that_is_there() -> None:
    store(small(entries=[entry("2017-01-05", 60)]))
    first = json.loads(value("--unit", "IMCA", *PERIOD, "--json"))
    run = ValuationRun.objects.get()
    assert (first["run"], first["digest"]) == (str(run.pk), run.digest)
    text = value("--unit", "IMCA", *PERIOD)
    assert text.splitlines()[-1] == run.digest
    assert str(run.pk) in text
    # In the same order on every database.
    lines = {line.split()[0]: line.split()[1:] for line in text.splitlines()}
    assert (lines["EUR"], lines["received"]) == (["AEWA", "CMS"], ["0.00", "40.00"])


@pytest.mark.django_db
def test_marks_and_warnings_are_told_in_text_too(at_once: None) -> None:
    document = small(
        agreements=[{"from": "2014-01-01", "basis": "budget", "instruments": ["CMS", "AEWA"]}],
        budgets=[
            {"instrument": code, "year": 2017, "amount": "1", "currency": "EUR",
             "provisional": True}
            for code in ("CMS", "AEWA")
        ],
        entries=[entry("2017-01-05", 60)],
    )  # fmt: skip
    store(document)
    value("--unit", "IMCA", "--from", "2017-01-01", "--to", "2017-01-20")
    document["entries"].append(entry("2017-01-06", 60, whom="EUROBATS"))
    store(document, replace=True)
    text = value("--unit", "IMCA", "--from", "2017-01-01", "--to", "2017-01-20")
    for part in (
        "Provisional: it rests on provisional budgets.",
        "Part of a month: these figures do not add up",
        "Supersedes run ",
    ):
        assert part in text


@pytest.mark.django_db
def test_a_failed_run_prints_nothing_and_ends_with_status_one(at_once: None) -> None:
    store(small(entries=[entry("2017-01-05", 60)], grades=[]))
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("value", "--unit", "IMCA", *PERIOD, "--json", stdout=out)
    assert caught.value.returncode == 1
    assert str(caught.value).startswith("ada, 2017-01-05: no standard cost of grade G5")
    assert out.getvalue() == ""
    assert Job.objects.get().state == Job.State.FAILED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--unit", "NONE", *PERIOD], "no unit NONE. Units here: IMCA."),
        (["--unit", "IMCA", *PERIOD, "--method", "guess"], "'guess' is no method"),
        (["--unit", "IMCA", "--from", "2017-02-01", "--to", "2017-01-31"], "before it begins"),
        (
            ["--unit", "IMCA", "--from", "2017-01-02", "--to", "2017-01-31", "--method", "actual"],
            "begin and end with a month",
        ),
    ],
)
def test_what_cannot_be_valued_is_refused_before_a_worker_starts(
    arguments: list[str], message: str
) -> None:
    store(small())
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("value", *arguments, "--json", stdout=out)
    assert message in str(caught.value)
    assert caught.value.returncode == 1
    assert out.getvalue() == ""
    assert not Job.objects.exists()
