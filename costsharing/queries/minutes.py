"""Sums of minutes, made by the database: one pass over the entries, one over the days.

The same SQL runs on PostgreSQL and on SQLite. Rows that belong together are told apart by small
tables written into the statement: who cost what from when to when, and on which weekday how much
is expected. A date finds its stretch by a binary search of ``CASE``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEVER = dt.date.min


@dataclass(frozen=True, slots=True)
class Row:
    """A stay of one person, as the statement needs it: plain numbers and dates."""

    person: int
    block: int
    rule: int
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a unit that are added up, and the first day of each stretch in them."""

    unit: int
    start: dt.date
    end: dt.date
    starts: Sequence[dt.date]


def sums_of_entries(
    period: Period, rows: Sequence[Row]
) -> list[tuple[int | None, int, int, int | None, int]]:
    """Return (block, number of the stretch, activity, beneficiary, minutes), absence included.

    The block is None for minutes on days that no row covers. One query; integers only.
    """
    return _fetch(
        f"""
        WITH {_stays(rows)}
        SELECT s.block, {_stretch("e.date", period.starts)} AS stretch,
               e.activity_id, e.beneficiary_id, SUM(e.minutes)
        FROM timetracking_timeentry e
        LEFT JOIN stays s
          ON s.person_id = e.person_id AND e.date >= s.first AND e.date <= s.last
        WHERE e.unit_id = {period.unit:d}
          AND e.date >= {_date(period.start)} AND e.date <= {_date(period.end)}
        GROUP BY 1, 2, 3, 4
        """  # noqa: S608 - whole numbers and dates of our own, nothing that a person typed
    )


@dataclass(frozen=True, slots=True)
class DayType:
    """Minutes expected on a type of day under a rule, as whole parts of a common denominator."""

    rule: int
    day_type: int
    parts: int
    denominator: int


def sums_of_days(
    period: Period,
    rows: Sequence[Row],
    day_types: Sequence[tuple[dt.date, int]],
    expected: Sequence[DayType],
) -> list[tuple[int, int, int, int]]:
    """Return (block, number of the stretch, denominator, parts of expected time that is covered).

    A day covers the lesser of its expected minutes and its minutes of any kind, so that
    what is missing is the expected time less what is covered: absence and record alike fill a
    day, and neither makes up for another.

    Args:
        period: the days.
        rows: stays, none overlapping another of the same person.
        day_types: date → number of its type; dates that expect nothing of anybody are left out.
        expected: how much each rule expects on each type, where it is more than 0.
    """
    if not rows or not day_types or not expected:
        return []
    calendar = ", ".join(f"({_date(day)}, {number:d})" for day, number in day_types)
    rules = ", ".join(
        f"({one.rule:d}, {one.day_type:d}, {one.parts:d}, {one.denominator:d})" for one in expected
    )
    return _fetch(
        f"""
        WITH {_stays(rows)},
        calendar(date, day_type) AS (VALUES {calendar}),
        expected(rule, day_type, parts, denominator) AS (VALUES {rules})
        SELECT s.block, {_stretch("t.date", period.starts)} AS stretch, x.denominator,
               SUM(CASE WHEN t.minutes * x.denominator < x.parts
                        THEN t.minutes * x.denominator ELSE x.parts END)
        FROM timetracking_daytotal t
        JOIN stays s ON s.person_id = t.person_id AND t.date >= s.first AND t.date <= s.last
        JOIN calendar c ON c.date = t.date
        JOIN expected x ON x.rule = s.rule AND x.day_type = c.day_type
        WHERE t.unit_id = {period.unit:d}
          AND t.date >= {_date(period.start)} AND t.date <= {_date(period.end)}
        GROUP BY 1, 2, 3
        """  # noqa: S608 - whole numbers and dates of our own
    )


def _fetch(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [tuple(row) for row in cursor.fetchall()]


def _date(day: dt.date) -> str:
    return f"DATE '{day:%Y-%m-%d}'" if connection.vendor == "postgresql" else f"'{day:%Y-%m-%d}'"


def _stays(rows: Sequence[Row]) -> str:
    head = "stays(person_id, block, rule, first, last)"
    if not rows:
        day = _date(_NEVER)
        return f"{head} AS (SELECT 0, 0, 0, {day}, {day} WHERE 1 = 0)"
    values = ", ".join(
        f"({row.person:d}, {row.block:d}, {row.rule:d}, {_date(row.start)}, {_date(row.end)})"
        for row in rows
    )
    return f"{head} AS (VALUES {values})"


def _stretch(column: str, starts: Sequence[dt.date]) -> str:
    """Return the expression for the number of the last start that is not after ``column``."""

    def search(low: int, high: int) -> str:
        if high - low == 1:
            return str(low)
        middle = (low + high) // 2
        return (
            f"CASE WHEN {column} < {_date(starts[middle])} THEN {search(low, middle)} "
            f"ELSE {search(middle, high)} END"
        )

    return search(0, len(starts))
