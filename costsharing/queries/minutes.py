"""Sums of minutes, made by the database, so that Python's cost does not grow with the entries.

The same SQL runs on PostgreSQL and on SQLite. Whose minutes cost the same is told by a small
table written into the statement: who, from when to when, in which block. Whole months come from
the totals of months; entries are read only where a month is cut, by a change of key, rate or
cost. Integers only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from secretariats.core.dates import months as each_month

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEVER = dt.date.min
WEEK = 7
# Up to here minutes of a day times a denominator, added up over everybody, stay whole numbers of
# the database; SQLite would silently go on with floats.
LARGEST = 10**9

# (block, number of the stretch, activity, beneficiary or 0, minutes); absence is among them. The
# block is None where the person is neither assigned nor under contract.
Sums = list[tuple["int | None", int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """Days of one person in one block, plain numbers and dates; a person's rows never overlap."""

    person: int
    block: int
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a unit that are added up, and the first day of each stretch in them."""

    unit: int
    start: dt.date
    end: dt.date
    starts: Sequence[dt.date]


def sums_of_months(period: Period, rows: Sequence[Row], months: Sequence[dt.date]) -> Sums:
    """Return the sums of whole months, from the totals that the database keeps.

    Args:
        period: the days; each of ``months`` is one of its stretches.
        rows: for each person the first days of the months that a block covers whole.
        months: the first days of the months to add up.
    """
    if not months:
        return []
    inside = f"m.month >= {_date(min(months))} AND m.month <= {_date(max(months))}"
    if cut := [month for month in each_month(min(months), max(months)) if month not in months]:
        inside += f" AND m.month NOT IN ({', '.join(_date(month) for month in cut)})"
    # SQLite gives dates as text.
    number = {
        name: position
        for position, start in enumerate(period.starts)
        for name in (start, start.isoformat())
    }
    found = _fetch(
        f"""
        WITH {_table(rows)}
        SELECT s.block, m.month, m.activity_id, m.beneficiary, SUM(m.minutes)
        FROM timetracking_monthtotal m
        LEFT JOIN stays s
          ON s.person_id = m.person_id AND m.month >= s.first AND m.month <= s.last
        WHERE m.unit_id = {period.unit:d} AND {inside}
        GROUP BY 1, 2, 3, 4
        """  # noqa: S608 - whole numbers and dates of our own, nothing that a person typed
    )
    return [
        (block, number[month], activity, beneficiary, int(minutes))
        for block, month, activity, beneficiary, minutes in found
    ]


def sums_of_entries(
    period: Period, rows: Sequence[Row], spans: Sequence[tuple[dt.date, dt.date]]
) -> Sums:
    """Return the sums of everybody's entries on certain days, which lie inside the period."""
    if not spans:
        return []
    inside = " OR ".join(
        f"(e.date >= {_date(start)} AND e.date <= {_date(end)})" for start, end in spans
    )
    return _entries(period, _table(rows), "timetracking_timeentry e", f"({inside})")


def sums_of_cuts(period: Period, rows: Sequence[Row], cuts: Sequence[Row]) -> Sums:
    """Return the sums of the entries of certain people on certain days of theirs.

    Args:
        period: the days.
        rows: the days of each person in each block.
        cuts: the days to add up, inside the period, a person's never overlapping; their block
            says nothing.
    """
    if not cuts:
        return []
    spans = ", ".join(f"({cut.person:d}, {_date(cut.start)}, {_date(cut.end)})" for cut in cuts)
    tables = f"{_table(rows)}, spans(person_id, first, last) AS (VALUES {spans})"
    source = (
        "spans p JOIN timetracking_timeentry e ON e.person_id = p.person_id "
        "AND e.date >= p.first AND e.date <= p.last"
    )
    return _entries(period, tables, source, "1 = 1")


def _entries(period: Period, tables: str, source: str, where: str) -> Sums:
    found = _fetch(
        f"""
        WITH {tables}
        SELECT s.block, {_stretch("e.date", period.starts)} AS stretch,
               e.activity_id, e.beneficiary_id, SUM(e.minutes)
        FROM {source}
        LEFT JOIN stays s
          ON s.person_id = e.person_id AND e.date >= s.first AND e.date <= s.last
        WHERE e.unit_id = {period.unit:d} AND {where}
        GROUP BY 1, 2, 3, 4
        """  # noqa: S608 - whole numbers and dates of our own
    )
    return [
        (block, stretch, activity, beneficiary or 0, int(minutes))
        for block, stretch, activity, beneficiary, minutes in found
    ]


@dataclass(frozen=True, slots=True)
class Expecting:
    """Days of one person in one block, with the parts of expected time of each weekday.

    ``parts`` has seven whole numbers from Monday on, over ``denominator``.
    """

    row: Row
    parts: tuple[int, ...]
    denominator: int


def sums_of_days(
    period: Period,
    rows: Sequence[Expecting],
    holidays: Sequence[tuple[dt.date, int | None]],
) -> list[tuple[int, dt.date, int, int]]:
    """Return (block, day, denominator, parts of expected time that are covered).

    A day covers the lesser of its expected minutes and its minutes of any kind: absence and
    record alike fill a day, and no day makes up for another.

    Args:
        period: the days.
        rows: what is expected of whom; denominators of at most ``LARGEST``.
        holidays: the period's, each with the minutes it takes, None for the whole day.
    """
    if not any(any(row.parts) for row in rows):
        return []
    whole = [day for day, minutes in holidays if minutes is None]
    columns = ", ".join(f"e{weekday}" for weekday in range(WEEK))
    values = ", ".join(
        f"({one.row.person:d}, {one.row.block:d}, {_date(one.row.start)}, {_date(one.row.end)}, "
        f"{one.denominator:d}, {', '.join(str(int(part)) for part in one.parts)})"
        for one in rows
        if any(one.parts)
    )
    weekdays = " ".join(f"WHEN {weekday} THEN s.e{weekday}" for weekday in range(WEEK))
    expected = f"CASE {_weekday('t.date')} {weekdays} END"
    taken = " ".join(
        f"WHEN {_date(day)} THEN {int(minutes):d}"
        for day, minutes in holidays
        if minutes is not None
    )
    least = "LEAST" if connection.vendor == "postgresql" else "MIN"
    if taken:
        most = "GREATEST" if connection.vendor == "postgresql" else "MAX"
        expected = f"{most}(0, {expected} - s.d * CASE t.date {taken} ELSE 0 END)"
    closed = f"AND t.date NOT IN ({', '.join(_date(day) for day in whole)})" if whole else ""
    found = _fetch(
        f"""
        WITH stays(person_id, block, first, last, d, {columns}) AS (VALUES {values})
        SELECT s.block, t.date, s.d,
               SUM({least}(t.minutes * CAST(s.d AS BIGINT), {expected}))
        FROM timetracking_daytotal t
        JOIN stays s ON s.person_id = t.person_id AND t.date >= s.first AND t.date <= s.last
        WHERE t.unit_id = {period.unit:d}
          AND t.date >= {_date(period.start)} AND t.date <= {_date(period.end)} {closed}
        GROUP BY 1, 2, 3
        """  # noqa: S608 - whole numbers and dates of our own
    )
    return [
        (block, _day(day), denominator, int(parts)) for block, day, denominator, parts in found
    ]


def _fetch(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows: list[Any] = cursor.fetchall()
        return rows


def _date(day: dt.date) -> str:
    return (
        f"DATE '{day.isoformat()}'"
        if connection.vendor == "postgresql"
        else f"'{day.isoformat()}'"
    )


def _day(value: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _weekday(column: str) -> str:
    """Return the expression for the weekday of a date, 0 is Monday."""
    if connection.vendor == "postgresql":
        # The first day of the calendar was a Monday.
        return f"({column} - {_date(_NEVER)}) % {WEEK}"
    return f"(CAST(strftime('%w', {column}) AS INTEGER) + 6) % {WEEK}"


def _table(rows: Sequence[Row]) -> str:
    head = "stays(person_id, block, first, last)"
    if not rows:
        day = _date(_NEVER)
        return f"{head} AS (SELECT 0, 0, {day}, {day} WHERE 1 = 0)"
    values = ", ".join(
        f"({row.person:d}, {row.block:d}, {_date(row.start)}, {_date(row.end)})" for row in rows
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
