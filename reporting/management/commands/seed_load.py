"""``seed_load``: synthetic units with as many entries as a benchmark needs."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reporting.actions.seed_units import learn_sizes, seed_unit
from reporting.demo.load import loads
from secretariats.commands import HouseCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser

# Entries hold dates of the next century too; more years than this are a slip of the keyboard.
MOST_YEARS = 100


def _at_least_one(text: str) -> int:
    if text.isdecimal() and text.isascii() and int(text) > 0:
        return int(text)
    message = _("%(text)r is not a whole number above 0") % {"text": text}
    raise ArgumentTypeError(message)


class Command(HouseCommand):
    """Store synthetic units; the same arguments change nothing the second time."""

    help = "Store synthetic units (LOAD-1, LOAD-2, …) with N entries in all, for benchmarks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size."""
        parser.add_argument(
            "--entries", required=True, type=_at_least_one, metavar="N", help="entries in all"
        )
        parser.add_argument(
            "--units", type=_at_least_one, default=1, metavar="K", help="how many units (1)"
        )
        parser.add_argument(
            "--years", type=_at_least_one, default=1, metavar="Y", help="how many years (1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Store each unit, then tell codes and period as one line of JSON."""
        if options["entries"] < options["units"]:
            self.wrong_usage(_("--entries: each unit needs at least one entry."))
        if options["years"] > MOST_YEARS:
            self.wrong_usage(_("--years: at most %(most)s.") % {"most": MOST_YEARS})
        made = loads(entries=options["entries"], units=options["units"], years=options["years"])
        with self.progress(options["entries"], unit=_("entries")) as bar:

            def show(count: int) -> None:
                bar.update(count)

            for load in made:
                if not seed_unit(load, actor=None, progress=show):
                    bar.update(load.entries)
                    self.stdout.write(
                        _("%(code)s is there already, unchanged.") % {"code": load.code}
                    )
        learn_sizes()
        told = {
            "units": [load.code for load in made],
            "from": made[0].start.isoformat(),
            "to": made[-1].end.isoformat(),
        }
        self.stdout.write(json.dumps(told))
