"""Runs are final: the same inputs give the same one, a correction supersedes it."""

from __future__ import annotations

import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery.exceptions import Retry
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from costsharing.actions.value_period import ask_for_valuation
from costsharing.core.results import document
from costsharing.core.snapshot import digest
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value as value_of
from costsharing.models import ValuationRun
from costsharing.queries.snapshot import one_snapshot
from costsharing.queries.valuation_inputs import gather_inputs
from costsharing.tasks import value
from secretariats.actions.run_job import working_on
from secretariats.models import Change, Job, Unit
from tests.db.costsharing.random_units import random_unit
from tests.db.costsharing.valued_units import (
    Document,
    ask,
    assignment,
    entry,
    person,
    post,
    run_of,
    small,
    store,
)
from timetracking.models import MonthTotal, TimeEntry

CMS_HOUR = entry("2017-01-05", 60)
# In a test's transaction the snapshot is a savepoint, set and released.
QUERIES = 17 + 2


def asked(unit: Unit) -> Job:
    """Ask for January, and let no worker know."""
    return ask_for_valuation(
        unit=unit,
        start=dt.date(2017, 1, 1),
        end=dt.date(2017, 1, 31),
        method="standard",
        actor=None,
    )


def queries_of(unit: Unit, method: str) -> int:
    """Return how many questions the inputs of a run take."""
    with CaptureQueriesContext(connection) as asked, one_snapshot():
        gather_inputs(unit, dt.date(2016, 12, 1), dt.date(2017, 3, 31), method)
    return len(asked)


@pytest.mark.django_db
def test_a_run_keeps_all_that_it_rests_on() -> None:
    unit = store(random_unit(3))
    run = run_of(unit, "2016-12-01", "2017-03-31")
    assert run.digest == digest(run.snapshot)
    inputs = read(run.snapshot)
    assert json.loads(json.dumps(document(inputs, value_of(inputs)))) == run.results
    change = Change.objects.get(table="costsharing_valuationrun")
    assert (change.row, change.kind, change.unit) == (str(run.pk), "created", unit)
    assert change.after == {"digest": run.digest, "from": "2016-12-01", "to": "2017-03-31"}
    for name in ("p0", "p1", "p2", "Somebody"):
        assert f'"{name}"' not in run.snapshot


@pytest.mark.django_db
def test_the_same_inputs_give_the_same_run_and_no_second_row() -> None:
    unit = store(small(entries=[CMS_HOUR]))
    first = run_of(unit)
    assert run_of(unit) == first
    # Later work, and a person's other name, are no inputs of January.
    store(
        small(
            entries=[CMS_HOUR, entry("2017-02-01", 60)],
            people=[person("ada", assignment()) | {"name": "Ada the Second"}],
        ),
        replace=True,
    )
    assert run_of(unit) == first
    assert ValuationRun.objects.count() == 1
    assert Change.objects.filter(table="costsharing_valuationrun").count() == 1
    other = run_of(unit, "2017-01-01", "2017-02-28")
    assert other.supersedes is None


@pytest.mark.django_db
def test_a_correction_supersedes_and_lists_what_differs() -> None:
    unit = store(small(entries=[CMS_HOUR]))
    first = run_of(unit)
    store(small(entries=[CMS_HOUR, entry("2017-01-05", 30, whom="AEWA")]), replace=True)
    second = run_of(unit)
    assert second.supersedes == first
    rows = {(row["instrument"], row["figure"]): row for row in second.differences}
    assert rows["AEWA", "direct"] == {
        "instrument": "AEWA",
        "figure": "direct",
        "before": "0.00",
        "after": "20.00",
        "change": "20/1",
    }
    assert rows["CMS", "funded"]["change"] == "40/3"
    assert ("CMS", "direct") not in rows
    store(small(entries=[entry("2017-01-05", 61)]), replace=True)
    third = run_of(unit)
    assert third.supersedes == second
    first.refresh_from_db()
    assert (first.results["instruments"]["CMS"]["direct"]["exact"], first.differences) == (
        "40/1",
        [],
    )
    # Another method is another matter.
    store(
        small(
            entries=[entry("2017-01-05", 61)],
            staff_costs=[{"person": "ada", "month": "2017-01", "amount": "5", "currency": "EUR"}],
        ),
        replace=True,
    )
    assert run_of(unit, method="actual").supersedes is None


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["results", "digest", "provisional", "supersedes"])
def test_the_database_refuses_to_change_a_run(field: str) -> None:
    run = run_of(store(small(entries=[CMS_HOUR])))
    changed = {"results": {}, "digest": "sha256:0", "provisional": True, "supersedes": run}
    with pytest.raises(DatabaseError, match=r"final|run_is_final"), transaction.atomic():
        ValuationRun.objects.filter(pk=run.pk).update(**{field: changed[field]})
    assert ValuationRun.objects.get(pk=run.pk).results == run.results


@pytest.mark.django_db
def test_a_task_delivered_twice_does_its_job_once() -> None:
    unit = store(small(entries=[CMS_HOUR]))
    job = ask(unit)
    before = Job.objects.values().get(pk=job.pk)
    store(small(entries=[CMS_HOUR, entry("2017-01-06", 5)]), replace=True)
    value(str(job.pk))
    assert Job.objects.values().get(pk=job.pk) == before
    assert ValuationRun.objects.count() == 1


@pytest.mark.django_db
def test_while_one_worker_is_at_it_a_second_delivery_comes_back_later() -> None:
    unit = store(small(entries=[CMS_HOUR]))
    job = asked(unit)
    with working_on(str(job.pk)):
        with pytest.raises(Retry):
            value(str(job.pk))
        assert not ValuationRun.objects.exists()
        # A worker that has said nothing for too long is taken for dead.
        Job.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
        value(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", str(ValuationRun.objects.get().pk))


@pytest.mark.django_db
def test_what_fails_unexpectedly_is_told_in_words_and_stores_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("costsharing.actions.value_period.document", fail)
    job = ask(store(small(entries=[CMS_HOUR])))
    assert job.state == "failed"
    assert job.error.startswith("It failed unexpectedly; nothing was stored.")
    assert str(job.pk) in job.error
    assert "ZeroDivisionError" in caplog.text
    assert not ValuationRun.objects.exists()


@pytest.mark.django_db
def test_a_finished_job_tells_how_far_it_came() -> None:
    job = ask(store(small(entries=[CMS_HOUR])))
    assert job.finished is not None
    assert (job.step, job.done < job.total) == ("Storing the run", True)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_period_at_once_make_one_run() -> None:
    unit = store(small(entries=[CMS_HOUR]))
    jobs = [asked(unit) for _ in range(2)]
    start = threading.Barrier(2)

    def work(job: Job) -> None:
        try:
            start.wait(20)
            value(str(job.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, job) for job in jobs]:
            done.result()
    run = ValuationRun.objects.get()
    of_runs = Job.objects.filter(pk__in=[job.pk for job in jobs])
    assert list(of_runs.values_list("state", "result")) == [("done", str(run.pk))] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "expected"), [("standard", QUERIES), ("actual", QUERIES + 1)])
def test_the_number_of_questions_does_not_grow(method: str, expected: int) -> None:
    document_: Document = random_unit(5)
    unit = store(document_)
    assert queries_of(unit, method) == expected
    for number in range(20):
        document_["posts"].append(post(f"Q-{number}", ("2014-01-01", "G5"), ("2017-01-20", "P2")))
        document_["people"].append(person(f"q{number}", assignment(f"Q-{number}")))
        document_["entries"] += [
            entry(f"2017-01-{day:02d}", 60, who=f"q{number}") for day in range(1, 29)
        ]
    store(document_, replace=True)
    assert TimeEntry.objects.count() > 560
    assert MonthTotal.objects.count() > 20
    assert queries_of(unit, method) == expected
