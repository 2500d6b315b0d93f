"""``export_programme``: a year's programme of work as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from secretariats.commands import HouseCommand, whole_file
from secretariats.queries.units import unit_of_code
from timetracking.programme_workbook import programme_workbook
from timetracking.queries.programme import working_items

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    """Writes the working programme of a year as a workbook."""

    help = "Writes the draft of a year's programme of work as a workbook (XLSX), a row an item."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the arguments."""
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the workbook whole, or none."""
        unit, year = unit_of_code(options["unit"]), options["year"]
        items = [row.planned for row in working_items(unit, year)]
        with whole_file(options["out"]) as out:
            out.write(programme_workbook(unit, year, items))
