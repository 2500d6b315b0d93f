"""``import_inputs FILE --unit CODE --table NAME``: rows of a table of inputs from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.actions.bring_inputs import write_file
from costsharing.queries.input_tables import TABLES
from costsharing.queries.rate_gaps import warnings_of
from secretariats.actions.write_input import BadLines
from secretariats.commands import HouseCommand, read_input
from secretariats.core.errors import Problem, Refused
from secretariats.queries.units import unit_of_code

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from costsharing.actions.bring_inputs import Looked


class Command(HouseCommand):
    """Store what a file says, all of it or nothing; the same file twice changes nothing."""

    help = "Add and change rows of a table of inputs by a CSV file or a workbook (XLSX)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is asked for."""
        parser.add_argument("file", help="the file; - reads standard input")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--table", required=True, choices=sorted(TABLES))
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, store nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and tell what became of each row; wrong rows end with status 1, all named."""
        unit, table = unit_of_code(options["unit"]), TABLES[options["table"]]
        file, dry_run = options["file"], options["dry_run"]
        data = read_input(file)
        try:
            looked = write_file(table, unit, data, name=Path(file).name, dry_run=dry_run)
        except Refused as refused:
            raise Refused(
                Problem(f"{file}: {one.path}" if one.path else file, one.message)
                for one in refused.problems
            ) from refused
        warnings = warnings_of(table.name, unit, looked.kept)
        if options["json"]:
            self.emit_json(_document(looked, table.name, unit.code, warnings, dry_run=dry_run))
        else:
            for line in _lines(looked, warnings, dry_run=dry_run):
                self.stdout.write(line)
        if looked.bad:
            text = _("%(file)s: nothing was stored. Mend these rows and import it again.")
            raise Refused([*BadLines(looked.bad).problems, text % {"file": file}])


def _document(
    looked: Looked, table: str, unit: str, warnings: list[str], *, dry_run: bool
) -> dict[str, Any]:
    counts = looked.counts
    return {
        "table": table,
        "unit": unit,
        "added": counts["add"],
        "changed": counts["change"],
        "unchanged": counts["same"],
        "rejected": [
            {"row": one.place, "column": one.column, "reason": one.message} for one in looked.bad
        ],
        "warnings": warnings,
        "dry_run": dry_run,
    }


def _lines(looked: Looked, warnings: list[str], *, dry_run: bool) -> list[str]:
    """Return the outcome as lines for people."""
    counts = looked.counts
    words = {"added": counts["add"], "changed": counts["change"], "same": counts["same"]}
    return [
        *([_("Nothing is stored: this only tries.")] if dry_run else []),
        _("Added %(added)s, changed %(changed)s, unchanged %(same)s.") % words,
        *warnings,
    ]
