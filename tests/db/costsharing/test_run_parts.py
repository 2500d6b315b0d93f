"""Parts of a run: what it gives for months inside it is what a run of those months gives."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.actions.work_out_parts import (
    figures_worked_out,
    months_worked_out,
    usual_parts,
)
from costsharing.core.part import part_of
from costsharing.core.snapshot_read import read as read_snapshot
from costsharing.models import RunPart
from costsharing.tasks import work_out
from secretariats.core.dates import month_end, months
from secretariats.models import Job
from tests.db.costsharing.valued_units import entry, run_of, small, store
from tests.unit.costsharing.unit_files import CASES, read

if TYPE_CHECKING:
    from pathlib import Path

    from costsharing.models import ValuationRun

DIRECT, JOINT = "direct", "joint"


def _loaded(case: Path) -> Any:
    from costsharing.actions.load_unit import load_unit

    return load_unit(read(json.loads(case.read_text())), actor=None).unit


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_months_inside_a_run_are_valued_as_if_asked_for_alone(case: Path) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    unit = _loaded(case)
    whole = run_of(unit, worked["from"], worked["to"])
    firsts = list(months(whole.start, whole.end))
    spans = [(first, month_end(first)) for first in firsts]
    spans += [(first, month_end(second)) for first, second in pairwise(firsts)]
    for start, end in spans:
        alone = run_of(unit, start.isoformat(), end.isoformat(), whole.method)
        assert figures_worked_out(whole, start, end) == alone.results, (start, end)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.partition(".")[0])
def test_the_months_of_a_run_add_up_to_it_exactly(case: Path) -> None:
    worked = json.loads(case.with_name(case.name.replace(".unit.", ".expected.")).read_text())
    run = run_of(_loaded(case), worked["from"], worked["to"])
    found = months_worked_out(run)
    assert [month["month"] for month in found] == [
        f"{first:%Y-%m}" for first in months(run.start, run.end)
    ]
    for name in (*(DIRECT, JOINT), "overhead", "support", "received", "funded"):
        for code, figures in run.results["instruments"].items():
            parts = [month["instruments"].get(code, {}).get(name, "0/1") for month in found]
            assert sum(map(Fraction, parts)) == Fraction(figures[name]["exact"]), (name, code)
    for row in run.results["activities"]:
        of = [month["activities"].get(row["activity"], {}) for month in found]
        assert sum(part.get("minutes", 0) for part in of) == row["minutes"]
        for code, figure in row["value"].items():
            parts = [part.get("value", {}).get(code, "0/1") for part in of]
            assert sum(map(Fraction, parts)) == Fraction(figure["exact"])


@pytest.fixture
def half_year() -> ValuationRun:
    entries = [entry(f"2017-{month:02}-10", 60 * month) for month in range(1, 7)]
    return run_of(store(small(entries=entries)), "2017-01-01", "2017-06-30")


@pytest.mark.django_db
def test_what_was_worked_out_is_kept_and_read_again(half_year: ValuationRun) -> None:
    span = dt.date(2017, 4, 1), dt.date(2017, 6, 30)
    first = figures_worked_out(half_year, *span)
    RunPart.objects.update(document={"kept": True})
    assert figures_worked_out(half_year, *span) == {"kept": True}
    assert first["instruments"]["CMS"]["received"]["rounded"] == "600.00"


@pytest.mark.django_db
def test_a_worker_works_out_months_quarters_and_years_to_date_once(
    half_year: ValuationRun,
) -> None:
    job = Job.objects.get(task="costsharing.work_out_parts")
    for _ in range(2):
        work_out(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.DONE, str(half_year.pk))
    kept = RunPart.objects.filter(run=half_year, form=RunPart.Form.FIGURES)
    spans = {(row.start, row.end) for row in kept}
    assert spans == set(usual_parts(half_year.start, half_year.end))
    assert (dt.date(2017, 4, 1), dt.date(2017, 6, 30)) in spans
    assert (dt.date(2017, 1, 1), dt.date(2017, 5, 31)) in spans


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end"),
    [("2017-01-02", "2017-01-31"), ("2017-01-01", "2017-07-31"), ("2017-02-01", "2017-01-31")],
)
def test_days_that_are_no_months_of_the_run_are_refused(
    half_year: ValuationRun, start: str, end: str
) -> None:
    inputs = read_snapshot(half_year.snapshot)
    with pytest.raises(ValueError, match="no whole months"):
        part_of(inputs, dt.date.fromisoformat(start), dt.date.fromisoformat(end))
