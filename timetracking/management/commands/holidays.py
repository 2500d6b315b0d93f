"""``holidays --unit CODE --year N [--country DE] [--subdivision NW] [--take]``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from secretariats.actions.take_holidays import take_holidays
from secretariats.commands import HouseCommand
from secretariats.core.errors import Problem, Refused
from secretariats.core.public_holidays import State, Station, Unknown
from secretariats.queries.units import unit_of_code
from timetracking.queries.unit_holidays import year_of_holidays
from timetracking.wording import say

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from timetracking.queries.unit_holidays import YearOfHolidays


class Command(HouseCommand):
    """A unit's list of holidays beside that of its country; with ``--take`` what is missing."""

    help = "Show a unit's holidays beside the public ones of its duty station, or take them over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is asked for."""
        parser.add_argument("--unit", metavar="CODE", required=True, help="code of the unit")
        parser.add_argument("--year", type=int, required=True, help="such as 2027")
        parser.add_argument("--country", default="", help="two letters; by default the unit's")
        parser.add_argument("--subdivision", default="", help="part of the country, such as NW")
        parser.add_argument(
            "--take", action="store_true", help="take over every public holiday that is missing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show both lists; take over what is missing where that is asked for."""
        unit = unit_of_code(options["unit"])
        station = Station(unit.country, unit.subdivision)
        if options["country"]:
            station = Station(options["country"].upper(), options["subdivision"])
        if not station.country:
            text = _("The unit has no country yet: say which, such as --country DE.")
            raise Refused([text])
        language = get_language() or "en"
        try:
            found = year_of_holidays(unit, station, options["year"], language)
        except Unknown as unknown:
            raise Refused([Problem("", say(unknown.message))]) from unknown
        if found is None:
            return
        taken = 0
        if options["take"]:
            days = take_holidays(
                unit, station, options["year"], found.missing, language=language, actor=None
            )
            taken = len(days.new)
        if options["json"]:
            self.emit_json(_document(found, taken=options["take"]))
            return
        self._tell(found, taken=options["take"])
        if options["take"]:
            text = ngettext(
                "%(count)s holiday was taken over.", "%(count)s holidays were taken over.", taken
            )
            self.stdout.write(text % {"count": taken})

    def _tell(self, found: YearOfHolidays, *, taken: bool) -> None:
        """Write a line for each day."""
        words = {
            State.THERE: _("already there"),
            State.MISSING: _("taken over") if taken else _("missing"),
            State.OTHER_NAME: _("other name"),
            State.OWN: _("the unit's own"),
        }
        for line in found.lines:
            names = line.public
            if line.own and line.own.name != line.public:
                names = " / ".join(filter(None, [line.public, line.own.name]))
            self.stdout.write(f"{line.day}  {words[line.state]:16} {names}")
            people = found.approved.get(line.day, 0)
            if people and line.state is State.MISSING:
                text = ngettext(
                    "it lies in the approved week of one person",
                    "it lies in approved weeks of %(count)s people",
                    people,
                )
                self.stderr.write(f"{line.day}: {text % {'count': people}}")


def _document(found: YearOfHolidays, *, taken: bool) -> dict[str, Any]:
    """Return both lists as plain values."""
    return {
        "year": found.year,
        "country": found.station.country,
        "part": found.station.part,
        "taken": [day.isoformat() for day in found.missing] if taken else [],
        "holidays": [
            {
                "date": line.day.isoformat(),
                "public": line.public,
                "own": line.own.name if line.own else "",
                "state": line.state.value,
            }
            for line in found.lines
        ],
    }
