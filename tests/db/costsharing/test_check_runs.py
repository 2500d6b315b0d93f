"""A change under a final run never changes it: what would differ is kept beside it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from costsharing.actions.check_runs import ask_to_check, check_after_change, check_all
from costsharing.models import Agreement, RunCheck, StandardCost, ValuationRun
from costsharing.queries.run_checks import Checked, check_document, checked_runs
from costsharing.queries.run_standing import standing
from costsharing.queries.runs import run_lines
from costsharing.queries.runs_that_hold import runs_that_hold
from costsharing.tasks import check_all_runs, check_runs
from secretariats.core.errors import NotAllowed
from secretariats.models import Job
from tests.db.costsharing.valued_units import entry, run_of, small, store

if TYPE_CHECKING:
    from secretariats.models import Unit
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOURS = [entry("2017-01-05", 60), entry("2017-02-07", 60, whom="AEWA")]
FEBRUARY = ("2017-02-01", "2017-02-28")


def checked(unit: Unit) -> dict[dt.date, Checked]:
    """Let a worker check a unit's runs; return first day → what was found."""
    job = ask_to_check(unit=unit, actor=None)
    check_runs(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "")
    return {one.run.start: one for one in checked_runs(unit)}


def dearer(unit: Unit) -> None:
    """Let an hour of a G5 cost EUR 50 instead of 40."""
    StandardCost.objects.filter(unit=unit, grade="G5").update(annual=82500)


def test_a_run_just_valued_is_known_to_be_the_same() -> None:
    unit = store(small(entries=HOURS))
    run_of(unit)
    (found,) = checked_runs(unit)
    assert (found.outcome, found.differences, found.problems) == ("same", [], [])
    assert found.at is not None


def test_a_dearer_hour_is_told_by_how_much_and_changes_no_run() -> None:
    unit = store(small(entries=HOURS))
    january, february = run_of(unit), run_of(unit, *FEBRUARY)
    kept = list(ValuationRun.objects.order_by("pk").values())
    dearer(unit)
    found = checked(unit)
    assert list(ValuationRun.objects.order_by("pk").values()) == kept
    rows = {(row["instrument"], row["figure"]): row for row in found[january.start].differences}
    assert rows["CMS", "received"] == {
        "instrument": "CMS",
        "figure": "received",
        "before": "40.00",
        "after": "50.00",
        "change": "10/1",
    }
    assert Fraction(rows["CMS", "balance"]["change"]) == Fraction(10, 3)
    assert found[february.start].outcome == "differs"
    # What was told is what a new valuation gives.
    again = run_of(unit)
    assert again.supersedes == january
    assert again.digest == found[january.start].digest
    assert again.differences == found[january.start].differences
    assert checked(unit)[january.start].run == again
    assert checked(unit)[january.start].outcome == "same"


def test_only_the_runs_of_which_an_input_changed_would_differ() -> None:
    unit = store(small(entries=HOURS))
    january, february = run_of(unit), run_of(unit, *FEBRUARY)
    store(small(entries=[HOURS[0], entry("2017-02-07", 90, whom="AEWA")]), replace=True)
    found = checked(unit)
    assert (found[january.start].outcome, found[february.start].outcome) == ("same", "differs")


def test_an_input_that_is_gone_is_named() -> None:
    unit = store(small(entries=HOURS))
    january = run_of(unit)
    StandardCost.objects.filter(unit=unit).delete()
    found = checked(unit)[january.start]
    assert (found.outcome, found.digest, found.differences) == ("incomplete", "", [])
    assert len(found.problems) == 1
    assert found.problems[0].startswith("ada, 2017-01-")
    assert "G5" in found.problems[0]
    # Put right again, nothing is left of it.
    store(small(entries=HOURS), replace=True)
    assert checked(unit)[january.start].problems == []


def test_entries_of_somebody_who_has_left_are_named() -> None:
    unit = store(small(entries=HOURS))
    january = run_of(unit)
    ada = unit.people.get()
    ada.assignments.update(end=dt.date(2017, 1, 1))
    found = checked(unit)[january.start]
    assert found.outcome == "incomplete"
    assert any("no assignment or contract" in problem for problem in found.problems)


def test_an_agreement_that_is_gone_is_named() -> None:
    unit = store(small(entries=HOURS))
    january = run_of(unit)
    Agreement.objects.update(start=dt.date(2018, 1, 1))
    found = checked(unit)[january.start]
    assert found.outcome == "incomplete"
    assert found.problems


def test_asked_for_often_it_waits_once() -> None:
    unit = store(small(entries=HOURS))
    run_of(unit)
    first = ask_to_check(unit=unit, actor=None)
    assert ask_to_check(unit=unit, actor=None) == first
    check_runs(str(first.pk))
    # Done, the next change needs a new one.
    assert ask_to_check(unit=unit, actor=None) != first


def test_checked_again_one_row_is_kept() -> None:
    unit = store(small(entries=HOURS))
    run_of(unit)
    dearer(unit)
    checked(unit)
    before = RunCheck.objects.get().checked
    checked(unit)
    assert RunCheck.objects.get().checked > before


def test_the_number_of_questions_of_the_list_does_not_grow() -> None:
    unit = store(small(entries=HOURS))
    run_of(unit)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            checked_runs(unit)
        return len(found)

    few = asked()
    run_of(unit, *FEBRUARY)
    run_of(unit, "2017-01-01", "2017-02-28")
    assert asked() == few


def test_a_correction_taken_back_lets_the_run_of_before_hold() -> None:
    unit = store(small(entries=HOURS))
    first = run_of(unit)
    february = run_of(unit, *FEBRUARY)
    dearer(unit)
    second = run_of(unit)
    holding = runs_that_hold(ValuationRun.objects.filter(unit=unit))
    assert set(holding) == {second, february}
    store(small(entries=HOURS), replace=True)
    assert run_of(unit) == first
    holding = runs_that_hold(ValuationRun.objects.filter(unit=unit))
    assert set(holding) == {first, february}
    for run in (first, second, february):
        fresh = ValuationRun.objects.select_related("superseded_by").get(pk=run.pk)
        assert standing(fresh).holds == (fresh in set(holding))
    assert checked(unit)[first.start].run == first
    # A third set of inputs is a run of its own, and holds.
    store(small(entries=[entry("2017-01-05", 61), HOURS[1]]), replace=True)
    third = run_of(unit)
    assert set(runs_that_hold(ValuationRun.objects.filter(unit=unit))) == {third, february}


def test_who_may_not_start_valuations_has_nothing_checked(cast: Cast) -> None:
    for name in ("ada", "auditor", "cms_secretary", "cms_member", "stranger"):
        with pytest.raises(NotAllowed):
            ask_to_check(unit=cast.unit, actor=getattr(cast, name))
    assert ask_to_check(unit=cast.unit, actor=cast.coordinator).state == Job.State.WAITING


def test_the_clock_asks_for_each_unit_with_runs() -> None:
    one = store(small(entries=HOURS))
    other = small(entries=HOURS)
    other["unit"]["code"] = "OTHER"
    store(other)
    run_of(one)
    assert check_all() == check_all_runs() == 1
    assert Job.objects.filter(task="costsharing.check_runs").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_asks_for_nothing() -> None:
    unit = store(small(entries=HOURS))
    jobs = Job.objects.filter(task="costsharing.check_runs")
    with transaction.atomic():
        check_after_change(unit)
    # Without runs there is nothing to compare.
    assert not jobs.exists()
    run_of(unit)
    with transaction.atomic():
        check_after_change(unit)
        transaction.set_rollback(True)
    assert not jobs.exists()
    with transaction.atomic():
        check_after_change(unit)
        assert not jobs.exists()
    assert jobs.count() == 1


def test_amounts_of_another_currency_are_not_subtracted() -> None:
    unit = store(small(entries=HOURS))
    first = run_of(unit)
    other = small(entries=HOURS)
    other["unit"]["currency"] = "USD"
    for grade in other["grades"]:
        grade["currency"] = "USD"
    store(other, replace=True)
    unit.refresh_from_db()
    found = checked(unit)[first.start]
    assert (found.outcome, found.differences) == ("differs", [])
    (problem,) = found.problems
    assert "EUR" in problem
    assert "USD" in problem
    # Nobody is named by it, so that every reader of the check is told.
    assert check_document(found, tells_problems=False)["problems"] == [problem]
    second = run_of(unit)
    assert second.supersedes == first
    assert second.digest == found.digest
    assert second.differences == []
    text = "\n".join(run_lines(second))
    assert f"Supersedes run {first.pk}, which is in EUR: no figures are compared." in text
    assert "0 figures differ" not in text
