"""``export_time``: a person's time of some days as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from secretariats.commands import HouseCommand, iso_date, whole_file
from secretariats.core.errors import Problem, Refused
from secretariats.models import Person
from secretariats.queries.own_roles import roles_of
from timetracking.leaving import rendered
from timetracking.queries.workplaces import workplaces
from timetracking.renderers import renderers

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    """Write the time of a person, in one of the forms of the page."""

    help = "A person's time of some days as a file: csv, ical, json, pdf or xlsx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is asked for."""
        parser.add_argument("--person", required=True, metavar="USERNAME", help="whose time")
        parser.add_argument(
            "--from", required=True, type=iso_date, dest="start", metavar="D", help="first day"
        )
        parser.add_argument(
            "--to", required=True, type=iso_date, dest="end", metavar="D", help="last day"
        )
        parser.add_argument("--format", default="csv", choices=list(renderers()))
        parser.add_argument("--unit", metavar="CODE", help="where, for who works in several")
        parser.add_argument("--out", type=Path, metavar="FILE", help="left out: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, whole or not at all."""
        person = Person.objects.filter(username=options["person"]).first()
        if person is None:
            text = _("There is no person %(person)s.")
            raise Refused([Problem("--person", text % {"person": options["person"]})])
        places = workplaces(person, roles_of(person))
        code = options["unit"]
        place = next((one for one in places if not code or one.unit.code == code), None)
        if place is None:
            text = _("%(person)s keeps no time there.")
            raise Refused([Problem("--unit", text % {"person": person.username})])
        _sheet, _renderer, content = rendered(
            person, place, options["start"], options["end"], options["format"]
        )
        if options["out"] is None:
            self._print(content)
            return
        with whole_file(options["out"]) as file:
            file.write(content)

    def _print(self, content: bytes) -> None:
        """Write bytes to standard output; a caller of Python gets text."""
        if self._called_from_command_line:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            self.stdout.write(content.decode("utf-8", "replace"), ending="")
