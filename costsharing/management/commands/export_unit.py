"""``export_unit CODE``: the unit file of what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.core.unit_file import unit_file_text
from costsharing.queries.snapshot import one_snapshot
from costsharing.queries.unit_file import stored_unit_file, unit_codes
from secretariats.commands import HouseCommand, whole_file
from secretariats.core.errors import Refused
from secretariats.models import Unit

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from costsharing.core.unit_file import UnitFile


class Command(HouseCommand):
    """Writes the unit file of a unit."""

    help = "Writes the unit file of what is stored of a unit, in YAML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the arguments."""
        parser.add_argument("code", metavar="CODE", help="the unit's code")
        parser.add_argument(
            "--out", metavar="FILE", type=Path, help="write there instead of standard output"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read one state of the database and write it."""
        file = _read(options["code"])
        if options["out"] is None:
            for piece in unit_file_text(file):
                self.stdout.write(piece, ending="")
            return
        with whole_file(options["out"]) as out:
            for piece in unit_file_text(file):
                out.write(piece.encode())


def _read(code: str) -> UnitFile:
    """Return the content of a unit.

    Raises:
        Refused: there is no such unit, with those that there are.
    """
    with one_snapshot():
        unit = Unit.objects.filter(code=code).first()
        if unit is not None:
            return stored_unit_file(unit)
    known = ", ".join(unit_codes())
    remedy = _("There are: %(codes)s.") % {"codes": known} if known else _("There is none yet.")
    raise Refused([_("There is no unit %(code)s.") % {"code": code} + " " + remedy])
