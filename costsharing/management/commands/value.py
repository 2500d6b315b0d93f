"""Value a unit's period: ``value --unit CODE --from D --to D [--method M] [--json]``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.actions.value_period import ask_for_valuation
from costsharing.models import ValuationRun
from costsharing.queries.runs import run_document, run_lines
from secretariats.commands import iso_date
from secretariats.queries.units import unit_of_code
from secretariats.waiting import WaitingCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(WaitingCommand):
    """One valuation run through Celery; the same inputs give the run that is there already."""

    help = "Value the services of a period, exactly, into a run that is never changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the unit, the period and the method."""
        parser.add_argument("--unit", required=True, help="code of the unit")
        parser.add_argument("--from", dest="start", required=True, type=iso_date, help="first day")
        parser.add_argument("--to", dest="end", required=True, type=iso_date, help="last day")
        parser.add_argument(
            "--method", default="", help="standard or actual; by default the unit's"
        )
        parser.add_argument("--json", action="store_true", help="print the run as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for the run, wait for the worker, print what it found."""
        unit = unit_of_code(options["unit"])
        job = ask_for_valuation(
            unit=unit,
            start=options["start"],
            end=options["end"],
            method=options["method"],
            actor=None,
        )
        with self.workers() as wait:
            job = wait(job)
        run = ValuationRun.objects.select_related("unit", "supersedes").get(pk=job.result)
        if options["json"]:
            self.emit_json(run_document(run))
        else:
            self.stdout.write("\n".join(run_lines(run)))
