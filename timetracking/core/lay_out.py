"""From entries and the calendar to the grid of a week."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.expected import expected_minutes
from timetracking.core.grid import ABSENCE, Cell, Day, Grid, Logged, Row, RowKey, Task, place_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from secretariats.core.expected import Presence, WorkCalendar
    from timetracking.core.checks import Barrier, Rules
    from timetracking.core.sheets import Sheet
    from timetracking.core.weeks import Week

_KINDS = ("service", "overhead", "absence")


@dataclass(frozen=True, slots=True)
class WeekRecord:
    """What is known of a person's week.

    Attributes:
        entries: the person's in the unit, of the week's days.
        tasks: activity code → what it is, of every row there is or may be.
        calendar: the unit's working days.
        holidays: date → name of the holiday.
        presences: the person's assignments in the unit.
        rules: what time may be entered.
        joint_on: work date → instruments of the agreement in force, None without one.
        sheets: what was handed in of it.
    """

    entries: Sequence[Logged]
    tasks: Mapping[str, Task]
    calendar: WorkCalendar
    holidays: Mapping[dt.date, str]
    presences: Sequence[Presence]
    rules: Rules
    joint_on: Callable[[dt.date], frozenset[str] | None]
    sheets: tuple[Sheet, ...] = ()


def lay_out(
    week: Week,
    record: WeekRecord,
    *,
    asked: Sequence[RowKey] = (),
    also: frozenset[int] = frozenset(),
) -> Grid:
    """Return the grid of a week.

    Args:
        week: which one.
        record: what is known of it.
        asked: rows that stand there with or without entries, last and in this order; unknown
            activities are left out.
        also: ISO weekdays that are shown though the unit does not work on them.
    """
    with_time = {entry.day for entry in record.entries}
    dates = [
        day
        for day in week.days
        if day in with_time or day.isoweekday() in record.calendar.weekdays | also
    ]
    by_cell: dict[tuple[RowKey, dt.date], list[Logged]] = defaultdict(list)
    for entry in record.entries:
        by_cell[entry.key, entry.day].append(entry)
    last = tuple(dict.fromkeys(key for key in asked if key.activity in record.tasks))
    first = sorted(
        {entry.key for entry in record.entries} - set(last),
        key=lambda key: (
            _KINDS.index(record.tasks[key.activity].kind),
            key.activity,
            *place_of(key.beneficiary),
        ),
    )

    # What bars a day is the same for all activities, but for absence.
    barriers = {activity: _barriers(dates, record, activity) for activity in record.rules.absences}
    usual = _barriers(dates, record, "")

    def row(key: RowKey) -> Row:
        barred = barriers.get(key.activity, usual)
        cells = tuple(
            Cell(key, day, tuple(by_cell.get((key, day), ())), barrier)
            for day, barrier in zip(dates, barred, strict=True)
        )
        return Row(key, record.tasks[key.activity], cells, key in last)

    rows = tuple(row(key) for key in (*first, *last))
    joint = next((found for day in week.days if (found := record.joint_on(day))), frozenset[str]())
    return Grid(
        week=week,
        today=record.rules.today,
        days=tuple(_day(day, record, barrier) for day, barrier in zip(dates, usual, strict=True)),
        rows=rows,
        joint=joint,
        sheets=record.sheets,
        here=any(span.contains(day) for day in week.days for span in record.rules.employed),
    )


def _barriers(dates: Sequence[dt.date], record: WeekRecord, activity: str) -> list[Barrier | None]:
    """Return what bars each of some days to an activity."""
    return [next(iter(record.rules.barriers(day, activity)), None) for day in dates]


def _day(day: dt.date, record: WeekRecord, barrier: Barrier | None) -> Day:
    minutes, shares = Counter[str](), Counter[str]()
    for entry in record.entries:
        if entry.day == day:
            kind = record.tasks[entry.key.activity].kind
            minutes[kind] += entry.minutes
            if kind != ABSENCE:
                shares[entry.key.beneficiary] += entry.minutes
    return Day(
        date=day,
        holiday=record.holidays.get(day, ""),
        half=record.calendar.holidays.get(day) is not None,
        state=next((x.state for x in record.sheets if x.span.contains(day)), ""),
        barrier=barrier,
        whole=expected_minutes(record.calendar, record.presences, day),
        minutes=minutes,
        shares=shares,
    )
