"""Limitations that are kept: measured after each run, in place of those of before."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from costsharing.actions import measure_limitations as action
from costsharing.actions.measure_limitations import (
    TASK,
    ask_to_measure,
    keep_measured,
    measured_or_asked,
)
from costsharing.models import MeasuredLimitations
from costsharing.queries.limitations import measure_limitations
from costsharing.queries.measured import measured
from costsharing.tasks import measure_limitations as task
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Job, Person, Role
from tests.db.costsharing.random_units import random_unit
from tests.db.costsharing.valued_units import entry, run_of, small, store
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

    from secretariats.models import Unit
    from tests.cast import Cast

START, END = dt.date(2016, 12, 1), dt.date(2017, 3, 31)
JANUARY, ITS_END = dt.date(2017, 1, 1), dt.date(2017, 1, 31)


def coordinator(unit: Unit) -> Person:
    person = Person.objects.create_user("cleo", "cleo")
    Role.objects.create(unit=unit, person=person, role="coordinator", start=dt.date(2014, 1, 1))
    return person


def deliver() -> None:
    """Do as a worker does with every job that measures and waits."""
    for job in Job.objects.filter(task=TASK, state=Job.State.WAITING):
        task(str(job.pk))


@pytest.mark.django_db
def test_the_months_add_up_to_the_period_and_change_nothing_else() -> None:
    unit = store(random_unit(3))
    plain = measure_limitations(unit, START, END)
    table = measure_limitations(unit, START, END, by_month=True)
    assert (table.team, table.people, table.activities) == (
        plain.team, plain.people, plain.activities,
    )  # fmt: skip
    assert table.team is not None
    assert list(table.months) == [
        dt.date(2016, 12, 1), dt.date(2017, 1, 1), dt.date(2017, 2, 1), dt.date(2017, 3, 1),
    ]  # fmt: skip
    for name in ("expected", "recorded", "missing"):
        parts = [getattr(month, name) for month in table.months.values()]
        assert sum(parts) == getattr(table.team, name), name


@pytest.mark.django_db
def test_a_stored_run_has_the_limitations_of_its_period_measured() -> None:
    unit = store(small(entries=[entry("2017-01-05", 60)]))
    run_of(unit)
    deliver()
    found = measured(unit, JANUARY, ITS_END)
    assert found is not None
    assert found.figures["recorded"] == 60
    assert [month["month"] for month in found.figures["months"]] == ["2017-01-01"]
    # The run that is there already measures nothing; a new one does, in place of before.
    run_of(unit)
    assert Job.objects.filter(task=TASK).count() == 1
    store(small(entries=[entry("2017-01-05", 90)]), replace=True)
    run_of(unit)
    deliver()
    again = measured(unit, JANUARY, ITS_END)
    assert again is not None
    assert again.figures["recorded"] == 90
    assert again.at > found.at
    assert MeasuredLimitations.objects.count() == 1


@pytest.mark.django_db
def test_nothing_of_single_people_is_kept() -> None:
    unit = store(random_unit(3))
    table = measure_limitations(unit, START, END, by_month=True)
    kept = keep_measured(unit, table).figures
    text = json.dumps(kept)
    assert "people" not in kept
    assert not [name for name in table.people if f'"{name}"' in text]
    few = small(entries=[entry("2017-01-05", 60)])
    few["unit"]["code"] = "FEW"
    alone = measure_limitations(store(few), JANUARY, ITS_END)
    assert alone.team is not None
    assert alone.team.concentration == 1
    assert alone.of_team()["concentration"] is None
    assert alone.of_team()["concentration_withheld"] is True


@pytest.mark.django_db
def test_a_small_record_is_measured_at_once_and_kept(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    unit = store(small(entries=[entry("2017-01-05", 60)]))
    reader = coordinator(unit)
    found = measured_or_asked(unit, JANUARY, ITS_END, actor=reader)
    assert found is not None
    assert not Job.objects.exists()
    with django_assert_num_queries(1):
        assert measured_or_asked(unit, JANUARY, ITS_END, actor=reader) == found
    TimeEntry.objects.update(minutes=90)
    newer = measured_or_asked(unit, JANUARY, ITS_END, actor=reader, not_before=timezone.now())
    assert newer is not None
    assert newer.figures["recorded"] == 90


@pytest.mark.django_db
def test_a_large_record_is_left_to_a_worker_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action.is_small, "__kwdefaults__", {"most": 0})
    unit = store(small(entries=[entry("2017-01-05", 60)]))
    reader = coordinator(unit)
    for _look in range(3):
        assert measured_or_asked(unit, JANUARY, ITS_END, actor=reader) is None
    job = Job.objects.get()
    assert (job.task, job.asked) == (TASK, {"from": "2017-01-01", "to": "2017-01-31"})
    # One that failed just now is not asked for by whoever looks, but on request.
    Job.objects.update(state=Job.State.FAILED)
    assert measured_or_asked(unit, JANUARY, ITS_END, actor=reader) is None
    assert Job.objects.count() == 1
    again = ask_to_measure(unit=unit, start=JANUARY, end=ITS_END, actor=reader)
    assert ask_to_measure(unit=unit, start=JANUARY, end=ITS_END, actor=reader) == again
    deliver()
    found = measured_or_asked(unit, JANUARY, ITS_END, actor=reader)
    assert found is not None
    assert found.figures["recorded"] == 60


def test_whoever_may_not_see_the_team_has_nothing_measured(cast: Cast) -> None:
    for person in (cast.ada, cast.cms_member, cast.administrator, cast.stranger):
        with pytest.raises(NotAllowed):
            ask_to_measure(unit=cast.unit, start=JANUARY, end=ITS_END, actor=person)
        with pytest.raises(NotAllowed):
            measured_or_asked(cast.unit, JANUARY, ITS_END, actor=person)
    with pytest.raises(Refused, match="swap"):
        ask_to_measure(unit=cast.unit, start=ITS_END, end=JANUARY, actor=cast.auditor)
    assert not MeasuredLimitations.objects.exists()
