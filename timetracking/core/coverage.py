"""How complete the record of people is, day by day and week by week."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, Span, month_end
from secretariats.core.expected import expected_minutes
from timetracking.core.day_sums import DaySums

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from secretariats.core.expected import Presence, WorkCalendar
    from timetracking.core.weeks import Week

OPEN, RETURNED = "open", "returned"
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class DayRecord:
    """A day of a person in a unit; the same figures as those of a day of their own grid.

    Attributes:
        date: the work date.
        whole: minutes expected, absence not taken off.
        total: minutes of all entries, absence included.
        absence: minutes of absence.
        expected: minutes expected less absence, never below zero (valuation.md, Limitations).
        missing: minutes still expected, never below zero.
    """

    date: dt.date
    whole: Fraction
    total: int
    absence: int
    expected: Fraction = field(init=False)
    missing: Fraction = field(init=False)

    def __post_init__(self) -> None:
        """Work out once what pages ask for again and again."""
        expected = max(NOTHING, self.whole - self.absence)
        object.__setattr__(self, "expected", expected)
        object.__setattr__(self, "missing", max(NOTHING, expected - self.recorded))

    @property
    def recorded(self) -> int:
        """Minutes of service and overhead."""
        return self.total - self.absence


@dataclass(frozen=True, slots=True)
class Sheet:
    """A week, or the part of it that lies in one month.

    Attributes:
        span: its days.
        state: ``open``, ``submitted``, ``returned`` or ``approved``.
        pk: of the stored sheet, None where nothing was ever submitted.
    """

    span: Span
    state: str = OPEN
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class PersonWeek(DaySums):
    """A week of a person in a unit.

    Attributes:
        week: which one.
        days: all seven days.
        sheets: one, or two where a month ends within the week; only those in which the person
            has an assignment.
        today: the date in the unit's zone; that day and those after it cannot be missing yet.
    """

    week: Week
    days: tuple[DayRecord, ...]
    sheets: tuple[Sheet, ...]
    today: dt.date

    @property
    def here(self) -> bool:
        """Whether the person has an assignment on one of the days."""
        return bool(self.sheets)

    @property
    def lacking(self) -> tuple[DayRecord, ...]:
        """The days up to yesterday of which time is missing."""
        return tuple(day for day in self.days if day.date < self.today and day.missing)

    @property
    def to_fill(self) -> tuple[DayRecord, ...]:
        """Those that the person can still fill: not those of a sheet that is handed in."""
        spans = [sheet.span for sheet in self.sheets if sheet.state in {OPEN, RETURNED}]
        return tuple(day for day in self.lacking if any(one.contains(day.date) for one in spans))

    @property
    def missing(self) -> Fraction:
        """Minutes that the days up to yesterday lack, day by day."""
        return sum((day.missing for day in self.lacking), NOTHING)

    @property
    def over(self) -> bool:
        """Whether the week has ended."""
        return self.week.end < self.today

    @property
    def unsubmitted(self) -> tuple[Sheet, ...]:
        """The sheets never submitted, of days on which something was expected."""
        return tuple(
            sheet
            for sheet in self.sheets
            if sheet.state == OPEN
            and any(day.whole for day in self.days if sheet.span.contains(day.date))
        )


def person_week(
    week: Week,
    calendar: WorkCalendar,
    presences: Sequence[Presence],
    *,
    total: Mapping[dt.date, int],
    absence: Mapping[dt.date, int],
    sheets: Iterable[Sheet],
    today: dt.date,
) -> PersonWeek:
    """Return a week from what is stored of it.

    Args:
        week: which one.
        calendar: the unit's.
        presences: the person's assignments.
        total: date → minutes of all entries.
        absence: date → those of absence.
        sheets: stored ones that touch the week.
        today: the date in the unit's zone.
    """
    stored = list(sheets)
    return PersonWeek(
        week=week,
        days=tuple(
            DayRecord(
                day,
                expected_minutes(calendar, presences, day),
                total.get(day, 0),
                absence.get(day, 0),
            )
            for day in week.days
        ),
        sheets=tuple(
            next((one for one in stored if one.span.overlaps(span)), Sheet(span))
            for span in parts(week)
            if any(presence.span.overlaps(span) for presence in presences)
        ),
        today=today,
    )


def parts(week: Week) -> tuple[Span, ...]:
    """Return the days of a week as its sheets have them: cut where a month ends."""
    last = month_end(week.start)
    if last >= week.end:
        return (Span(week.start, week.end),)
    return (Span(week.start, last), Span(last + ONE_DAY, week.end))
