"""The record of a team as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.http import urlencode

from timetracking.core.coverage import OPEN
from timetracking.core.reminding import LEAST, lack_of
from timetracking.models import WeekSheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from secretariats.models import Person
    from timetracking.core.coverage import DayRecord, PersonWeek, Sheet
    from timetracking.core.weeks import Week
    from timetracking.queries.coverage import Coverage, PersonRecord

# Days that are named of one person; the rest is a number.
SOME_DAYS = 12


@dataclass(frozen=True, slots=True)
class State:
    """Where a sheet stands: its word, the month where the week has two, and where it is read."""

    kind: str
    word: str
    month: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of a person.

    Attributes:
        record: the figures.
        settled: whether nothing of what is missing can be filled by the person any more.
        states: of its sheet, or of its two where they differ.
        reminded: the day of the last reminder about it, None where there was none.
        reminds: whether the reader can have the person reminded of it today.
        remind: what the button sends.
    """

    record: PersonWeek
    settled: bool
    states: tuple[State, ...]
    reminded: dt.date | None
    reminds: bool
    remind: str


@dataclass(frozen=True, slots=True)
class Line:
    """A person with their weeks."""

    person: Person
    cells: tuple[Cell, ...]
    recorded: int
    expected: Fraction
    missing: Fraction
    days: tuple[DayRecord, ...]
    history: str

    @property
    def some_days(self) -> tuple[DayRecord, ...]:
        """The days that lack time, as many as are named."""
        return self.days[:SOME_DAYS]

    @property
    def more_days(self) -> int:
        """How many are not named."""
        return max(0, len(self.days) - SOME_DAYS)

    @property
    def reminds(self) -> bool:
        """Whether several weeks can be reminded of at once."""
        return sum(cell.reminds for cell in self.cells) > 1


@dataclass(frozen=True, slots=True)
class Sum:
    """A week of everybody; ``lacking``: how many lack time, ``reminds``: can be reminded."""

    week: Week
    recorded: int
    expected: Fraction
    missing: Fraction
    lacking: int
    reminds: int


@dataclass(frozen=True, slots=True)
class Team:
    """The whole table.

    Attributes:
        lines: a person each, by name.
        sums: a week each.
        today: the date in the unit.
        reminds: how many people can be reminded of anything in it.
    """

    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    today: dt.date
    reminds: int

    @property
    def lacking(self) -> tuple[Line, ...]:
        """The people who lack time."""
        return tuple(line for line in self.lines if line.missing)

    @property
    def with_days(self) -> tuple[Line, ...]:
        """The people who can still fill days."""
        return tuple(line for line in self.lines if line.days)

    @property
    def recorded(self) -> int:
        """Minutes recorded by everybody."""
        return sum(one.recorded for one in self.sums)

    @property
    def expected(self) -> Fraction:
        """Minutes expected of everybody."""
        return sum((one.expected for one in self.sums), Fraction(0))

    @property
    def missing(self) -> Fraction:
        """Minutes that everybody's days up to yesterday lack."""
        return sum((one.missing for one in self.sums), Fraction(0))


def show_team(
    record: Coverage, reminded: Mapping[tuple[int, dt.date], dt.date], *, reminds: bool
) -> Team:
    """Return the table of a unit's record.

    Args:
        record: of the unit.
        reminded: person and Monday → the day of the last reminder.
        reminds: whether the reader reminds people: the unit's coordinator.
    """
    lines = tuple(_line(one, record, reminded, reminds=reminds) for one in record.people)
    sums = tuple(
        Sum(
            week=week,
            recorded=sum(cell.record.recorded for cell in cells),
            expected=sum((cell.record.expected for cell in cells), Fraction(0)),
            missing=sum((cell.record.missing for cell in cells), Fraction(0)),
            lacking=sum(bool(cell.record.lacking) for cell in cells),
            reminds=sum(cell.reminds for cell in cells),
        )
        for week, cells in (
            (week, [line.cells[number] for line in lines])
            for number, week in enumerate(record.weeks)
        )
    )
    able = sum(any(cell.reminds for cell in line.cells) for line in lines)
    return Team(lines, sums, record.today, able)


def _line(
    one: PersonRecord,
    record: Coverage,
    reminded: Mapping[tuple[int, dt.date], dt.date],
    *,
    reminds: bool,
) -> Line:
    person = one.person
    able = reminds and person.is_active and person.reminders and bool(person.email)
    cells = []
    for week in one.weeks:
        last = reminded.get((person.pk, week.week.start))
        cells.append(
            Cell(
                record=week,
                settled=not week.to_fill,
                states=_states(week),
                reminded=last,
                reminds=able and lack_of(week) is not None and last != record.today,
                remind=f"{person.username}/{week.week}",
            )
        )
    query = {
        "unit": record.unit.code,
        "person": person.username,
        "week": str(record.weeks[-1]),
    }
    return Line(
        person=person,
        cells=tuple(cells),
        recorded=sum(week.recorded for week in one.weeks),
        expected=sum((week.expected for week in one.weeks), Fraction(0)),
        missing=sum((week.missing for week in one.weeks), Fraction(0)),
        days=tuple(day for week in one.weeks for day in week.to_fill if day.missing >= LEAST),
        history=address("time_history", query=query),
    )


def _states(week: PersonWeek) -> tuple[State, ...]:
    """Return the state of a week; of its two sheets, where they differ."""
    same = len({sheet.state for sheet in week.sheets}) == 1
    shown = week.sheets[:1] if same else week.sheets
    return tuple(_state(sheet, several=len(shown) > 1) for sheet in shown)


def _state(sheet: Sheet, *, several: bool) -> State:
    decided = sheet.pk is not None and sheet.state != OPEN
    return State(
        kind=sheet.state,
        word=str(WeekSheet.State(sheet.state).label),
        month=formats.date_format(sheet.span.start, "F") if several else "",
        url=address("approval", sheet.pk) if decided else "",
    )


def address(name: str, *arguments: object, query: Mapping[str, str] | None = None) -> str:
    """Return an address with what follows it; empty where the site has no such page."""
    try:
        url = reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode(query)}" if query else url
