"""Whether runs would differ with the inputs of today, as it was last found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from costsharing.models import ValuationRun
from costsharing.queries.runs_that_hold import runs_that_hold
from secretariats.models import Job

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from costsharing.models import RunCheck
    from secretariats.models import Unit

# The task of ``costsharing.actions.check_runs``, which stands above this floor.
TASK = "costsharing.check_runs"
SAME, DIFFERS, INCOMPLETE = "same", "differs", "incomplete"
# What is told first of a run that would differ; all else stands below it.
MAIN = ("received", "balance")


@dataclass(frozen=True, slots=True)
class Checked:
    """A run beside what its period would give with the inputs of the moment of the check.

    Attributes:
        run: the run.
        outcome: ``same``, ``differs`` or ``incomplete``; empty if it was not checked yet.
        at: when it was checked.
        digest: of the inputs of then; empty where they were incomplete.
        differences: by how much, as ``costsharing.core.differences`` gives it.
        problems: what was missing, a line each; they name people. Of inputs that are complete:
            why nothing was subtracted, which names nobody.
    """

    run: ValuationRun
    outcome: str
    at: dt.datetime | None
    digest: str
    differences: Sequence[dict[str, str]]
    problems: Sequence[str]


def outcome_of(run: ValuationRun) -> str:
    """Return what the last check of a run found; empty if there was none.

    Args:
        run: with ``check_of_today`` read along.
    """
    check: RunCheck | None = getattr(run, "check_of_today", None)
    if check is None:
        return ""
    if not check.digest:
        return INCOMPLETE
    return SAME if check.digest == run.digest else DIFFERS


def checked_runs(unit: Unit) -> list[Checked]:
    """Return the runs of a unit that hold, the latest period first, each as it was checked.

    Three queries. Snapshots and results are left in the database.
    """
    rows = runs_that_hold(ValuationRun.objects.filter(unit=unit))
    rows = rows.select_related("check_of_today").defer("snapshot", "results")
    return [_checked(run) for run in rows.order_by("-end", "-start", "method", "-created")]


def _checked(run: ValuationRun) -> Checked:
    check: RunCheck | None = getattr(run, "check_of_today", None)
    if check is None:
        return Checked(run, "", None, "", [], [])
    return Checked(
        run, outcome_of(run), check.checked, check.digest, check.differences, check.problems
    )


def last_job(unit: Unit) -> Job | None:
    """Return the newest job that checks the runs of a unit, or None; one query."""
    found: Job | None = Job.objects.filter(unit=unit, task=TASK).order_by("-created").first()
    return found


def check_document(checked: Checked, *, tells_problems: bool) -> dict[str, Any]:
    """Return a checked run as JSON values.

    Args:
        checked: the run.
        tells_problems: whether the reader may know what is missing of whom.
    """
    run = checked.run
    return {
        "run": str(run.pk),
        "from": run.start,
        "to": run.end,
        "method": run.method,
        "digest": run.digest,
        "checked": checked.at,
        "outcome": checked.outcome,
        "digest_now": checked.digest,
        "differences": list(checked.differences),
        "problems": list(checked.problems)
        if tells_problems or checked.outcome != INCOMPLETE
        else [],
    }
