"""``import_programme``: a workbook as the draft of a year's programme of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from secretariats.commands import HouseCommand, read_input
from secretariats.core.errors import Problem, Refused
from secretariats.queries.units import unit_of_code
from timetracking.actions.replace_programme import replace_programme
from timetracking.core.programme_changes import changes_content
from timetracking.programme_words import change_words
from timetracking.programme_workbook import by_cell, read_workbook

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from timetracking.actions.replace_programme import Replacement


class Command(HouseCommand):
    """Lets the working programme of a year say what a workbook says: all of it or nothing."""

    help = "Lets the draft of a year's programme of work say what a workbook (XLSX) says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the arguments."""
        parser.add_argument("file", help="the workbook; - reads standard input")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, store nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, and tell item by item what changed."""
        unit = unit_of_code(options["unit"])
        name = options["file"]
        try:
            sheet = read_workbook(unit, read_input(name))
            try:
                found = replace_programme(
                    unit,
                    options["year"],
                    [row.item for row in sheet.rows],
                    actor=None,
                    dry_run=options["dry_run"],
                )
            except Refused as refused:
                raise by_cell(refused, sheet) from refused
        except Refused as refused:
            raise Refused(
                Problem(f"{name}: {one.path}" if one.path else name, one.message)
                for one in refused.problems
            ) from refused
        if options["json"]:
            self.emit_json({**_document(found), "dry_run": options["dry_run"]})
            return
        if options["dry_run"]:
            self.stdout.write(_("Nothing is stored: this only tries."))
        for line in _lines(found):
            self.stdout.write(line)


def _document(found: Replacement) -> dict[str, Any]:
    return {
        "items": changes_content(found.changes),
        "same": found.same,
    }


def _lines(found: Replacement) -> Iterator[str]:
    kinds = {"added": _("new"), "changed": _("changed"), "removed": _("removed")}
    for one in found.changes:
        yield f"{kinds[one.kind]}: {one.number} {one.title}"
        for name, before, after in map(change_words, one.fields if one.kind == "changed" else ()):
            yield f"  {name}: {before or '–'} → {after or '–'}"
    yield _("The same: %(same)d.") % {"same": found.same}
