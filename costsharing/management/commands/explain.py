"""Explain a figure of a run: ``explain --run ID --figure F [--instrument C] [--json]``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing import explain_words as words
from costsharing.core.explain import FIGURES
from costsharing.core.hourly import MINUTES
from costsharing.queries.explained import explained, which
from costsharing.queries.explained_document import document
from costsharing.queries.runs_by_id import run_of_id
from secretariats.commands import HouseCommand
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from costsharing.core.explain_lines import Line


class Command(HouseCommand):
    """Every line of a figure, and every entry behind it; their sum is the figure exactly."""

    help = "Explain a figure of a run, down to hourly costs and entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the run and the figure."""
        parser.add_argument("--run", required=True, help="identity of the run")
        parser.add_argument("--figure", required=True, help=f"one of: {', '.join(FIGURES)}")
        parser.add_argument("--instrument", default="", help="code of the instrument")
        parser.add_argument("--activity", default="", help="only this activity")
        parser.add_argument("--month", default="", help="only this month, such as 2017-03")
        parser.add_argument("--json", action="store_true", help="print the explanation as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the lines, or the whole explanation as JSON."""
        run = run_of_id(options["run"])
        asked = which(
            run, options["figure"], options["instrument"], options["activity"], options["month"]
        )
        found = explained(run, asked)
        if options["json"]:
            self.emit_json(document(found, whole=True))
            return
        currency = run.results["currency"]
        name = words.figure_name(asked.figure, asked.instrument)
        self.stdout.write(f"{name}: {found.printed.rounded} {currency}")
        for line in found.lines:
            self.stdout.write(_line(line))
        self.stdout.write(_("Together: %(exact)s") % {"exact": exact_text(found.exact)})
        self.stdout.write(words.rounding(found.printed))
        for one in found.differences:
            text = _("Changed since the run: %(activity)s from %(day)s, %(minutes)s minutes")
            values = {
                "activity": one.activity, "day": one.start.isoformat(),
                "minutes": f"{one.minutes:+d}",
            }  # fmt: skip
            self.stdout.write(text % values)


def _line(line: Line) -> str:
    """Return a line as plain text: what it is, its product, its amount."""
    what = [line.start.isoformat(), line.activity or line.about, "+".join(line.whom)]
    product = [exact_text(line.value), exact_text(line.weight.part)]
    if line.price is not None:
        product[:1] = [f"{line.minutes} min", f"{exact_text(line.price * MINUTES)} / 60"]
    if line.factor != 1:
        product.append(exact_text(line.factor))
    amount = exact_text(line.amount)
    text = " ".join(part for part in what if part)
    return f"{text}: {' x '.join(product)} = {amount} ({line.weight.reason})"
