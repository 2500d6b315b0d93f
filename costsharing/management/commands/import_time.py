"""``import_time``: a file of another program as a person's entries."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.queries.agreements import members_by_date
from secretariats.commands import HouseCommand, read_input
from secretariats.core.errors import Problem, Refused
from secretariats.models import Person, Unit
from timetracking.actions.import_entries import import_entries
from timetracking.core.importers import formats
from timetracking.core.maps import read_map
from timetracking.core.written import ORDERS
from timetracking.queries.importing import codes

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Mapping

    from timetracking.core.meanings import Meaning
    from timetracking.core.outcome import Outcome


class Command(HouseCommand):
    """Store the time of a file: all of it or nothing, and never twice."""

    help = "Store the time of a file of another program as a person's entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is asked for."""
        parser.add_argument("file", help="the file; - reads standard input")
        parser.add_argument("--format", required=True, choices=list(formats()))
        parser.add_argument("--person", required=True, metavar="USERNAME")
        parser.add_argument("--unit", metavar="CODE", help="needed for a person of several units")
        parser.add_argument("--map", metavar="MAP", help="a JSON file: what names stand for")
        parser.add_argument(
            "--dates", choices=ORDERS, default="", help="the order of day, month and year"
        )
        parser.add_argument(
            "--update", action="store_true", help="amend entries that changed at the source"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, store nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and tell what became of each row; rejected rows end with status 1."""
        person = _person(options["person"])
        unit = _unit(person, options["unit"])
        mapped = _map(options["map"], unit)
        data = read_input(options["file"])
        with _named(options["file"]):
            outcome = import_entries(
                data,
                formats()[options["format"]],
                actor=None,
                unit=unit,
                person=person,
                joint_on=members_by_date(unit),
                mapped=mapped,
                update=options["update"],
                dry_run=options["dry_run"],
                order=options["dates"],
            )
        if options["json"]:
            self.emit_json({**outcome.document(), "dry_run": options["dry_run"]})
        else:
            for line in _lines(outcome, dry_run=options["dry_run"]):
                self.stdout.write(line)
        if outcome.rejected:
            raise Refused(
                [
                    *(
                        Problem(_("row %(row)s") % {"row": one.row}, one.reason)
                        for one in outcome.rejected
                    ),
                    _("%(file)s: nothing was stored. Correct these rows and import it again.")
                    % {"file": options["file"]},
                ]
            )


def _person(username: str) -> Person:
    found = Person.objects.filter(username=username).first()
    if found is None:
        raise Refused(
            [_("--person: there is no person with the username %(name)s.") % {"name": username}]
        )
    return found


def _unit(person: Person, code: str | None) -> Unit:
    """Return the unit that is named, or the only one the person works in."""
    units: dict[str, Unit] = {unit.code: unit for unit in person.units.all()}
    if code is None and len(units) == 1:
        (only,) = units.values()
        return only
    if code in units:
        return units[code]
    who = {"person": person.username, "code": code, "units": ", ".join(units)}
    if not units:
        raise Refused([_("--person: %(person)s works in no unit.") % who])
    if code is None:
        raise Refused([_("--unit: %(person)s works in %(units)s; say which.") % who])
    raise Refused([_("--unit: %(person)s does not work in %(code)s, but in %(units)s.") % who])


def _map(name: str | None, unit: Unit) -> Mapping[str, Meaning] | None:
    """Return what a map says, or None without one."""
    if name is None:
        return None
    data = read_input(name)
    with _named(name):
        return read_map(data, codes(unit))


@contextlib.contextmanager
def _named(file: str) -> Iterator[None]:
    """Put the name of a file before what is wrong with it."""
    try:
        yield
    except Refused as refused:
        raise Refused(
            Problem(f"{file}: {problem.path}" if problem.path else file, problem.message)
            for problem in refused.problems
        ) from refused


def _lines(outcome: Outcome, *, dry_run: bool) -> list[str]:
    """Return the outcome as lines for people."""
    lines = [_("Nothing is stored: this only tries.")] if dry_run else []
    lines.append(
        _("Created %(created)s, unchanged %(unchanged)s, updated %(updated)s.")
        % {
            "created": outcome.created,
            "unchanged": outcome.unchanged,
            "updated": outcome.updated,
        }
    )
    lines += [
        _("Row %(row)s changed at the source: %(what)s.")
        % {"row": one.row, "what": _differences(one.differences)}
        for one in outcome.changed
    ]
    if outcome.changed and not outcome.updated:
        lines.append(_("Changed rows stay as they are stored; --update takes the file's values."))
    lines += [
        _("Row %(row)s left out: %(reason)s.") % {"row": one.row, "reason": one.reason}
        for one in outcome.skipped
    ]
    if outcome.ignored:
        names = ", ".join(f"{name} ({count})" for name, count in outcome.ignored.items())
        lines.append(_("Names that stand for nothing: %(names)s.") % {"names": names})
    lines.append(
        _("The file says %(seconds)s seconds; the entries say %(minutes)s minutes (%(gap)+d s).")
        % {
            "seconds": outcome.seconds,
            "minutes": outcome.minutes,
            "gap": outcome.minutes * 60 - outcome.seconds,
        }
    )
    return lines


def _differences(found: dict[str, list[object]]) -> str:
    return ", ".join(f"{name} {_value(old)} → {_value(new)}" for name, (old, new) in found.items())


def _value(value: object) -> str:
    if isinstance(value, list):
        return "+".join(str(one) for one in value) or "–"
    return "–" if value in (None, "") else str(value)
