"""A draft progress report: ``report --unit CODE --from D --to D --committee CODE …``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.actions.value_period import ask_for_valuation
from costsharing.models import ValuationRun
from reporting.actions.draft_report import wrong_request
from reporting.actions.make_report import ask_for_report
from reporting.models import Report
from reporting.queries.committees import committee_of_code
from secretariats.commands import iso_date, whole_file
from secretariats.core.errors import Refused
from secretariats.queries.units import unit_of_code
from secretariats.waiting import WaitingCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(WaitingCommand):
    """The valuation run and the document, both through Celery, into one file."""

    help = "Make the draft progress report of a period for one committee, as PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the unit, the period, the committee, the language and the file."""
        parser.add_argument("--unit", required=True, help="code of the unit")
        parser.add_argument("--from", dest="start", required=True, type=iso_date, help="first day")
        parser.add_argument("--to", dest="end", required=True, type=iso_date, help="last day")
        parser.add_argument("--committee", required=True, help="code of the committee")
        parser.add_argument("--language", required=True, help="language of the report, such as en")
        parser.add_argument("--out", required=True, type=Path, help="the PDF file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for the run and the report, wait for the worker, write the file."""
        unit = unit_of_code(options["unit"])
        committee = committee_of_code(unit, options["committee"])
        wanted = {
            "committee": committee,
            "start": options["start"],
            "end": options["end"],
            "language": options["language"],
        }
        # Before the long work, not after it.
        if problems := wrong_request(unit, **wanted):
            raise Refused(problems)
        out = options["out"]
        if not out.parent.is_dir():
            text = _("%(folder)s is no folder: make it first, or name another file.")
            raise Refused([text % {"folder": out.parent}])
        with self.workers() as wait:
            valued = wait(
                ask_for_valuation(
                    unit=unit, start=wanted["start"], end=wanted["end"], method="", actor=None
                )
            )
            run = ValuationRun.objects.get(pk=valued.result)
            made = wait(ask_for_report(unit=unit, run=run, actor=None, **wanted))
        report = Report.objects.get(pk=made.result)
        with report.pdf.open() as pdf, whole_file(out) as file:
            file.write(pdf.read())
        self.stdout.write(
            _("%(file)s: draft for %(committee)s, SHA-256 %(digest)s")
            % {"file": out, "committee": committee.code, "digest": report.sha256}
        )
