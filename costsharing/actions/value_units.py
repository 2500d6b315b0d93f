"""The same period of many units: one task each, on any number of workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.value_period import ask_for_valuation, wrong_period
from costsharing.permissions import may_start_valuation
from costsharing.queries.valued_units import newest_jobs
from secretariats.actions.once_only import digest_of, once_only
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Job

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariats.models import Person, Unit


def value_units(
    *,
    units: Sequence[Unit],
    start: dt.date,
    end: dt.date,
    method: str,
    actor: Person | None,
    only_failed: bool = False,
    key: str = "",
) -> list[Job]:
    """Ask for a valuation of the period in each unit, and return the jobs, by unit.

    A unit whose same valuation waits or is at work already has that job; one whose valuation
    failed is tried again under a new one. All others are asked too: where the inputs are those of
    before, the run that is there is given without computing it again.

    Args:
        units: the units, in the order wanted.
        start: first day of the period.
        end: last day, inclusive.
        method: ``standard``, ``actual``, or empty for each unit's own.
        actor: who asks; None is the operator at the command line.
        only_failed: whether to leave out the units whose last such valuation went well.
        key: the caller's key for this request; empty, nothing keeps it from being asked twice.

    Raises:
        NotAllowed: the actor may not start valuations of one of the units; nothing is asked.
        KeyReused: the key was used for something else.
        Refused: there is no unit, or the period or the method cannot be valued; nothing is asked.
            Or the broker does not answer; then all the jobs wait.
    """
    _need_allowed(units, actor)
    problems = {
        problem: None
        for unit in units
        for problem in wrong_period(start, end, method or unit.method)
    }
    if not units:
        problems[Problem("units", _("choose at least one unit"))] = None
    if problems:
        raise Refused(problems)

    if not key:
        return _asked(units, start, end, method, actor, only_failed)
    # As it was asked: which of the units failed is another matter when it is asked once more.
    asked = {
        "units": [unit.code for unit in units],
        "from": start.isoformat(),
        "to": end.isoformat(),
        "method": method,
        "only_failed": only_failed,
    }

    def ask() -> dict[str, list[str]]:
        jobs = _asked(units, start, end, method, actor, only_failed)
        return {"jobs": [str(job.pk) for job in jobs]}

    answer = once_only(
        scope=f"valuation of units {actor.pk if actor else ''}",
        key=key,
        digest=digest_of(asked),
        do=ask,
    )
    found = Job.objects.select_related("unit").filter(pk__in=answer["jobs"])
    return sorted(found, key=lambda job: answer["jobs"].index(str(job.pk)))


def _asked(
    units: Sequence[Unit],
    start: dt.date,
    end: dt.date,
    method: str,
    actor: Person | None,
    only_failed: bool,
) -> list[Job]:
    known = newest_jobs(units, start, end, method)
    jobs = []
    # All or none: half of the units asked for would be taken for all of them.
    with transaction.atomic():
        for unit in units:
            job = known.get(unit.pk)
            if only_failed and job is not None and job.state == Job.State.DONE:
                continue
            if job is None or job.state not in {Job.State.WAITING, Job.State.RUNNING}:
                job = ask_for_valuation(
                    unit=unit, start=start, end=end, method=method, actor=actor
                )
            jobs.append(job)
    return jobs


def _need_allowed(units: Sequence[Unit], actor: Person | None) -> None:
    denied = [unit.code for unit in units if not may_start_valuation(actor, unit)]
    if denied:
        text = _("Only the coordinator and finance start valuations of %(units)s.")
        raise NotAllowed([text % {"units": ", ".join(denied)}])
