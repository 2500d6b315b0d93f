"""The limitations of a unit's record are measured and kept: by a worker, or at once if small."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.models import MeasuredLimitations
from costsharing.permissions import may_measure_limitations
from costsharing.queries.limitations import measure_limitations
from costsharing.queries.measured import Measured, measured
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Job
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from costsharing.core.limitations import LimitationsTable
    from secretariats.models import Person, Unit

TASK = "costsharing.measure_limitations"
STEPS = 2
# So many entries take a third of a second, which a page may take.
AT_ONCE = 20_000
# A failed measuring is not asked for again by whoever happens to look, but after this time.
PATIENCE = dt.timedelta(minutes=10)


def ask_to_measure(*, unit: Unit, start: dt.date, end: dt.date, actor: Person | None) -> Job:
    """Hand the measuring of a period to a worker; return the job that does it.

    Where one waits already for the same period, that one is returned.

    Args:
        unit: the unit.
        start: first day.
        end: last day, inclusive.
        actor: who asks; None is a worker that stored a run, or the operator.

    Raises:
        NotAllowed: the actor may not see the figures of this unit.
        Refused: the period ends before it begins; or the broker does not answer, then the job
            waits.
    """
    if not may_measure_limitations(actor, unit):
        raise NotAllowed([_("None of your roles sees how far this unit's record can be trusted.")])
    if end < start:
        text = _("The period ends (%(end)s) before it begins (%(start)s): swap the two dates.")
        raise Refused([Problem("to", text % {"start": start, "end": end})])
    asked = {"from": start.isoformat(), "to": end.isoformat()}
    with transaction.atomic():
        waiting: Job | None = Job.objects.filter(
            unit=unit, task=TASK, state=Job.State.WAITING, asked=asked
        ).first()
        return waiting or ask_for(TASK, unit=unit, actor=actor, asked=asked)


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Measure what a job asked for, keep it, and return its identity; a worker calls this."""
    start = dt.date.fromisoformat(job.asked["from"])
    end = dt.date.fromisoformat(job.asked["to"])
    tell(_("Measuring the record of time"), 0, STEPS)
    table = measure_limitations(job.unit, start, end, by_month=True)
    tell(_("Storing the figures"), 1, STEPS)
    return str(keep_measured(job.unit, table).pk)


def keep_measured(unit: Unit, table: LimitationsTable) -> MeasuredLimitations:
    """Keep the team's figures of a table just measured, in place of those of before.

    No history: whoever measures again finds the same, as long as the record is the same.
    """
    row, _made = MeasuredLimitations.objects.update_or_create(
        unit=unit,
        start=table.start,
        end=table.end,
        defaults={"figures": table.of_team(), "measured": timezone.now()},
    )
    return row


def measured_or_asked(
    unit: Unit,
    start: dt.date,
    end: dt.date,
    *,
    actor: Person,
    not_before: dt.datetime | None = None,
) -> Measured | None:
    """Return the stored limitations of a period; where there are none, see to it that there are.

    A small record is measured here and now. A large one is left to a worker: then None, and who
    asks again in a moment will find them. Within ten minutes of a failure none is asked for.

    Args:
        unit: the unit.
        start: first day.
        end: last day, inclusive.
        actor: who looks, one who may see them.
        not_before: figures older than this are measured again, if that takes no time.

    Raises:
        NotAllowed: the actor may not see the figures of this unit.
    """
    found = measured(unit, start, end)
    is_old = found is not None and not_before is not None and found.at < not_before
    if found is not None and not is_old:
        return found
    if is_small(unit, start, end):
        if not may_measure_limitations(actor, unit):
            raise NotAllowed([_("None of your roles sees these figures.")])
        keep_measured(unit, measure_limitations(unit, start, end, by_month=True))
        return measured(unit, start, end)
    if found is None:
        _ask_once(unit, start, end, actor)
    return found


def measure_again(unit: Unit, start: dt.date, end: dt.date, *, actor: Person) -> Job | None:
    """Measure a period anew: a small record now, a large one by a worker, whose job is returned.

    Raises:
        NotAllowed: the actor may not see the figures of this unit.
        Refused: the period ends before it begins, or the broker does not answer.
    """
    if not may_measure_limitations(actor, unit):
        raise NotAllowed([_("None of your roles sees how far this unit's record can be trusted.")])
    if not is_small(unit, start, end):
        return ask_to_measure(unit=unit, start=start, end=end, actor=actor)
    keep_measured(unit, measure_limitations(unit, start, end, by_month=True))
    return None


def is_small(unit: Unit, start: dt.date, end: dt.date, *, most: int = AT_ONCE) -> bool:
    """Return whether a period has so few entries that they can be measured while one waits."""
    entries = TimeEntry.objects.of_unit(unit).filter(date__gte=start, date__lte=end)
    return entries.order_by().values("pk")[: most + 1].count() <= most


def last_asked(unit: Unit, start: dt.date, end: dt.date) -> Job | None:
    """Return the newest job that measures this period, or None."""
    asked = {"from": start.isoformat(), "to": end.isoformat()}
    jobs = Job.objects.filter(unit=unit, task=TASK, asked=asked)
    newest: Job | None = jobs.order_by("-created").first()
    return newest


def _ask_once(unit: Unit, start: dt.date, end: dt.date, actor: Person) -> None:
    job = last_asked(unit, start, end)
    if job is not None:
        over = job.state in {Job.State.DONE, Job.State.FAILED}
        if not over or job.created > timezone.now() - PATIENCE:
            return
    ask_to_measure(unit=unit, start=start, end=end, actor=actor)
