"""Work that failed is done once more, alone, under the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.actions.run_job import send
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Person, Unit


def may_retry(person: Person | None, job: Job) -> bool:
    """Return whether a person may have a job of this kind done once more.

    Those who may ask for such work in the unit; None is the operator at the command line.
    """
    name = settings.JOB_ASKERS.get(job.task)
    if name is None:
        return False
    may_ask: Callable[[Person | None, Unit], bool] = import_string(name)
    return may_ask(person, job.unit)


def retry_job(job: Job, *, actor: Person | None) -> Job:
    """Hand a failed job to a worker again, and return it as it then is.

    A job that waits or is at work already is left alone, so that asking twice does it once.

    Args:
        job: the job.
        actor: who asks; None is the operator at the command line.

    Raises:
        NotAllowed: the actor may not ask for such work in the unit.
        Refused: the job is done; or the broker does not answer, then the job waits.
    """
    if not may_retry(actor, job):
        raise NotAllowed([_("None of your roles may have this work done again.")])
    with transaction.atomic():
        row: Job = (
            Job.objects.select_related("unit").select_for_update(of=("self",)).get(pk=job.pk)
        )
        if row.state == Job.State.DONE:
            text = _("This work is done already: there is nothing to try again. Open its result.")
            raise Refused([text])
        if row.state != Job.State.FAILED:
            return row
        before = {"state": row.state, "error": row.error}
        # Without its old lease, the workers that gave it up are not counted again.
        row.state, row.error, row.lease, row.lease_until = Job.State.WAITING, "", "", None
        row.step, row.done, row.total, row.finished = "", 0, 0, None
        row.save()
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before=before,
            after={"state": row.state},
        )
        transaction.on_commit(lambda: send(row))
    return row
