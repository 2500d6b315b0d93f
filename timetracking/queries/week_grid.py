"""The week of a person, as the grid of the page and of the interface shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import DateTimeField, F, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce

from secretariats.core.expected import WorkCalendar
from secretariats.models import Holiday
from timetracking.core.checks import Rules
from timetracking.core.grid import ABSENCE, Logged, RowKey, Task
from timetracking.core.lay_out import WeekRecord, lay_out
from timetracking.core.sheets import APPROVED, SUBMITTED, Sheet
from timetracking.joint import joint_by_date
from timetracking.models import Activity, TimeEntry, WeekSheet
from timetracking.queries.importing import WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from secretariats.models import Person, Unit
    from timetracking.core.grid import Grid
    from timetracking.core.weeks import Week
    from timetracking.queries.workplaces import Workplace

# A holiday among sheets, and one that takes the whole day.
_HOLIDAY, _WHOLE = "holiday", -1


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
    rows = TimeEntry.objects.filter(person=person, unit=unit, date__range=(start, end))
    for pk, day, minutes, version, note, source, begin, code, title, kind, area, members in (
        rows.order_by("date", "pk").values_list(
            "pk", "date", "minutes", "version", "note", "source", "begin", "activity__code",
            "activity__title", "activity__kind", "activity__area__name", "beneficiary__code",
        )
    ):  # fmt: skip
        tasks[code] = Task(code, title, area or "", WORDS[kind])
        key = RowKey(code, members or "")
        found.append(Logged(pk, day, key, minutes, version, note, source, begin is not None))
    return found, tasks


def logged(row: TimeEntry) -> Logged:
    """Return an entry as a cell knows it; its activity and beneficiary were read along."""
    return Logged(
        pk=row.pk,
        day=row.date,
        key=RowKey(row.activity.code, row.beneficiary.code if row.beneficiary else ""),
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

    Together they are one query: the page of a week has few to spare.
    """
    sheets = WeekSheet.objects.filter(
        unit=unit, person=person, start__lte=week.end, end__gte=week.start
    )
    nothing = {name: _text("") for name in ("reason", "by", "username")}
    days = Holiday.objects.filter(unit=unit, date__range=(week.start, week.end)).annotate(
        last=F("date"),
        what=_text(_HOLIDAY),
        length=Cast(Coalesce(F("minutes"), Value(_WHOLE)), IntegerField()),
        submitted=Cast(Value(None), DateTimeField()),
        decided=Cast(Value(None), DateTimeField()),
        **nothing,
    )
    rows = (
        sheets.order_by()
        .values_list(
            "pk", "start", "end", "state", "version", "note", "reason", "submitted", "decided",
            "decided_by__name", "decided_by__username",
        )
        .union(
            days.order_by().values_list(
                "pk", "date", "last", "what", "length", "name", "reason", "submitted", "decided",
                "by", "username",
            ),
            all=True,
        )
    )  # fmt: skip
    holidays, found = [], []
    for pk, start, end, state, number, text, reason, submitted, decided, name, who in rows:
        if state == _HOLIDAY:
            holidays.append((start, text, None if number == _WHOLE else number))
        else:
            by = name or who or ""
            found.append(
                Sheet(pk, start, end, state, number, text, reason, submitted, decided, by)
            )
    return holidays, tuple(sorted(found, key=lambda sheet: sheet.start))


def _text(text: str) -> Cast:
    return Cast(Value(text), TextField())
