"""``load_unit FILE``: a unit from its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.actions.load_unit import LoadResult, load_unit
from costsharing.core.unit_file import read_unit_file
from secretariats.commands import HouseCommand, read_input

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    """Creates a unit from its file, or replaces it."""

    help = "Creates a unit from a unit file (YAML or JSON), all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define the arguments."""
        parser.add_argument("file", metavar="FILE", help="the unit file; - is standard input")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="if the unit exists with other content, replace it whole",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, load, and say what was done."""
        name = options["file"]
        shown = "standard input" if name == "-" else name
        file = read_unit_file(read_input(name), shown)
        with self.progress(unit="entries") as bar:

            def tell(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            result = load_unit(file, actor=None, replace=options["replace"], progress=tell)
        if options["json"]:
            self.emit_json(_document(result))
        else:
            self.stdout.write(_summary(result))


def _document(result: LoadResult) -> dict[str, Any]:
    match = result.entries
    return {
        "unit": result.unit.code,
        "state": result.state,
        "counts": result.counts,
        "entries": {
            "added": len(match.added),
            "removed": len(match.removed),
            "kept": match.kept,
        },
    }


def _summary(result: LoadResult) -> str:
    words = {
        "created": _("created"),
        "unchanged": _("unchanged, the file says what is stored"),
        "replaced": _("replaced"),
    }
    counts = ", ".join(
        f"{count} {section.replace('_', ' ')}" for section, count in result.counts.items()
    )
    line = f"{result.unit.code}: {words[result.state]}"
    return f"{line}\n{counts}" if counts else line
