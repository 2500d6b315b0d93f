"""The week of a person, as the grid of the page and of the interface shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariats.core.expected import WorkCalendar
from secretariats.models import Holiday, Person
from timetracking.core.checks import Rules
from timetracking.core.grid import ABSENCE, Logged, RowKey, Task
from timetracking.core.lay_out import WeekRecord, lay_out
from timetracking.core.sheets import APPROVED, SUBMITTED, Sheet
from timetracking.joint import joint_by_date
from timetracking.models import Activity, Beneficiary, TimeEntry, WeekSheet, WorkArea
from timetracking.queries.cell import key_of_row
from timetracking.queries.importing import WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from secretariats.models import Unit
    from timetracking.core.grid import Grid
    from timetracking.core.weeks import Week
    from timetracking.queries.workplaces import Workplace

# The page of a week is asked for all day: these two are written out, since making them of parts
# takes Django ten times as long as the database takes to answer.
# A holiday among sheets; one that takes the whole day has less than no minutes.
_HOLIDAY = "holiday"
_AROUND = f"""
    SELECT s.id, s.start, s."end", s.state, s.version, s.note, s.reason, s.submitted, s.decided,
      p.name AS by_name, p.username AS by_username
    FROM {WeekSheet._meta.db_table} s
    LEFT JOIN {Person._meta.db_table} p ON p.id = s.decided_by_id
    WHERE s.unit_id = %s AND s.person_id = %s AND s.start <= %s AND s."end" >= %s
    UNION ALL
    SELECT h.id, h.date, h.date, '{_HOLIDAY}', COALESCE(h.minutes, -1), h.name, '', NULL, NULL,
      '', ''
    FROM {Holiday._meta.db_table} h WHERE h.unit_id = %s AND h.date >= %s AND h.date <= %s
"""  # noqa: S608, SLF001 - names of tables; Django's documented way to them
_ENTRIES = f"""
    SELECT e.id, e.date, e.minutes, e.version, e.note, e.source, e.begin, e.kind, a.code, a.title,
      w.name AS area, b.code AS whom
    FROM {TimeEntry._meta.db_table} e
    JOIN {Activity._meta.db_table} a ON a.id = e.activity_id
    LEFT JOIN {WorkArea._meta.db_table} w ON w.id = a.area_id
    LEFT JOIN {Beneficiary._meta.db_table} b ON b.id = e.beneficiary_id
    WHERE e.person_id = %s AND e.unit_id = %s AND e.date >= %s AND e.date <= %s
    ORDER BY e.date, e.id
"""  # noqa: S608, SLF001


def week_grid(
    person: Person,
    place: Workplace,
    week: Week,
    *,
    asked: Sequence[RowKey] = (),
    also: frozenset[int] = frozenset(),
) -> Grid:
    """Return a person's week in a unit; four queries at most, however much was ever logged.

    Args:
        person: whose.
        place: where.
        week: which.
        asked: rows that stand there with or without entries.
        also: ISO weekdays that are shown though the unit does not work on them.
    """
    unit = place.unit
    entries, tasks = _entries(person, unit, week.start, week.end)
    unknown = {key.activity for key in asked} - tasks.keys()
    if unknown:
        tasks |= tasks_of(unit, unknown)
    holidays, sheets = _around(person, unit, week)
    record = WeekRecord(
        entries=entries,
        tasks=tasks,
        calendar=WorkCalendar(
            weekdays=frozenset(unit.weekdays),
            holidays={day: minutes for day, _name, minutes in holidays},
            daily_minutes=unit.daily_minutes,
        ),
        holidays={day: name for day, name, _minutes in holidays},
        presences=place.presences,
        rules=Rules(
            today=place.today,
            employed=place.engaged,
            locked=[sheet.span for sheet in sheets if sheet.state == APPROVED],
            absences=frozenset(code for code, task in tasks.items() if task.kind == ABSENCE),
            submitted=[sheet.span for sheet in sheets if sheet.state == SUBMITTED],
        ),
        joint_on=joint_by_date(unit),
        sheets=sheets,
    )
    return lay_out(week, record, asked=asked, also=also)


def tasks_of(unit: Unit, codes: Collection[str] | None = None) -> dict[str, Task]:
    """Return code → activity of a unit, all of them or those named; one query."""
    rows = Activity.objects.filter(unit=unit)
    if codes is not None:
        rows = rows.filter(code__in=codes)
    return {
        code: Task(code, title, area or "", WORDS[kind])
        for code, title, area, kind in rows.values_list("code", "title", "area__name", "kind")
    }


def _entries(
    person: Person, unit: Unit, start: dt.date, end: dt.date
) -> tuple[list[Logged], dict[str, Task]]:
    """Return a person's entries of some days, and the activities they are on; one query."""
    found, tasks = [], {}
    rows: Iterable[Any] = TimeEntry.objects.raw(_ENTRIES, [person.pk, unit.pk, start, end])
    for row in rows:
        tasks[row.code] = Task(row.code, row.title, row.area or "", WORDS[row.kind])
        key = RowKey(row.code, row.whom or "")
        found.append(
            Logged(
                row.pk, row.date, key, row.minutes, row.version, row.note, row.source,
                row.begin is not None,
            )
        )  # fmt: skip
    return found, tasks


def logged(row: TimeEntry) -> Logged:
    """Return an entry as a cell knows it; its activity and beneficiary were read along."""
    return Logged(
        pk=row.pk,
        day=row.date,
        key=key_of_row(row),
        minutes=row.minutes,
        version=row.version,
        note=row.note,
        source=row.source,
        timed=row.begin is not None,
    )


def _around(
    person: Person, unit: Unit, week: Week
) -> tuple[list[tuple[dt.date, str, int | None]], tuple[Sheet, ...]]:
    """Return date, name and minutes of a week's holidays, and what was handed in of it.

    Together they are one query: the page of a week has few to spare, and little time.
    """
    places = [unit.pk, person.pk, week.end, week.start, unit.pk, week.start, week.end]
    holidays, sheets = [], []
    rows: Iterable[Any] = WeekSheet.objects.raw(_AROUND, places)
    for row in rows:
        if row.state == _HOLIDAY:
            holidays.append((row.start, row.note, None if row.version < 0 else row.version))
            continue
        by = row.by_name or row.by_username or ""
        sheets.append(
            Sheet(
                row.pk, row.start, row.end, row.state, row.version, row.note, row.reason,
                row.submitted, row.decided, by,
            )
        )  # fmt: skip
    return holidays, tuple(sorted(sheets, key=lambda sheet: sheet.start))
