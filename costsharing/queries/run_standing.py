"""Whether a run holds, among the runs of its period: what the inputs last said decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.models import Job

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.models import ValuationRun

# The task of ``costsharing.actions.value_period``, which stands above this floor.
TASK = "costsharing.value"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a run stands.

    The same inputs give the same run: valued again after a correction was taken back, a period
    leads to the run of before, although a later one superseded it.

    Attributes:
        holds: whether it is what the period's inputs gave when they were last asked.
        superseded: whether a later run of the same period and method is stored.
        asked: when the inputs were last asked; None where no such job is kept.
        given: the identity of the run that they gave then, if it is not this one.
    """

    holds: bool
    superseded: bool
    asked: dt.datetime | None
    given: str


def standing(run: ValuationRun) -> Standing:
    """Return where a run stands; one query.

    Args:
        run: with ``superseded_by`` read along.
    """
    later = getattr(run, "superseded_by", None)
    superseded = later is not None
    last = (
        Job.objects.filter(
            unit=run.unit_id,
            task=TASK,
            state=Job.State.DONE,
            asked={"from": str(run.start), "to": str(run.end), "method": run.method},
        )
        .exclude(result="")
        .order_by("-finished")
        .values_list("result", "finished")
        .first()
    )
    newest = later.created if later is not None else run.created
    # A job that ended before the newest of the two was stored has nothing to say about it.
    if last is None or last[1] is None or last[1] < newest:
        return Standing(not superseded, superseded, None, "")
    result, finished = last
    holds = result == str(run.pk)
    return Standing(holds, superseded, finished, "" if holds else result)


def still_holds(run: ValuationRun) -> bool:
    """Return whether a run holds; no query where its period was never corrected.

    Args:
        run: with ``superseded_by`` read along.
    """
    corrected = run.supersedes_id is not None or getattr(run, "superseded_by", None) is not None
    return not corrected or standing(run).holds
