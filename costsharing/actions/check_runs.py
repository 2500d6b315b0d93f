"""Runs are final; what their periods would give today is worked out beside them, and kept."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.core.differences import differences
from costsharing.core.results import document
from costsharing.core.snapshot import digest, only_used, write
from costsharing.core.valuation import Incomplete, value
from costsharing.models import RunCheck, ValuationRun
from costsharing.permissions import may_start_valuation
from costsharing.queries.missing_inputs import problems_of, stray_entries
from costsharing.queries.runs_that_hold import runs_that_hold
from costsharing.queries.snapshot import one_snapshot
from costsharing.queries.valuation_inputs import gather_inputs
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Job, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from secretariats.models import Person

TASK = "costsharing.check_runs"


def ask_to_check(*, unit: Unit, actor: Person | None) -> Job:
    """Hand the check of a unit's runs against the inputs of today to a worker.

    Where a check of the unit waits already, that job is returned: it will read what is stored
    when it begins.

    Args:
        unit: whose runs.
        actor: who asks; None is a timed task, or a change of inputs.

    Raises:
        NotAllowed: the actor may not start valuations of this unit.
        Refused: the broker does not answer; then the job waits.
    """
    if not may_start_valuation(actor, unit):
        raise NotAllowed([_("Only the coordinator and finance have the runs of a unit checked.")])
    with transaction.atomic():
        waiting: Job | None = Job.objects.filter(
            unit=unit, task=TASK, state=Job.State.WAITING
        ).first()
        return waiting or ask_for(TASK, unit=unit, actor=actor, asked={})


def check_after_change(unit: Unit) -> None:
    """Have a unit's runs checked once the change of inputs that is under way is committed.

    To be called inside the transaction of the change. Without runs nothing is asked. Where the
    broker does not answer, the job waits for it; the change is stored all the same.
    """
    transaction.on_commit(lambda: _ask_quietly(unit))


def check_all() -> int:
    """Have the runs of every unit checked; return how many units have any."""
    units = Unit.objects.filter(pk__in=ValuationRun.objects.order_by().values("unit"))
    for unit in units:
        _ask_quietly(unit)
    return len(units)


def _ask_quietly(unit: Unit) -> None:
    if ValuationRun.objects.filter(unit=unit).exists():
        with contextlib.suppress(Refused):
            ask_to_check(unit=unit, actor=None)


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Check every run of the job's unit that holds, the newest first; a worker calls this.

    One row is kept for each run, so that the work done again leaves the same.
    """
    runs = runs_that_hold(ValuationRun.objects.filter(unit=job.unit)).order_by("-created", "pk")
    wanted = list(runs.values_list("pk", flat=True))
    for number, pk in enumerate(wanted):
        tell(_("Comparing the runs with the inputs of today"), number, len(wanted))
        run = ValuationRun.objects.select_related("unit").defer("snapshot").get(pk=pk)
        keep_check(run, **_found(run))
    return ""


def keep_check(
    run: ValuationRun,
    *,
    digest: str,
    differences: Sequence[dict[str, str]] = (),
    problems: Sequence[str] = (),
) -> None:
    """Keep what the inputs of now give for a run's period, in place of what was found before.

    No history: whoever checks again finds the same, as long as the inputs are the same.
    """
    RunCheck.objects.update_or_create(
        run=run,
        defaults={
            "checked": timezone.now(),
            "digest": digest,
            "differences": list(differences),
            "problems": list(problems),
        },
    )


def _found(run: ValuationRun) -> dict[str, Any]:
    """Return what the period and the method of a run give with the inputs of now."""
    with one_snapshot() as beside:
        gathered = gather_inputs(run.unit, run.start, run.end, run.method, beside=beside)
    inputs = only_used(gathered.inputs)
    mark = digest(write(inputs))
    problems: list[Problem] = stray_entries(run.unit, gathered) if gathered.stray else []
    if mark == run.digest and not problems:
        return {"digest": mark}
    valued = None
    try:
        valued = value(inputs)
    except Incomplete as missing:
        problems += problems_of(run.unit, inputs, gathered, missing)
    if not inputs.keys.agreements and not problems:
        problems.append(Problem("", _("no agreement is in force in the period any more")))
    if problems or valued is None:
        return {"digest": "", "problems": [str(problem) for problem in problems]}
    now: Any = document(inputs, valued)
    was, currency = run.results["currency"], now["currency"]
    if was != currency:
        text = _(
            "this run is in %(was)s, the inputs of today give %(now)s: amounts of different "
            "currencies are not subtracted"
        )
        problem = Problem("", text % {"was": was, "now": currency})
        return {"digest": mark, "problems": [str(problem)]}
    return {
        "digest": mark,
        "differences": differences(run.results["instruments"], now["instruments"]),
    }
