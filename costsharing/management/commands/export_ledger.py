"""Write a run as accounts: ``export_ledger --run ID --format hledger|beancount --out FILE``."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.core.ledgers import ledger_formats
from costsharing.models import ValuationRun
from costsharing.queries.ledger import ledger_file
from secretariats.commands import HouseCommand, whole_file
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    """The run and its settlement as a double-entry journal that balances."""

    help = "Write a run and its settlement as a double-entry journal for a program of accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the run, the program and the file."""
        parser.add_argument("--run", required=True, help="identity of the run, as value prints it")
        parser.add_argument("--format", required=True, choices=sorted(ledger_formats()))
        parser.add_argument("--out", required=True, type=Path, help="file to write; - prints it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the whole file, or nothing."""
        run = _run_of(options["run"])
        text = ledger_file(run, options["format"]).text
        if str(options["out"]) == "-":
            self.stdout.write(text, ending="")
            return
        with whole_file(options["out"]) as file:
            file.write(text.encode())
        self.stderr.write(_("Written: %(file)s") % {"file": options["out"]})


def _run_of(text: str) -> ValuationRun:
    try:
        found: ValuationRun = ValuationRun.objects.select_related("unit").get(pk=uuid.UUID(text))
    except (ValueError, ValuationRun.DoesNotExist) as error:
        message = _(
            "There is no run %(run)r. The command value prints the identity of a run, and the "
            "page of valuations shows it."
        )
        raise Refused([message % {"run": text}]) from error
    return found
