"""``limitations``: what the record of time of a unit cannot tell, measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.management.limitations_text import limitations_text
from costsharing.queries.limitations import measure_limitations
from secretariats.commands import HouseCommand, iso_date
from secretariats.queries.units import unit_of_code

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(HouseCommand):
    """Prints the table of limitations, of the team and of each person."""

    help = "The limitations of a unit's record of time over a period, measured."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--unit", required=True, help="the unit's code")
        parser.add_argument(
            "--from", dest="start", required=True, type=iso_date, help="first day, as 2017-01-01"
        )
        parser.add_argument(
            "--to", dest="end", required=True, type=iso_date, help="last day, inclusive"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure and print."""
        unit = unit_of_code(options["unit"])
        table = measure_limitations(unit, options["start"], options["end"])
        if options["json"]:
            self.emit_json(table.as_json())
        else:
            self.stdout.write(limitations_text(table))
