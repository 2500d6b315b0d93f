"""What people say of themselves: their name, language, time zone, and whether to remind them."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.add_person import checked
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = ("name", "language", "timezone", "reminders")


def change_own_details(person: Person, changes: Mapping[str, Any], *, actor: Person) -> Person:
    """Change what a person says of themselves, and return the person as they are then.

    The e-mail address is not among it: links to a password go there, so an administrator changes
    it.

    Args:
        person: whose.
        changes: some of ``name``, ``language``, ``timezone`` → text, an empty time zone is that
            of the unit; ``reminders`` → whether to be reminded of days without time.
        actor: the person alone.

    Raises:
        NotAllowed: somebody else.
        Refused: what is wrong with each field.
    """
    if actor.pk != person.pk:
        raise NotAllowed([_("Everybody changes their own details.")])
    wanted = {field: _plain(changes[field]) for field in OWN if field in changes}
    zone = wanted.get("timezone")
    if zone and zone not in zoneinfo.available_timezones():
        text = _("%(zone)s is no time zone such as Europe/Berlin.")
        raise Refused([Problem("timezone", text % {"zone": zone})])
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        before = {field: getattr(row, field) for field in wanted}
        if before == wanted:
            return row
        for field, value in wanted.items():
            setattr(row, field, value)
        checked(row)
        row.save(update_fields=list(wanted))
        plain = [field for field in wanted if field != "name" and before[field] != wanted[field]]
        renamed = "name" in wanted and before["name"] != wanted["name"]
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=row,
            unit=None,
            before={field: before[field] for field in plain},
            after={field: wanted[field] for field in plain},
            texts={"name": (before["name"], wanted["name"])} if renamed else None,
        )
    return row


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
