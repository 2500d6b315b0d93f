"""Say why two runs differ: ``compare_runs RUN OTHER [--json]``."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.actions.work_out_causes import ask_for_causes, causes_at_hand
from costsharing.core.causes import FIGURES
from costsharing.models import ValuationRun
from costsharing.queries.run_causes import kept_causes
from costsharing.sections.causes import part_text, told_in_words
from secretariats.core.errors import Refused
from secretariats.waiting import WaitingCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(WaitingCommand):
    """The causes of the difference of two runs, which add up to the whole of it."""

    help = "Say why the figures of a run differ from those of another, cause by cause."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two runs and the figure that is shown."""
        parser.add_argument("run", help="identity of the run that is looked at")
        parser.add_argument("other", help="identity of the run that it is compared with")
        parser.add_argument(
            "--figure", choices=FIGURES, default="received", help="figure that is shown as text"
        )
        parser.add_argument("--json", action="store_true", help="print all figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the causes, by a worker where the runs are large, and print them."""
        run, other = _run_of(options["run"]), _run_of(options["other"])
        found = causes_at_hand(run, other, actor=None)
        if found is None:
            job = ask_for_causes(run, other, actor=None)
            with self.workers() as wait:
                wait(job)
            found = kept_causes(run, other)
        if found is None:
            raise Refused([_("The causes could not be kept: ask again.")])
        if options["json"]:
            self.emit_json(
                {
                    "run": str(run.pk),
                    "compared_with": str(other.pk),
                    "currency": run.results["currency"],
                    **told_in_words(found),
                }
            )
            return
        self.stdout.write("\n".join(_lines(found, options["figure"], run.results["currency"])))


def _lines(found: dict[str, Any], figure: str, currency: str) -> list[str]:
    """Return a line for each cause that changes a figure: what each instrument gets by it."""
    codes = sorted(found["difference"]["instruments"])

    def cells(source: dict[str, Any]) -> str:
        listed = []
        for code in codes:
            one = source["instruments"].get(code, {}).get(figure, "0.00")
            listed.append(f"{code} {one if isinstance(one, str) else one['rounded']}")
        return "  ".join(listed)

    lines = [_("%(figure)s, %(currency)s") % {"figure": figure, "currency": currency}]
    lines += [
        f"{cells(cause)}  {cause['text']}"
        for cause in told_in_words(found)["causes"]
        if any(figure in cause["instruments"].get(code, {}) for code in codes)
    ]
    lines.append(f"{cells(found['rounding'])}  {_('Rounding')}")
    lines.append(f"{cells(found['difference'])}  {_('The whole difference')}")
    lines += [
        _("Without effect: %(text)s") % {"text": part_text(part)} for part in found["silent"]
    ]
    return lines


def _run_of(text: str) -> ValuationRun:
    try:
        rows = ValuationRun.objects.select_related("unit").defer("snapshot")
        found: ValuationRun = rows.get(pk=uuid.UUID(text))
    except (ValueError, ValuationRun.DoesNotExist) as error:
        message = _(
            "There is no run %(run)r. The command value prints the identity of a run, and the "
            "page of valuations shows it."
        )
        raise Refused([message % {"run": text}]) from error
    return found
