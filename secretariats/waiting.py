"""Commands that hand work to a worker and wait for it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from secretariats.commands import HouseCommand
from secretariats.core.errors import Refused
from secretariats.models import Job
from secretariats.worker import embedded_worker, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tqdm import tqdm

# Seconds after which a person wants to know why nothing happens.
PATIENCE = 10.0


class WaitingCommand(HouseCommand):
    """A command whose work is done by a worker: one of its own where no broker is configured."""

    @contextmanager
    def workers(self) -> Iterator[Callable[[Job], Job]]:
        """Give a way to wait for jobs, which shows how far they are and refuses what failed.

        The function takes a job that was asked for and returns it as it is when done. It raises
        ``Refused`` with the job's own words where the job failed.
        """
        # From a shell the process ends with the command, and the worker's thread with it; called
        # from Python the process goes on, and its next worker must be alone.
        goes_on = not self._called_from_command_line
        with embedded_worker(see_it_end=goes_on), self.progress(unit=_("steps")) as bar:
            yield lambda job: self._wait(job, bar)

    def wait_for_all(self, jobs: Sequence[Job], *, unit: str) -> list[Job]:
        """Wait until all jobs are done or failed, and return them as they then are, in order.

        Args:
            jobs: which were asked for, one for each of something.
            unit: what that is, in the plural, for the bar that shows how many are over.
        """
        goes_on = not self._called_from_command_line
        with (
            embedded_worker(see_it_end=goes_on),
            self.progress(len(jobs), unit=unit) as bar,
        ):
            told = self._tell_of_no_worker()
            ended = []
            for job in jobs:
                ended.append(wait_for(job, progress=told))
                bar.update(1)
        return ended

    def _wait(self, job: Job, bar: tqdm[Any]) -> Job:
        told = self._tell_of_no_worker()

        def show(now: Job) -> None:
            bar.total = now.total or None
            bar.set_description(now.step)
            bar.update(now.done - bar.n)
            told(now)

        done = wait_for(job, progress=show)
        if done.state == Job.State.FAILED:
            raise Refused(done.error.splitlines())
        return done

    def _tell_of_no_worker(self) -> Callable[[Job], None]:
        """Return what is told a job at each look, and says once that nobody takes it."""
        asked = time.monotonic()
        told = settings.EMBEDDED_WORKER

        def look(now: Job) -> None:
            nonlocal told
            if now.state == Job.State.WAITING and not told and time.monotonic() - asked > PATIENCE:
                told = True
                self.stderr.write(
                    _("No worker has taken the job yet: start one with 'make worker'. It waits.")
                )

        return look
