"""The clock values the month before, once for each unit; what failed is listed until made good."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from costsharing.actions.value_months import value_month_before
from costsharing.models import Agreement, StaffCost, ValuationRun
from costsharing.queries.valued_units import failed_valuations
from costsharing.tasks import value
from costsharing.tasks import value_month_before as task
from secretariats.actions.retry_job import retry_job
from secretariats.models import Job
from tests.db.costsharing.valued_units import Document, ask, entry, person, run_of, small, store

pytestmark = pytest.mark.django_db
# Noon of the second of February.
NOON = dt.datetime(2017, 2, 2, 12, tzinfo=dt.UTC)
JANUARY = {"from": "2017-01-01", "to": "2017-01-31", "method": "standard"}


def other(code: str, **more: object) -> Document:
    """Return the same unit under another code."""
    document = small(entries=[entry("2017-01-05", 60)], **more)
    document["unit"]["code"] = code
    return document


def test_the_month_before_is_valued_once() -> None:
    unit = store(small(entries=[entry("2017-01-05", 60)]))
    (job,) = value_month_before(now=NOON)
    assert (job.unit, job.actor, job.asked) == (unit, None, JANUARY)
    # A second clock, and the days after.
    for hours in (0, 1, 24, 24 * 20):
        assert value_month_before(now=NOON + dt.timedelta(hours=hours)) == []
    value(str(job.pk))
    assert ValuationRun.objects.get().start == dt.date(2017, 1, 1)
    assert value_month_before(now=NOON) == []


def test_what_a_person_had_valued_is_not_valued_again() -> None:
    unit = store(small(entries=[entry("2017-01-05", 60)]))
    run_of(unit)
    assert value_month_before(now=NOON) == []


def actual_without_costs() -> Document:
    """Return a unit valued by what staff cost, the costs of January not yet known."""
    document = small(entries=[entry("2017-01-05", 60)])
    document["unit"]["policies"]["method"] = "actual"
    return document


def test_what_failed_is_asked_again_each_day_until_it_is_well() -> None:
    unit = store(actual_without_costs())
    for days in range(3):
        (one,) = value_month_before(now=NOON + dt.timedelta(days=days))
        # Before it is done, and once it has failed: no second time on one day.
        assert value_month_before(now=NOON + dt.timedelta(days=days, hours=1)) == []
        value(str(one.pk))
        assert value_month_before(now=NOON + dt.timedelta(days=days, hours=2)) == []
    assert Job.objects.filter(state=Job.State.FAILED).count() == 3
    (failed,) = failed_valuations([unit.pk])
    assert failed.job == Job.objects.latest("created")
    StaffCost.objects.create(
        unit=unit, person=unit.people.get(), month=dt.date(2017, 1, 1), amount=5000, currency="EUR"
    )
    (job,) = value_month_before(now=NOON + dt.timedelta(days=3))
    assert failed_valuations([unit.pk]) == []
    value(str(job.pk))
    assert ValuationRun.objects.get().method == "actual"
    for days in (3, 4, 20):
        assert value_month_before(now=NOON + dt.timedelta(days=days)) == []


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (dt.datetime(2017, 1, 15, 12, tzinfo=dt.UTC), 1),
        # It is February in Berlin from eleven in the evening by Greenwich.
        (dt.datetime(2017, 1, 31, 22, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2017, 1, 31, 23, 0, tzinfo=dt.UTC), 0),
    ],
    ids=["in the month", "in its last minute", "after it"],
)
def test_a_preview_before_the_month_was_over_is_no_valuation_of_it(
    moment: dt.datetime, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = store(small(entries=[entry("2017-01-05", 60)]))
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: moment)
        run = run_of(unit)
    jobs = value_month_before(now=NOON)
    assert len(jobs) == count
    for job in jobs:
        # Of the same inputs it is the same run, and that is enough.
        value(str(job.pk))
    assert ValuationRun.objects.get() == run
    assert value_month_before(now=NOON + dt.timedelta(days=1)) == []


def test_a_unit_without_anything_in_the_month_is_left_out() -> None:
    store(small(entries=[entry("2017-02-01", 60)]))
    assert value_month_before(now=NOON) == []


def test_money_alone_is_something() -> None:
    spent = {
        "date": "2017-01-09", "amount": "5", "currency": "EUR", "paid_by": "CMS", "for": "shared",
    }  # fmt: skip
    store(small(expenditures=[spent]))
    assert len(value_month_before(now=NOON)) == 1


def test_the_month_is_that_of_the_units_own_clock() -> None:
    """At half past eleven in the evening of 31 January in London, it is February in Berlin."""
    store(small(entries=[entry("2017-01-05", 60)]))
    london = other("LONDON")
    london["unit"]["timezone"] = "Europe/London"
    store(london)
    night = dt.datetime(2017, 1, 31, 23, 30, tzinfo=dt.UTC)
    assert [job.unit.code for job in value_month_before(now=night)] == ["IMCA"]
    later = night + dt.timedelta(hours=1)
    assert [job.unit.code for job in value_month_before(now=later)] == ["LONDON"]


def test_it_can_be_turned_off(settings: Any) -> None:
    store(small(entries=[entry("2017-01-05", 60)]))
    settings.VALUE_MONTHS = False
    assert value_month_before(now=NOON) == []
    assert task() == 0


def test_a_unit_that_fails_stops_no_other_and_can_be_tried_again() -> None:
    bad = store(other("A-BAD"))
    good = store(small(entries=[entry("2017-01-05", 60)]))
    Agreement.objects.filter(unit=bad).update(start=dt.date(2018, 1, 1))
    jobs = value_month_before(now=NOON)
    for job in jobs:
        value(str(job.pk))
    assert ValuationRun.objects.get().unit == good
    (failed,) = failed_valuations([bad.pk, good.pk])
    assert (failed.job.unit, failed.start, failed.end) == (
        bad,
        dt.date(2017, 1, 1),
        dt.date(2017, 1, 31),
    )
    assert failed.by_clock
    assert "agreement" in failed.job.error
    # Put right and tried again it is well, and no longer listed.
    Agreement.objects.filter(unit=bad).update(start=dt.date(2014, 1, 1))
    retry_job(failed.job, actor=None)
    assert failed_valuations([bad.pk]) == []
    value(str(failed.job.pk))
    assert ValuationRun.objects.filter(unit=bad).count() == 1


def test_a_failure_is_listed_until_the_period_is_asked_for_again() -> None:
    unit = store(small(entries=[entry("2017-01-05", 60)], people=[person("ada")]))
    assert ask(unit).state == Job.State.FAILED
    assert ask(unit, method="actual").state == Job.State.FAILED
    assert len(failed_valuations([unit.pk])) == 2
    store(small(entries=[entry("2017-01-05", 60)]), replace=True)
    run_of(unit)
    assert [one.job.asked["method"] for one in failed_valuations([unit.pk])] == ["actual"]
    # Long ago, nobody wants it any more.
    Job.objects.update(created=NOON)
    assert failed_valuations([unit.pk]) == []


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_ask_once() -> None:
    store(small(entries=[entry("2017-01-05", 60)]))
    start = threading.Barrier(2)

    def tick() -> int:
        try:
            start.wait(20)
            return len(value_month_before(now=NOON))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(one.result() for one in [pool.submit(tick) for _ in range(2)]) == [0, 1]
    assert Job.objects.filter(task="costsharing.value").count() == 1
