"""Many units: one task each; one that fails stops no other and is tried again alone."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from costsharing.actions.value_units import value_units
from costsharing.models import Agreement, ValuationRun
from costsharing.tasks import value
from secretariats.actions.once_only import KeyReused
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Job, Unit
from tests.db.costsharing.valued_units import entry, small, store

if TYPE_CHECKING:
    from tests.cast import Cast

START, END = dt.date(2017, 1, 1), dt.date(2017, 1, 31)
PERIOD = ("--from", "2017-01-01", "--to", "2017-01-31")


def make(*codes: str) -> list[Unit]:
    """Store units that differ in their code and their minutes alone."""
    made = []
    for number, code in enumerate(codes):
        document = small(entries=[entry("2017-01-05", 60 + number)])
        document["unit"]["code"] = code
        made.append(store(document))
    return made


def asked(units: list[Unit], **more: Any) -> list[Job]:
    return value_units(units=units, start=START, end=END, method="", **{"actor": None, **more})


def work(jobs: list[Job]) -> list[str]:
    """Let a worker do the jobs; return their states."""
    for job in jobs:
        value(str(job.pk))
        job.refresh_from_db()
    return [job.state for job in jobs]


@pytest.mark.django_db
def test_a_task_for_each_unit_and_a_failed_one_alone_again() -> None:
    units = make("A", "B", "C")
    Agreement.objects.filter(unit=units[1]).update(start=dt.date(2018, 1, 1))
    jobs = asked(units)
    assert [job.unit.code for job in jobs] == ["A", "B", "C"]
    assert work(jobs) == ["done", "failed", "done"]
    runs = set(ValuationRun.objects.values_list("pk", flat=True))
    Agreement.objects.filter(unit=units[1]).update(start=dt.date(2014, 1, 1))
    (again,) = asked(units, only_failed=True)
    assert again.unit == units[1]
    assert work([again]) == ["done"]
    assert asked(units, only_failed=True) == []
    # Asked for all once more, the runs that are there are given.
    assert work(asked(units)) == ["done"] * 3
    assert ValuationRun.objects.count() == 3
    assert runs < set(ValuationRun.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_unit_at_work_keeps_its_job() -> None:
    units = make("A", "B")
    jobs = asked(units)
    assert asked(units) == jobs
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_under_one_key_it_is_asked_once() -> None:
    units = make("A", "B")
    jobs = asked(units, key="once")
    work(jobs)
    assert asked(units, key="once") == jobs
    assert Job.objects.filter(task="costsharing.value").count() == 2


@pytest.mark.django_db
def test_under_one_key_those_that_failed_are_tried_once_more_and_told_the_same() -> None:
    units = make("A", "B")
    Agreement.objects.filter(unit=units[1]).update(start=dt.date(2018, 1, 1))
    work(asked(units))
    Agreement.objects.filter(unit=units[1]).update(start=dt.date(2014, 1, 1))
    jobs = asked(units, only_failed=True, key="again")
    assert work(jobs) == ["done"]
    assert asked(units, only_failed=True, key="again") == jobs
    # All of them, or other units, is another request.
    with pytest.raises(KeyReused):
        asked(units, key="again")
    with pytest.raises(KeyReused):
        asked(units[:1], only_failed=True, key="again")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"start": END, "end": START}, "to"),
        ({"method": "guessed"}, "method"),
        ({"method": "actual", "end": dt.date(2017, 1, 30)}, "from"),
        ({"units": []}, "units"),
    ],
    ids=["an end before the beginning", "no such method", "part of a month", "no unit"],
)
def test_what_is_wrong_is_named_and_nothing_is_asked(wrong: dict[str, Any], path: str) -> None:
    right = {"units": make("A", "B"), "start": START, "end": END, "method": "", "actor": None}
    with pytest.raises(Refused) as refused:
        value_units(**{**right, **wrong})
    assert [problem.path for problem in refused.value.problems] == [path]
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_one_unit_that_is_not_ones_own_and_nothing_is_asked(cast: Cast) -> None:
    other = Unit.objects.create(
        code="OTHER", name="Another unit", currency="EUR", timezone="UTC", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard",
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="OTHER"):
        asked([cast.unit, other], actor=cast.coordinator)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_of_each_unit_and_fails_where_one_does() -> None:
    units = make("A", "B", "C")
    Agreement.objects.filter(unit=units[1]).update(start=dt.date(2018, 1, 1))
    output = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("value_units", *PERIOD, "--json", stdout=output)
    assert failed.value.returncode == 1
    lines = str(failed.value).splitlines()
    assert lines[0].startswith("1 of 3 units failed.")
    assert lines[1].startswith("B: ")
    rows = json.loads(output.getvalue())["units"]
    assert [(row["unit"], row["state"]) for row in rows] == [
        ("A", "done"),
        ("B", "failed"),
        ("C", "done"),
    ]
    known = {str(pk) for pk in ValuationRun.objects.values_list("pk", flat=True)}
    assert {row["run"] for row in rows if row["run"]} == known
    Agreement.objects.filter(unit=units[1]).update(start=dt.date(2014, 1, 1))
    output = io.StringIO()
    call_command("value_units", *PERIOD, "--only-failed", stdout=output)
    run = ValuationRun.objects.get(unit=units[1])
    assert output.getvalue().split() == ["B", str(run.pk)]


@pytest.mark.django_db
def test_the_command_names_a_unit_that_is_none() -> None:
    make("A")
    with pytest.raises(CommandError, match="There is no unit NONE"):
        call_command("value_units", *PERIOD, "--unit", "A", "--unit", "NONE")
    assert not Job.objects.exists()
