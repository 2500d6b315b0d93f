"""A role ends; what was in force stays in history."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.give_role import clashes, role_values
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Role, Unit
from secretariats.permissions import administers

if TYPE_CHECKING:
    from secretariats.models import Person


def end_role(role: Role, *, last_day: dt.date, actor: Person) -> None:
    """Let a role end with a day, its last.

    Args:
        role: one that is not over.
        last_day: not before its first day. A later one than was said before makes it longer.
        actor: an administrator of the unit; nobody makes their own role longer.

    Raises:
        NotAllowed: the actor does not administer the unit, or would make their own role longer.
        Refused: the role is over, the day lies before its first, the person has the same role
            later, or the unit would be left without an administrator.
    """
    with transaction.atomic():
        row = _locked(role, actor)
        today = timezone.localdate()
        if row.end is not None and row.end < today:
            text = _("This role ended already. What was in force stays as it was: give a new one.")
            raise Refused([text])
        if last_day < row.start:
            text = _("It begins on %(day)s: the last day cannot lie before that.")
            raise Refused([Problem("to", text % {"day": row.start.isoformat()})])
        if actor.pk == row.person_id and row.end is not None and last_day > row.end:
            raise NotAllowed(
                [_("Nobody makes their own role longer: another administrator does.")]
            )
        found = clashes(row, last_day) or _left_alone(row, last_day)
        if found:
            raise Refused(found)
        before = role_values(row)
        if row.end == last_day:
            return
        row.end = last_day
        row.save(update_fields=["end"])
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before=before,
            after=role_values(row),
        )


def withdraw_role(role: Role, *, actor: Person) -> None:
    """Take back a role that has not begun; the history tells that it was given.

    Raises:
        NotAllowed: the actor does not administer the unit.
        Refused: it has begun, so it ends and is not taken back.
    """
    with transaction.atomic():
        row = _locked(role, actor)
        if row.start <= timezone.localdate():
            text = _("It has begun, so it stays in history: end it with a day instead.")
            raise Refused([text])
        record_change(
            row, kind=Change.Kind.REMOVED, actor=actor, unit=row.unit, before=role_values(row)
        )
        row.delete()


def _locked(role: Role, actor: Person) -> Role:
    """Return the role as it is now, with its unit locked as by whoever gives roles."""
    if not administers(actor, role.unit):
        raise NotAllowed([_("Only an administrator of the unit ends roles in it.")])
    Unit.objects.select_for_update().get(pk=role.unit_id)
    rows = Role.objects.select_related("unit", "person", "instrument", "committee__instrument")
    found: Role | None = rows.filter(pk=role.pk).first()
    if found is None:
        raise Refused([_("Somebody took this role back at the same moment.")])
    return found


def _left_alone(role: Role, last_day: dt.date) -> list[Problem]:
    """Return a problem where nobody would administer the unit on the day after."""
    if role.role != Role.Kind.ADMINISTRATOR:
        return []
    others = Role.objects.in_force(last_day + dt.timedelta(days=1)).filter(
        unit=role.unit, role=role.role, person__is_active=True
    )
    if others.exclude(pk=role.pk).exists():
        return []
    text = _(
        "The unit would have no administrator from then on: give somebody else the role first."
    )
    return [Problem("to", text)]
