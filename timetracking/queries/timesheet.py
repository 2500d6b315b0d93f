"""A person's own time of some days, as a sheet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.dates import ONE_DAY
from secretariats.core.errors import Problem, Refused
from secretariats.core.expected import WorkCalendar, expected_minutes
from secretariats.models import Holiday
from timetracking.core.grid import ABSENCE, RowKey, Task
from timetracking.core.timesheet import (
    LONGEST,
    DayLine,
    EntryLine,
    SheetLine,
    Timesheet,
    rows_of,
)
from timetracking.models import TimeEntry, WeekSheet
from timetracking.queries.importing import WORDS

if TYPE_CHECKING:
    from secretariats.models import Person
    from timetracking.queries.workplaces import Workplace


def timesheet(person: Person, place: Workplace, start: dt.date, end: dt.date) -> Timesheet:
    """Return a person's time in a unit from a day to a day; three queries.

    Raises:
        Refused: the days are none, or more than a year.
    """
    check_span(start, end)
    unit = place.unit
    days = [start + number * ONE_DAY for number in range((end - start).days + 1)]
    span = (start, end)
    entries = _entries(person, place, start, end)
    holidays = {
        day: (name, minutes)
        for day, name, minutes in Holiday.objects.filter(unit=unit, date__range=span).values_list(
            "date", "name", "minutes"
        )
    }
    calendar = WorkCalendar(
        frozenset(unit.weekdays),
        {day: minutes for day, (_name, minutes) in holidays.items()},
        unit.daily_minutes,
    )
    sheets = tuple(
        SheetLine(
            row.start,
            row.end,
            row.state,
            row.submitted,
            row.decided,
            str(row.decided_by) if row.decided_by else "",
        )
        for row in WeekSheet.objects.filter(
            unit=unit, person=person, start__lte=end, end__gte=start
        )
        .select_related("decided_by")
        .order_by("start")
    )
    states = {
        one.start + number * ONE_DAY: one.state
        for one in sheets
        for number in range((one.end - one.start).days + 1)
    }
    worked, absent = dict.fromkeys(days, 0), dict.fromkeys(days, 0)
    for one in entries:
        (absent if one.task.kind == ABSENCE else worked)[one.day] += one.minutes
    return Timesheet(
        person=str(person),
        username=person.username,
        unit=unit.code,
        unit_name=unit.name,
        zone=unit.timezone,
        start=start,
        end=end,
        days=tuple(
            DayLine(
                day,
                holidays[day][0] if day in holidays else "",
                calendar.is_working_day(day),
                expected_minutes(calendar, place.presences, day),
                worked[day],
                absent[day],
                states.get(day, ""),
            )
            for day in days
        ),
        rows=rows_of(entries, days),
        entries=tuple(entries),
        sheets=sheets,
        synthetic=unit.synthetic,
    )


def check_span(start: dt.date, end: dt.date) -> None:
    """Refuse days that are none, or too many for one sheet.

    Raises:
        Refused: which says what is wrong with them.
    """
    if end < start:
        raise Refused([Problem("to", _("The last day lies before the first."))])
    if (end - start).days >= LONGEST:
        text = _("One sheet holds a year at most: choose fewer days.")
        raise Refused([Problem("to", text)])


def _entries(person: Person, place: Workplace, start: dt.date, end: dt.date) -> list[EntryLine]:
    rows = TimeEntry.objects.filter(
        person=person, unit=place.unit, date__range=(start, end)
    ).order_by("date", "begin", "pk")
    found = []
    for pk, day, minutes, note, begin, stop, saved, code, title, kind, area, members in (
        rows.values_list(
            "pk", "date", "minutes", "note", "begin", "end", "saved", "activity__code",
            "activity__title", "activity__kind", "activity__area__name", "beneficiary__code",
        )
    ):  # fmt: skip
        task = Task(code, title, area or "", WORDS[kind])
        key = RowKey(code, members or "")
        found.append(EntryLine(pk, day, minutes, task, key, note, begin, stop, saved))
    return found
