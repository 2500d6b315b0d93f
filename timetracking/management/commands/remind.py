"""``remind``: everybody whose record lacks something, as the clock would do it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariats.commands import HouseCommand
from secretariats.core.exact import exact_text
from secretariats.queries.units import unit_of_code
from timetracking.actions.mail_reminders import mail_reminders
from timetracking.actions.remind_due import remind_due

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from timetracking.queries.reminding import Due


class Command(HouseCommand):
    """Remind whoever is to be reminded now; nobody twice a day, nobody at night."""

    help = "Remind people by mail of days without time; nobody twice a day, nobody at night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is asked for."""
        parser.add_argument(
            "--unit", metavar="CODE", help="this unit alone, a demonstration included"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would be reminded, send nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, send the mails from here, and tell who had one."""
        unit = unit_of_code(options["unit"]) if options["unit"] else None
        found = remind_due(unit=unit, dry_run=options["dry_run"])
        if not options["dry_run"]:
            self._send(found)
        if options["json"]:
            self.emit_json(
                {"dry_run": options["dry_run"], "reminded": [_document(one) for one in found]}
            )
            return
        for one in found:
            days = sum(len(lack.days) for lack in one.lacks)
            text = ngettext(
                "%(unit)s: %(person)s, %(count)s day without time",
                "%(unit)s: %(person)s, %(count)s days without time",
                days,
            )
            values = {"unit": one.unit.code, "person": one.person.username, "count": days}
            self.stdout.write(text % values)
        if not found:
            self.stdout.write(_("Nobody is to be reminded now."))

    def _send(self, found: list[Due]) -> None:
        """Send each mail here: the worker, asked too, finds nothing left to send."""
        for person in {one.person.pk: one.person for one in found}.values():
            try:
                mail_reminders(person)
            except OSError as error:
                text = _("The mail to %(person)s was not taken and is tried again: %(reason)s")
                self.stderr.write(text % {"person": person.username, "reason": error})


def _document(due: Due) -> dict[str, Any]:
    return {
        "unit": due.unit.code,
        "person": due.person.username,
        "day": due.day.isoformat(),
        "weeks": [
            {
                "week": str(lack.week),
                "unsubmitted": lack.unsubmitted,
                "days": {day.date.isoformat(): exact_text(day.missing) for day in lack.days},
            }
            for lack in due.lacks
        ],
    }
