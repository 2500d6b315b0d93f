"""What a person's own record still lacks, for a gentle reminder on their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetracking.core.reminding import lacks
from timetracking.core.weeks import Week
from timetracking.queries.coverage import coverage, today_of

if TYPE_CHECKING:
    from secretariats.models import Person, Unit
    from timetracking.core.coverage import DayRecord
    from timetracking.core.reminding import Lack


@dataclass(frozen=True, slots=True)
class OwnLacks:
    """What is missing of the last week and the present one.

    Attributes:
        unit: where.
        lacks: by week; empty where nothing is missing.
    """

    unit: Unit
    lacks: tuple[Lack, ...]

    @property
    def days(self) -> tuple[DayRecord, ...]:
        """The days that lack time, in order."""
        return tuple(day for lack in self.lacks for day in lack.days)

    @property
    def unsubmitted(self) -> Week | None:
        """The last week, where it was not submitted in time."""
        return next((lack.week for lack in self.lacks if lack.unsubmitted), None)


def own_lacks(person: Person, unit: Unit) -> OwnLacks:
    """Return what a person's record in a unit lacks; six queries at most.

    Nothing for those who switched reminders off, without a query.
    """
    if not person.reminders:
        return OwnLacks(unit, ())
    today = today_of(unit, person=person)
    week = Week.of(today)
    record = coverage(unit, (week.before, week), today=today, person=person)
    found = tuple(lacks(record.people[0].weeks)) if record.people else ()
    return OwnLacks(unit, found)
