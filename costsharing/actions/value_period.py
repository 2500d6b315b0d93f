"""The main job: value a unit's period, by a worker, into a run that is never changed."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.check_runs import keep_check
from costsharing.actions.measure_limitations import ask_to_measure
from costsharing.actions.work_out_causes import ask_for_causes
from costsharing.actions.work_out_parts import ask_for_parts
from costsharing.core.differences import differences
from costsharing.core.inputs import ACTUAL, METHODS
from costsharing.core.results import document
from costsharing.core.snapshot import digest, only_used, write
from costsharing.core.valuation import Incomplete, value
from costsharing.models import ValuationRun
from costsharing.permissions import may_start_valuation
from costsharing.queries.missing_inputs import problems_of, stray_entries
from costsharing.queries.snapshot import one_snapshot
from costsharing.queries.valuation_inputs import gather_inputs
from secretariats.actions.record_change import record_change
from secretariats.actions.run_job import ask_for
from secretariats.core.dates import is_whole_months
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Job, Person

TASK = "costsharing.value"
STEPS = 4


def ask_for_valuation(
    *, unit: Unit, start: dt.date, end: dt.date, method: str, actor: Person | None
) -> Job:
    """Hand a valuation of the period to a worker; the job's result is the run's identity.

    Args:
        unit: the unit to value.
        start: first day of the period.
        end: last day, inclusive.
        method: ``standard``, ``actual``, or empty for the unit's own.
        actor: who asks; None is the operator at the command line or a timed task.

    Raises:
        NotAllowed: the actor may not start valuations of this unit.
        Refused: the period or the method cannot be valued.
    """
    if not may_start_valuation(actor, unit):
        raise NotAllowed([_("Only the coordinator and finance start valuations of this unit.")])
    method = method or unit.method
    if problems := wrong_period(start, end, method):
        raise Refused(problems)
    with transaction.atomic():
        return ask_for(
            TASK,
            unit=unit,
            actor=actor,
            asked={"from": start.isoformat(), "to": end.isoformat(), "method": method},
        )


def wrong_period(start: dt.date, end: dt.date, method: str) -> list[Problem]:
    """Return what is wrong with a wish to value a period by a method."""
    problems: list[Problem] = []
    if end < start:
        text = _("the period ends on %(end)s, before it begins on %(start)s")
        problems.append(Problem("to", text % {"end": end, "start": start}))
    if method not in METHODS:
        text = _("%(method)r is no method; there are %(known)s")
        problems.append(Problem("method", text % {"method": method, "known": ", ".join(METHODS)}))
    elif method == ACTUAL and not is_whole_months(start, end):
        text = _("the method actual spreads what whole months cost: begin and end with a month")
        problems.append(Problem("from", text))
    return problems


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Compute what a job asked for and return the identity of its run; a worker calls this.

    Reads one consistent snapshot of the database, computes without it, and stores the run. The
    same inputs give the run that is there already.

    Raises:
        Refused: naming everything that is missing, with people and dates.
    """
    start = dt.date.fromisoformat(job.asked["from"])
    end = dt.date.fromisoformat(job.asked["to"])
    tell(_("Adding up the minutes"), 0, STEPS)
    with one_snapshot() as beside:
        gathered = gather_inputs(job.unit, start, end, job.asked["method"], beside=beside)
    tell(_("Taking the snapshot"), 1, STEPS)
    inputs = only_used(gathered.inputs)
    snapshot = write(inputs)
    mark = digest(snapshot)
    stray = stray_entries(job.unit, gathered) if gathered.stray else []
    found = ValuationRun.objects.filter(unit=job.unit, digest=mark).first()
    if found is not None and not stray:
        keep_check(found, digest=mark)
        return str(found.pk)
    tell(_("Sharing out the value"), 2, STEPS)
    try:
        valued = value(inputs)
    except Incomplete as missing:
        raise Refused([*stray, *problems_of(job.unit, inputs, gathered, missing)]) from missing
    if stray:
        raise Refused(stray)
    if not inputs.keys.agreements:
        text = _("no agreement is in force between %(start)s and %(end)s: add one to value them")
        raise Refused([text % {"start": start, "end": end}])
    results = document(inputs, valued)
    tell(_("Storing the run"), 3, STEPS)
    run = ValuationRun(
        unit=job.unit,
        start=start,
        end=end,
        method=inputs.method,
        digest=mark,
        snapshot=snapshot,
        results=results,
        provisional=valued.provisional,
        whole_months=is_whole_months(start, end),
        actor=job.actor,
    )
    stored = _store(run, actor=job.actor)
    keep_check(stored, digest=mark)
    if stored is run:
        # The run is stored, whatever becomes of this; a page that misses the figures asks again.
        with contextlib.suppress(Refused):
            ask_to_measure(unit=job.unit, start=start, end=end, actor=None)
            ask_for_parts(stored)
            if stored.supersedes is not None:
                ask_for_causes(stored, stored.supersedes, actor=None)
    return str(stored.pk)


def _store(run: ValuationRun, *, actor: Person | None) -> ValuationRun:
    """Store a run, superseding the newest of the same unit, period and method; once only."""
    with transaction.atomic():
        # One worker stores at a time, so that neither a digest nor a successor comes twice.
        Unit.objects.select_for_update(no_key=True).get(pk=run.unit_id)
        found: ValuationRun | None = ValuationRun.objects.filter(
            unit=run.unit, digest=run.digest
        ).first()
        if found is not None:
            return found
        before = (
            ValuationRun.objects.filter(
                unit=run.unit,
                start=run.start,
                end=run.end,
                method=run.method,
                superseded_by__isnull=True,
            )
            .order_by("-created")
            .first()
        )
        if before is not None:
            run.supersedes = before
            # Amounts of different currencies are not subtracted.
            if before.results["currency"] == run.results["currency"]:
                run.differences = differences(
                    before.results["instruments"], run.results["instruments"]
                )
        run.save(force_insert=True)
        record_change(
            run,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=run.unit,
            after={"digest": run.digest, "from": str(run.start), "to": str(run.end)},
        )
    return run
