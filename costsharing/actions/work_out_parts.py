"""Months, quarters and years to date of a run, worked out from its snapshot and kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.core.monthly import monthly
from costsharing.core.part import part_of
from costsharing.core.results import document
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value
from costsharing.models import RunPart, ValuationRun
from costsharing.queries.run_parts import Kept, kept_of
from secretariats.actions.run_job import ask_for
from secretariats.core.dates import month_end, months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secretariats.models import Job

TASK = "costsharing.work_out_parts"
QUARTER = 3


def ask_for_parts(run: ValuationRun) -> Job:
    """Hand a run's months, quarters and years to date to a worker; pages then only read them."""
    asked = {"run": str(run.pk), "from": run.start.isoformat(), "to": run.end.isoformat()}
    with transaction.atomic():
        return ask_for(TASK, unit=run.unit, actor=None, asked=asked)


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Work out and keep the parts of the run that a job names; done twice, nothing changes."""
    run = ValuationRun.objects.select_related("unit").get(unit=job.unit, pk=job.asked["run"])
    if not run.whole_months:
        return str(run.pk)
    wanted = list(usual_parts(run.start, run.end))
    months_worked_out(run)
    for number, (start, end) in enumerate(wanted):
        tell(_("Working out the months"), number, len(wanted))
        figures_worked_out(run, start, end)
    return str(run.pk)


def usual_parts(start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the months, quarters and years to date inside a period, the whole left out."""
    firsts = list(months(start, end))
    found = [(first, month_end(first)) for first in firsts]
    for first in firsts:
        if first.month % QUARTER == 1:
            last = month_end(first.replace(month=first.month + QUARTER - 1))
            found += [(first, last)] if last <= end else []
        new_year = first.replace(month=1)
        found += [(new_year, month_end(first))] if new_year >= start else []
    for part in dict.fromkeys(found):
        if part != (start, end):
            yield part


def figures_worked_out(
    run: ValuationRun, start: dt.date, end: dt.date, *, kept: Kept | None = None
) -> dict[str, Any]:
    """Return the document of whole months of a run; worked out and kept where it is not yet.

    Args:
        run: which covers the months.
        start: first day of a month.
        end: last day of a month.
        kept: what was read already of what is kept.

    Raises:
        ValueError: the days are no whole months of the run.
    """
    kept = kept or kept_of([(run, start, end)])
    found = kept.figures.get((run.pk, start, end))
    if found is None:
        part = part_of(read(run.snapshot), start, end)
        found = document(part, value(part))
        _keep(run, RunPart.Form.FIGURES, start, end, found)
    return found


def months_worked_out(run: ValuationRun, *, kept: Kept | None = None) -> list[dict[str, Any]]:
    """Return the months of a run; worked out and kept where they are not yet.

    Args:
        run: the run.
        kept: what was read already of what is kept.
    """
    kept = kept or kept_of([(run, run.start, run.end)])
    found = kept.months.get(run.pk)
    if found is None:
        listed: Any = monthly(read(run.snapshot))
        _keep(run, RunPart.Form.MONTHS, run.start, run.end, listed)
        found = listed
    return found or []


def _keep(run: ValuationRun, form: str, start: dt.date, end: dt.date, found: Any) -> None:
    # No history: it follows from the run, and whoever works it out again finds the same.
    RunPart.objects.get_or_create(
        run=run, form=form, start=start, end=end, defaults={"document": found}
    )
