"""Where the totals that the database keeps are not the sums of the entries: nowhere, it should be.

Each table of totals is compared with all entries by one statement, in the database; only what
differs comes back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from secretariats.models import Person, Unit
from timetracking.models import Activity, Beneficiary

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS, MONTHS, UNITS = "days", "months", "unit months"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of totals.

    Attributes:
        name: of the table.
        keys: its columns that tell one total from another.
        of_entry: the same of an entry; ``{month}`` stands for the first day of its month.
    """

    name: str
    keys: tuple[str, ...]
    of_entry: tuple[str, ...]


_MONTH, _WHOM = "{month}", "coalesce(beneficiary_id, 0)"
TABLES = {
    DAYS: Table(
        "timetracking_daytotal",
        ("unit_id", "person_id", "date"),
        ("unit_id", "person_id", "date"),
    ),
    MONTHS: Table(
        "timetracking_monthtotal",
        ("unit_id", "person_id", "month", "activity_id", "beneficiary"),
        ("unit_id", "person_id", _MONTH, "activity_id", _WHOM),
    ),
    UNITS: Table(
        "timetracking_unitmonthtotal",
        ("unit_id", "month", "activity_id", "beneficiary"),
        ("unit_id", _MONTH, "activity_id", _WHOM),
    ),
}


@dataclass(frozen=True, slots=True)
class Differing:
    """A total that is not the sum of its entries.

    Attributes:
        totals: which table: ``days``, ``months`` or ``unit months``.
        unit: code.
        person: username; empty where the total is of all people.
        start: the day, or the first day of the month.
        activity: code; empty for a day.
        beneficiary: code; empty where there is none.
        kept: whole minutes of the total.
        entries: whole minutes of the entries.
    """

    totals: str
    unit: str
    person: str
    start: dt.date
    activity: str
    beneficiary: str
    kept: int
    entries: int

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "totals": self.totals,
            "unit": self.unit,
            "person": self.person,
            "start": self.start.isoformat(),
            "activity": self.activity,
            "beneficiary": self.beneficiary,
            "kept": self.kept,
            "entries": self.entries,
        }


def sums_of_entries(table: Table, unit: Unit | None) -> str:
    """Return the statement that sums the entries as a table of totals does."""
    month = (
        "date_trunc('month', date)::date"
        if connection.vendor == "postgresql"
        else "date(date, 'start of month')"
    )
    columns = ", ".join(
        f"{column.format(month=month)} AS {key}"
        for key, column in zip(table.keys, table.of_entry, strict=True)
    )
    places = ", ".join(str(number + 1) for number in range(len(table.keys)))
    return (
        f"SELECT {columns}, SUM(minutes) AS minutes FROM timetracking_timeentry"  # noqa: S608 - names of our own and a whole number
        f"{of_unit(unit)} GROUP BY {places}"
    )


def of_unit(unit: Unit | None) -> str:
    """Return the condition for the rows of one unit, or none for all."""
    return "" if unit is None else f" WHERE unit_id = {unit.pk:d}"


def differing_totals(unit: Unit | None = None) -> list[Differing]:
    """Return every total that is not the sum of its entries, in order; at most seven queries.

    A total that is missing counts as 0, and so do entries that are not there. Each table is
    compared as of one moment.

    Args:
        unit: whose totals; by default everybody's.
    """
    found = {name: _differing(table, unit) for name, table in TABLES.items()}
    rows = [row for listed in found.values() for row in listed]
    codes = _names(Unit, "code", (row["unit_id"] for row in rows))
    people = _names(Person, "username", (row.get("person_id", 0) for row in rows))
    activities = _names(Activity, "code", (row.get("activity_id", 0) for row in rows))
    whom = _names(Beneficiary, "code", (row.get("beneficiary", 0) for row in rows))
    listed = [
        Differing(
            totals=name,
            unit=codes[row["unit_id"]],
            person=people.get(row.get("person_id", 0), ""),
            start=_day(row["date"] if name == DAYS else row["month"]),
            activity=activities.get(row.get("activity_id", 0), ""),
            beneficiary=whom.get(row.get("beneficiary", 0), ""),
            kept=int(row["kept"]),
            entries=int(row["entries"]),
        )
        for name, rows_of in found.items()
        for row in rows_of
    ]
    order = list(TABLES)
    return sorted(
        listed,
        key=lambda one: (
            one.unit, order.index(one.totals), one.person, one.start, one.activity,
            one.beneficiary,
        ),
    )  # fmt: skip


def _differing(table: Table, unit: Unit | None) -> list[dict[str, Any]]:
    keys = ", ".join(table.keys)
    of_entries = ", ".join((*table.keys, "0 AS kept", "minutes AS entries"))
    statement = f"""
        SELECT {keys}, SUM(kept) AS kept, SUM(entries) AS entries FROM (
            SELECT {keys}, minutes AS kept, 0 AS entries FROM {table.name}{of_unit(unit)}
            UNION ALL
            SELECT {of_entries} FROM (
                {sums_of_entries(table, unit)}
            ) summed
        ) beside GROUP BY {keys} HAVING SUM(kept) <> SUM(entries)
    """  # noqa: S608 - names of our own and a whole number
    with connection.cursor() as cursor:
        cursor.execute(statement)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _names(model: Any, column: str, keys: Iterable[int]) -> dict[int, str]:
    """Return key → name of the rows of a model that are asked for."""
    wanted = set(keys) - {0}
    if not wanted:
        return {}
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", column))


def _day(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
