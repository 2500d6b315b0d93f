"""Everything stored about a person as a file: at once where it is little, else by a worker."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.run_job import ask_for
from secretariats.core.errors import Problem, Refused
from secretariats.models import Job
from timetracking.models import TimeEntry
from timetracking.own_files import KINDS, own_file
from timetracking.queries.own_data import entries_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secretariats.models import Person

TASK = "timetracking.export_own"
# Entries that are read while somebody waits; beyond them a worker writes the file.
LARGE = 20_000
KEPT = dt.timedelta(days=7)


def export_own(kind: str, *, actor: Person) -> Job | None:
    """Ask a worker for a file of everything stored about the actor, where that is much.

    Args:
        kind: ``json`` or ``csv``.
        actor: whose data it is.

    Returns:
        The job; None where it is little, so that it can be written while the actor waits.

    Raises:
        Refused: there is no such kind of file.
    """
    if kind not in KINDS:
        raise Refused([Problem("format", _("Choose json or csv."))])
    if entries_stored(actor) <= LARGE:
        return None
    entry = TimeEntry.objects.filter(person=actor).select_related("unit")[:1].get()
    return ask_for(TASK, unit=entry.unit, actor=actor, asked={"format": kind})


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Write the file of a job and return the job's identity; a worker calls this.

    Raises:
        Refused: it is nobody's data.
    """
    person, kind = job.actor, job.asked["format"]
    if person is None or kind not in KINDS:
        raise Refused([_("Everybody asks for their own data.")])
    name = stored_name(job)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, _Pieces(person, kind, tell))
    return str(job.pk)


def stored_name(job: Job) -> str:
    """Return where the file of a job is stored."""
    return f"exports/{job.pk}{KINDS[job.asked['format']][1]}"


def remove_old() -> int:
    """Remove the files that were there for a week, and return how many they were."""
    jobs = Job.objects.filter(task=TASK, finished__lt=timezone.now() - KEPT).exclude(result="")
    for job in jobs:
        default_storage.delete(stored_name(job))
        Job.objects.filter(pk=job.pk).update(result="")
    return len(jobs)


class _Pieces(File):  # type: ignore[type-arg]
    """A file that is written as it is read from the database."""

    def __init__(self, person: Person, kind: str, tell: Callable[[str, int, int], None]) -> None:
        super().__init__(None)
        self._person, self._kind, self._tell = person, kind, tell

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002 - of Django
        """Yield the pieces, and tell how many bytes they are so far."""
        done = 0
        for piece in own_file(self._person, self._kind):
            done += len(piece)
            if piece:
                self._tell(_("writing"), done, 0)
                yield piece
