"""Whom a row of a week is for, changed with all its time of that week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import Problem, Refused
from secretariats.models import Change, Person
from timetracking.actions.check_row import check_keeper, check_row
from timetracking.actions.keep_beneficiaries import keep_beneficiaries
from timetracking.core.grid import RowKey
from timetracking.models import Kind, TimeEntry
from timetracking.queries import importing
from timetracking.wording import named_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariats.models import Unit
    from timetracking.core.weeks import Week


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a row.

    Attributes:
        key: activity and beneficiary now.
        days: those whose time is for the other beneficiary now.
        stayed: those that are locked, whose time stays as it is.
    """

    key: RowKey
    days: tuple[dt.date, ...]
    stayed: tuple[dt.date, ...]


def change_beneficiary(
    key: RowKey, members: Iterable[str], week: Week, *, actor: Person, unit: Unit
) -> Moved:
    """Let a row of the actor's own week be for other instruments, all its open days at once.

    Locked days stay as they are. A row without time changes nothing that is stored: the new key
    is checked all the same.

    Args:
        key: activity and beneficiary so far.
        members: codes of the instruments that it shall be for.
        week: the one that is meant; other weeks stay as they are.
        actor: whose time it is.
        unit: where.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: the unit does not serve the instruments, the activity has no beneficiary, every
            day with time is locked, a day has time for the new beneficiary already, or a cell sums
            several entries. Nothing was changed.
    """
    check_keeper(actor, unit)
    new = RowKey.of(key.activity, frozenset(members))
    activity = check_row(unit, new)
    if activity.kind != Kind.SERVICE:
        text = _("%(code)s serves no instrument of its own: there is no beneficiary to change.")
        raise Refused([Problem("for", text % {"code": activity.code})])
    if new == key:
        return Moved(key, (), ())
    with transaction.atomic():
        # Whoever writes a person's time holds the person's row.
        Person.objects.select_for_update().get(pk=actor.pk)
        rules = importing.rules_of(unit, actor)
        entries = _entries(actor, unit, key, week)
        moving = [one for one in entries if not rules.barriers(one.date, key.activity)]
        stayed = tuple(sorted({one.date for one in entries} - {one.date for one in moving}))
        _check(moving, stayed, _entries(actor, unit, new, week))
        beneficiary = keep_beneficiaries(unit, [new.members]).get(new.members)
        for entry in moving:
            entry.beneficiary_id = beneficiary
            entry.version += 1
            entry.save(update_fields=["beneficiary", "version"])
            record_change(
                entry,
                kind=Change.Kind.CHANGED,
                actor=actor,
                unit=unit,
                before={"for": sorted(key.members)},
                after={"for": sorted(new.members)},
            )
    return Moved(new, tuple(one.date for one in moving), stayed)


def _entries(actor: Person, unit: Unit, key: RowKey, week: Week) -> list[TimeEntry]:
    rows = TimeEntry.objects.filter(
        person=actor, unit=unit, date__range=(week.start, week.end), activity__code=key.activity
    )
    return list(rows.filter(beneficiary__code=key.beneficiary).order_by("date", "pk"))


def _check(moving: list[TimeEntry], stayed: tuple[dt.date, ...], there: list[TimeEntry]) -> None:
    """Refuse what would be half done, or would put two entries into one cell."""
    if stayed and not moving:
        text = _("%(days)s: this time is locked, so that its beneficiary stays.")
        raise Refused([Problem("date", text % {"days": _listed(stayed)})])
    days = [one.date for one in moving]
    meet = sorted({one.date for one in there} & set(days))
    if meet:
        text = _(
            "%(days)s: there is time for this activity and beneficiary already. Change these "
            "cells by hand: add to one, empty the other."
        )
        raise Refused([Problem("for", text % {"days": _listed(meet)})])
    several = sorted({day for day in days if days.count(day) > 1})
    if several:
        text = _(
            "%(days)s: the cell sums several entries. Change them where they came from, and bring "
            "the file in again."
        )
        raise Refused([Problem("date", text % {"days": _listed(several)})])


def _listed(days: Iterable[dt.date]) -> str:
    return ", ".join(named_day(day) for day in days)
