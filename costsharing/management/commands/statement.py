"""Prepare a statement: ``statement --unit CODE --to D [--dry-run] [--json]``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.actions.prepare_statement import prepare_statement
from costsharing.queries.statement_now import statement_now
from costsharing.queries.statement_text import statement_lines
from secretariats.commands import HouseCommand, iso_date
from secretariats.queries.units import unit_of_code

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    """The year's settlement so far; asked again on the same inputs, the one that waits."""

    help = "Prepare a statement of money spent, to be confirmed by a finance officer of each side."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the unit and the last day."""
        parser.add_argument("--unit", required=True, help="code of the unit")
        parser.add_argument(
            "--to", dest="end", required=True, type=iso_date, help="last day, a month's end"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show the figures and store nothing"
        )
        parser.add_argument("--json", action="store_true", help="print the statement as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work it out, store it unless it is a trial, and print it."""
        unit = unit_of_code(options["unit"])
        document: dict[str, Any]
        if options["dry_run"]:
            now = statement_now(unit, options["end"])
            document = {"statement": None, "state": "", "digest": now.digest}
            content = now.content
        else:
            row = prepare_statement(unit=unit, end=options["end"], actor=None)
            document = {"statement": row.pk, "state": row.state, "digest": row.digest}
            content = row.content
        if options["json"]:
            self.emit_json({**document, "content": content})
        else:
            self.stdout.write("\n".join(statement_lines(content, state=document["state"])))
