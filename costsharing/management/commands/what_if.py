"""A run under other terms: ``what_if --run ID [--key CMS=3/5,AEWA=2/5] … [--keep NAME]``."""

from __future__ import annotations

import uuid
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.actions.keep_scenario import keep_scenario
from costsharing.actions.try_what_if import try_what_if
from costsharing.core.what_if import read_changes
from costsharing.management.what_if_text import beside_lines
from costsharing.models import ValuationRun
from costsharing.queries.agreement_terms import problems_told
from costsharing.queries.what_if import beside
from secretariats.commands import HouseCommand, iso_date
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

_WORKS = {"": "kept", "kept": "kept", "dropped": "dropped"}


def _pair(text: str) -> tuple[str, str]:
    """Return name and what it stands for of ``CMS=3/5``."""
    name, sign, rest = text.partition("=")
    if not sign or not name.strip() or not rest.strip():
        raise ArgumentTypeError(_("write a name, = and a value, not %(text)r") % {"text": text})
    return name.strip(), rest.strip()


def _pairs(text: str) -> dict[str, str]:
    pairs = [_pair(part) for part in text.split(",")]
    if len(dict(pairs)) < len(pairs):
        raise ArgumentTypeError(_("name each once, not as in %(text)r") % {"text": text})
    return dict(pairs)


def _identity(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        words = _("%(text)r is no identity of a run; the command value prints it")
        raise ArgumentTypeError(words % {"text": text}) from error


def _grade(text: str) -> dict[str, str]:
    grade, costs = _pair(text)
    annual, sign, hours = costs.partition("/")
    if not sign:
        words = _("write annual cost and hours, such as P3=160000.00/1650, not %(text)r")
        raise ArgumentTypeError(words % {"text": text})
    return {"grade": grade, "annual": annual, "productive_hours": hours}


def _added(text: str) -> dict[str, Any]:
    """Read ``EUROBATS``, ``EUROBATS=1/10`` or ``EUROBATS=1/10:joint``."""
    said, sign, work = text.partition(":")
    if sign and work not in {"joint", "none"}:
        words = _("write joint or none behind the colon, not %(text)r")
        raise ArgumentTypeError(words % {"text": text})
    name, share = _pair(said) if "=" in said else (said.strip(), None)
    return {"instrument": name, "share": share, "joint": work == "joint"}


def _leaving(text: str) -> dict[str, str]:
    name, _sign, work = text.partition(":")
    if work not in _WORKS or not name.strip():
        words = _("write kept or dropped behind the colon, not %(text)r")
        raise ArgumentTypeError(words % {"text": text})
    return {"instrument": name.strip(), "work": _WORKS[work]}


class Command(HouseCommand):
    """The same engine as a run's, with other inputs; stored only with ``--keep``."""

    help = "Value a run again under other terms and show it beside the run; stores nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the run and all that may be different."""

        def several(name: str, kind: Callable[[str], Any], words: str, shape: str) -> None:
            parser.add_argument(
                name, type=kind, action="append", default=[], help=words, metavar=shape
            )

        parser.add_argument("--run", required=True, type=_identity, help="identity of the run")
        parser.add_argument("--from", dest="start", type=iso_date, help="first day of other terms")
        parser.add_argument("--key", type=_pairs, metavar="CMS=3/5,AEWA=2/5")
        parser.add_argument(
            "--by-budgets", action="store_true", help="let the budgets decide the key"
        )
        parser.add_argument("--budgets", type=_pairs, metavar="CMS=2400000.00,AEWA=1000000.00")
        for name, words in (("joint", "joint work"), ("overhead", "overhead")):
            parser.add_argument(f"--{name}", default="", help=f"policy for {words}")
        parser.add_argument("--support", default="", help="support rate, such as 13/100")
        parser.add_argument("--costs", default="", help="all hourly costs, such as +5%%")
        parser.add_argument("--fees", default="", help="fees of contracts alone")
        parser.add_argument("--expenditure", default="", help="money spent, such as -10%%")
        several("--grade", _grade, "annual cost and productive hours", "P3=160000.00/1650")
        several("--rate", _pair, "units for one US dollar", "EUR=0.95")
        several("--add", _added, "an instrument joins; joint: joint work is for it too",
                "EUROBATS=1/10[:joint]")  # fmt: skip
        several("--leave", _leaving, "an instrument leaves; dropped: its work is not done",
                "AEWA[:dropped]")  # fmt: skip
        parser.add_argument("--keep", metavar="NAME", help="keep the scenario under this name")
        parser.add_argument("--json", action="store_true", help="print both as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try, keep if asked to, and print."""
        run = ValuationRun.objects.select_related("unit").filter(pk=options["run"]).first()
        if run is None:
            text = _("There is no run %(run)s; the command value prints the identity of one.")
            raise Refused([text % {"run": options["run"]}])
        changes, problems = read_changes(_said(options))
        if problems:
            raise Refused(problems_told(problems))
        if options["keep"] is None:
            found, kept = try_what_if(run, changes, actor=None), None
        else:
            kept = keep_scenario(run, changes, name=options["keep"], actor=None)
            found = beside(kept)
        if options["json"]:
            identity = {"scenario": str(kept.pk)} if kept else {}
            self.emit_json({"run": str(run.pk), **identity, **found.as_json()})
            return
        self.stdout.write("\n".join(beside_lines(run, found)))
        if kept:
            text = _("Kept as %(name)s, scenario %(pk)s.")
            self.stdout.write(text % {"name": kept.name, "pk": kept.pk})


def _said(options: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed in the words of ``read_changes``."""
    return {
        "from": options["start"].isoformat() if options["start"] else None,
        "key": options["key"],
        "basis": "budget" if options["by_budgets"] else None,
        "budgets": [
            {"instrument": code, "amount": amount}
            for code, amount in (options["budgets"] or {}).items()
        ],
        **{
            name: options[name]
            for name in ("joint", "overhead", "support", "costs", "fees", "expenditure")
        },
        "grades": options["grade"],
        "rates": [{"currency": code, "per_usd": rate} for code, rate in options["rate"]],
        "add": options["add"],
        "leave": options["leave"],
    }
