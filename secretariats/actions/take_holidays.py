"""Public holidays that a unit takes over from the library, day by day, as somebody ticked them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from secretariats.actions.record_change import Written, record_change, record_changes
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.core.public_holidays import Unknown, public_holidays
from secretariats.input_fields import plain_of
from secretariats.inputs.holidays import TABLE
from secretariats.models import Change, Holiday, Unit
from secretariats.permissions import takes_holidays

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from secretariats.core.public_holidays import Station
    from secretariats.models import Person

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a unit's holidays: days that are new, and days with another name now."""

    new: tuple[dt.date, ...]
    renamed: tuple[dt.date, ...]


def take_holidays(
    unit: Unit,
    station: Station,
    year: int,
    days: Collection[dt.date],
    *,
    language: str,
    actor: Person | None,
) -> Taken:
    """Put public holidays of a year into a unit's list, and remember where the unit is.

    A day that the list has already gets the library's name and keeps the minutes it takes; so the
    same days taken twice are there once. No day is taken that was not asked for, and none goes.

    Args:
        unit: whose list it is.
        station: the country and the part of it.
        year: which.
        days: those to take; none remembers the duty station alone.
        language: of the names, which are kept as they are.
        actor: who takes them; None is the operator at the command line.

    Raises:
        NotAllowed: the actor neither coordinates nor administers the unit.
        Refused: the library knows no such place or year, or a day is no public holiday there.
    """
    if actor is not None and not takes_holidays(actor, unit):
        raise NotAllowed([_("Holidays are kept by the coordinator and the administrator.")])
    try:
        public = public_holidays(station, year, language)
    except Unknown as unknown:
        reason = _(unknown.message.text) % dict(unknown.message.values)
        raise Refused([Problem("", reason)]) from unknown
    strange = sorted(set(days) - public.keys())
    if strange:
        text = _("%(day)s is no public holiday there.")
        raise Refused([Problem("days", text % {"day": formats.date_format(day, "j F Y")})
                       for day in strange])  # fmt: skip
    with transaction.atomic():
        locked = Unit.objects.select_for_update().get(pk=unit.pk)
        _remember(locked, station, actor=actor)
        there = {row.date: row for row in Holiday.objects.filter(unit=locked, date__in=days)}
        new = [
            Holiday(unit=locked, date=day, name=public[day][:_LONGEST])
            for day in sorted(set(days) - there.keys())
        ]
        Holiday.objects.bulk_create(new)
        written = [
            Written(row, Change.Kind.CREATED, after=plain_of(TABLE.fields, row)) for row in new
        ]
        renamed = []
        for day, row in sorted(there.items()):
            before = plain_of(TABLE.fields, row)
            row.name = public[day][:_LONGEST]
            after = plain_of(TABLE.fields, row)
            if after != before:
                renamed.append(row)
                written.append(Written(row, Change.Kind.CHANGED, before=before, after=after))
        Holiday.objects.bulk_update(renamed, ["name"])
        record_changes(written, actor=actor, unit=locked)
    return Taken(tuple(row.date for row in new), tuple(row.date for row in renamed))


def _remember(unit: Unit, station: Station, *, actor: Person | None) -> None:
    """Keep where a unit is."""
    before = {"country": unit.country, "subdivision": unit.subdivision}
    after = {"country": station.country, "subdivision": station.part}
    if before == after:
        return
    unit.country, unit.subdivision = station.country, station.part
    unit.save(update_fields=["country", "subdivision"])
    record_change(
        unit, kind=Change.Kind.CHANGED, actor=actor, unit=unit, before=before, after=after
    )
