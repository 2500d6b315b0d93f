"""Value a period of many units: ``value_units --from D --to D [--unit CODE …] [--json]``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from costsharing.actions.value_units import value_units
from secretariats.commands import iso_date
from secretariats.core.errors import Refused
from secretariats.models import Job, Unit
from secretariats.queries.units import unit_of_code
from secretariats.waiting import WaitingCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


class Command(WaitingCommand):
    """One piece of work for each unit, on however many workers there are.

    Asked again, what failed is tried again; where nothing changed, the run that is there is given.
    """

    help = "Value the services of a period in many units, each on its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the period, the method and the units."""
        parser.add_argument("--from", dest="start", required=True, type=iso_date, help="first day")
        parser.add_argument("--to", dest="end", required=True, type=iso_date, help="last day")
        parser.add_argument(
            "--method", default="", help="standard or actual; by default each unit's own"
        )
        parser.add_argument(
            "--unit", dest="units", action="append", help="code of a unit; by default all units"
        )
        parser.add_argument(
            "--only-failed",
            action="store_true",
            help="leave out the units whose last valuation of the period went well",
        )
        parser.add_argument("--json", action="store_true", help="print the jobs and runs as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for all, wait for all, tell what became of each."""
        codes = list(dict.fromkeys(options["units"] or []))
        units = [unit_of_code(code) for code in codes] or list(Unit.objects.order_by("code"))
        jobs = value_units(
            units=units,
            start=options["start"],
            end=options["end"],
            method=options["method"],
            actor=None,
            only_failed=options["only_failed"],
        )
        ended = self.wait_for_all(jobs, unit=_("units"))
        if options["json"]:
            self.emit_json(_document(ended, **options))
        else:
            for job in ended:
                if job.state == Job.State.DONE:
                    self.stdout.write(f"{job.unit.code}  {job.result}")
        failed = [job for job in ended if job.state == Job.State.FAILED]
        if failed:
            raise Refused(_told(failed, len(ended)))


def _document(jobs: Sequence[Job], **options: Any) -> dict[str, Any]:
    return {
        "from": options["start"].isoformat(),
        "to": options["end"].isoformat(),
        "units": [
            {
                "unit": job.unit.code,
                "method": job.asked["method"],
                "job": str(job.pk),
                "state": job.state,
                "run": job.result or None,
                "error": job.error,
            }
            for job in jobs
        ],
    }


def _told(failed: Sequence[Job], number: int) -> list[str]:
    """Return the reasons of those that failed, and how to try them alone."""
    text = ngettext(
        "%(failed)d of %(number)d unit failed. With --only-failed it alone is tried again:",
        "%(failed)d of %(number)d units failed. With --only-failed they alone are tried again:",
        number,
    )
    lines = [text % {"failed": len(failed), "number": number}]
    for job in failed:
        lines += [f"{job.unit.code}: {line}" for line in job.error.splitlines()]
    return lines
