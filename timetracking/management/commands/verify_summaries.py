"""``verify_summaries``: proves that the totals of days and months are the sums of the entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariats.commands import FAILED, HouseCommand
from secretariats.queries.units import unit_of_code
from timetracking.actions.rebuild_totals import rebuild_totals
from timetracking.queries.differing_totals import differing_totals

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from timetracking.queries.differing_totals import Differing


class Command(HouseCommand):
    """Compare every total with the entries and name each that differs."""

    help = (
        "Prove that the totals of days and months are the sums of the entries; name what differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is asked for."""
        parser.add_argument("--unit", metavar="CODE", help="this unit alone")
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="sum anew the totals of units in which one differs, and note it in the history",
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, name, and where asked for build anew."""
        unit = unit_of_code(options["unit"]) if options["unit"] else None
        rebuilt = options["rebuild"]
        found = rebuild_totals(unit=unit, actor=None) if rebuilt else differing_totals(unit)
        if options["json"]:
            self.emit_json(
                {"differing": [one.as_json() for one in found], "rebuilt": rebuilt and bool(found)}
            )
        else:
            for one in found:
                self.stdout.write(_line(one))
            if not found:
                self.stdout.write(_("Every total is the sum of its entries."))
        if not found:
            return
        count = {"count": len(found)}
        if rebuilt:
            text = ngettext(
                "%(count)s total differed; the totals of its unit were summed anew.",
                "%(count)s totals differed; the totals of their units were summed anew.",
                len(found),
            )
            self.stderr.write(text % count)
            return
        text = ngettext(
            "%(count)s total is not the sum of its entries. Run verify_summaries --rebuild, "
            "then value the months again.",
            "%(count)s totals are not the sums of their entries. Run verify_summaries --rebuild, "
            "then value the months again.",
            len(found),
        )
        raise CommandError(text % count, returncode=FAILED)


def _line(one: Differing) -> str:
    named = [one.unit, one.totals, one.person, one.start.isoformat(), one.activity]
    named.append(one.beneficiary)
    words = _("%(named)s: %(kept)s minutes kept, %(entries)s minutes in the entries")
    return words % {
        "named": " ".join(name for name in named if name),
        "kept": one.kept,
        "entries": one.entries,
    }
