"""What a unit file touches that other units use too: instruments, people, and people's days."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from secretariats.core.errors import Problem
from secretariats.models import Instrument, Person
from timetracking.models import DAY, DayTotal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from costsharing.core.unit_file import UnitFile


def shared_row_problems(file: UnitFile) -> list[Problem]:
    """Return where the file would change an instrument or person that another unit uses.

    Four queries at most, and none of them grows with the number of entries.
    """
    problems = []
    instruments = _shared(Instrument, "code", [item.code for item in file.instruments], file)
    for index, item in enumerate(file.instruments):
        row, units = instruments.get(item.code, (None, ""))
        if row is not None and row.name != item.name:
            path = f"instruments[{index}].name"
            problems.append(_other(path, item.code, row.name, units))
    people = _shared(Person, "username", [person.username for person in file.people], file)
    for index, person in enumerate(file.people):
        row, units = people.get(person.username, (None, ""))
        for field in ("name", "email", "language", "timezone"):
            wanted = getattr(person, field)
            if row is not None and wanted is not None and getattr(row, field) != wanted:
                path = f"people[{index}].{field}"
                problems.append(_other(path, person.username, getattr(row, field), units))
    return problems


def _shared(
    model: type[Instrument | Person], key: str, values: list[str], file: UnitFile
) -> dict[str, tuple[Any, str]]:
    """Return the rows of a model that other units use, with the codes of these units."""
    used: dict[str, list[str]] = defaultdict(list)
    rows = {}
    found: QuerySet[Any] = model.objects.filter(**{f"{key}__in": values})
    for row in found.prefetch_related("units"):
        for unit in row.units.all():
            if unit.code != file.unit.code:
                used[getattr(row, key)].append(unit.code)
                rows[getattr(row, key)] = row
    return {value: (row, ", ".join(sorted(used[value]))) for value, row in rows.items()}


def _other(path: str, name: str, stored: str, units: str) -> Problem:
    return Problem(
        path,
        _("%(name)s is shared with the unit %(units)s, where this is %(stored)r; write it so")
        % {"name": name, "units": units, "stored": stored},
    )


def long_day_problems(file: UnitFile) -> list[Problem]:
    """Return the days on which the file and a person's other units have more than 1440 minutes.

    One query; called with the people's rows locked.
    """
    totals = DayTotal.objects.filter(
        ~Q(unit__code=file.unit.code),
        person__username__in=[person.username for person in file.people],
    ).order_by()
    elsewhere: dict[tuple[str, dt.date], int] = {
        (username, date): minutes
        for username, date, minutes in totals.values_list("person__username", "date").annotate(
            Sum("minutes")
        )
    }
    return list(_long_days(file, elsewhere)) if elsewhere else []


def _long_days(file: UnitFile, elsewhere: dict[tuple[str, dt.date], int]) -> Iterable[Problem]:
    here: dict[tuple[str, dt.date], int] = defaultdict(int)
    for index, entry in enumerate(file.entries):
        day = (entry.person, entry.date)
        other = elsewhere.get(day)
        if other is None:
            continue
        before = here[day]
        here[day] += entry.minutes
        if before + other <= DAY < here[day] + other:
            yield Problem(
                f"entries[{index}].minutes",
                _(
                    "with it %(person)s has %(here)d minutes on %(date)s, and %(other)d in other "
                    "units; a day has 1440"
                )
                % {
                    "person": entry.person,
                    "here": here[day],
                    "date": entry.date,
                    "other": other,
                },
            )
