"""Why a run differs from another is worked out and kept: by a worker, or at once if small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.core.causes import causes
from costsharing.core.causes_document import causes_document
from costsharing.core.snapshot_read import read
from costsharing.models import RunCauses, ValuationRun
from costsharing.permissions import may_read_figures
from costsharing.queries import run_causes
from costsharing.queries.run_causes import asked_of, kept_causes, size_of
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Person

TASK = run_causes.TASK
# Snapshots of so many characters together are compared in well under a second.
AT_ONCE = 16_000


def ask_for_causes(run: ValuationRun, other: ValuationRun, *, actor: Person | None) -> Job:
    """Let a worker find why a run differs from another; where one is at it, its job is returned.

    Args:
        run: the run that is looked at.
        other: the one that it is compared with, of the same unit.
        actor: who asks; None is a worker that stored a run, or the operator.

    Raises:
        NotAllowed: the actor may not read the figures of the unit.
        Refused: the runs cannot be compared; or the broker does not answer, then the job waits.
    """
    check_comparable(run, other, actor=actor)
    asked = asked_of(run, other)
    with transaction.atomic():
        at_it: Job | None = (
            Job.objects.filter(
                unit=run.unit_id,
                task=TASK,
                state__in=(Job.State.WAITING, Job.State.RUNNING),
                asked=asked,
            )
            .order_by("-created")
            .first()
        )
        return at_it or ask_for(TASK, unit=run.unit, actor=actor, asked=asked)


def causes_at_hand(
    run: ValuationRun, other: ValuationRun, *, actor: Person | None
) -> dict[str, Any] | None:
    """Return the kept causes; those of two small runs are worked out now; else None.

    Raises:
        NotAllowed: the actor may not read the figures of the unit.
        Refused: the runs cannot be compared.
    """
    check_comparable(run, other, actor=actor)
    found = kept_causes(run, other)
    if found is None and size_of(run.pk, other.pk) <= AT_ONCE:
        found = work_out(run, other)
    return found


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Work out and keep the causes that a job asks for; done twice, nothing changes."""
    runs = ValuationRun.objects.filter(unit=job.unit)
    run, other = runs.get(pk=job.asked["run"]), runs.get(pk=job.asked["with"])
    if kept_causes(run, other) is None:
        work_out(
            run, other,
            tell=lambda done, total: tell(_("Replacing one input after the other"), done, total),
        )  # fmt: skip
    return str(run.pk)


def work_out(
    run: ValuationRun,
    other: ValuationRun,
    *,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, Any]:
    """Work out why a run differs from another, keep it and return it.

    No history: it follows from the two runs, and whoever works it out again finds the same.
    """
    found = causes(read(other.snapshot), read(run.snapshot), tell=tell)
    document = causes_document(found, other.results, run.results)
    RunCauses.objects.update_or_create(before=other, after=run, defaults={"document": document})
    return document


def check_comparable(run: ValuationRun, other: ValuationRun, *, actor: Person | None) -> None:
    """See to it that two runs can be compared by a person.

    Raises:
        NotAllowed: the actor may not read the figures of the unit.
        Refused: they are the same run, of different units, or in different currencies.
    """
    if not may_read_figures(actor, run.unit):
        raise NotAllowed([_("None of your roles sees the figures of this unit.")])
    if run.pk == other.pk:
        text = _("A run does not differ from itself: name another run of the unit.")
        raise Refused([Problem("with", text)])
    if run.unit_id != other.unit_id:
        text = _("The two runs are of different units: name another run of %(unit)s.")
        raise Refused([Problem("with", text % {"unit": run.unit.code})])
    if run.results["currency"] != other.results["currency"]:
        text = _("The runs are in different currencies, which are not subtracted.")
        raise Refused([Problem("with", text)])
