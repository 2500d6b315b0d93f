"""A unit's holidays beside those of its country, and the approved weeks that they fall into."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from secretariats.core.dates import days
from secretariats.core.public_holidays import (
    Line,
    Own,
    State,
    compared,
    names_in_all_languages,
    public_holidays,
)
from secretariats.models import Holiday
from timetracking.models import WeekSheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.core.public_holidays import Station
    from secretariats.models import Unit


@dataclass(frozen=True, slots=True)
class YearOfHolidays:
    """A unit's list of a year beside the public holidays of a place.

    Attributes:
        year: which.
        station: the place.
        lines: the days of either list, by date.
        approved: day → how many people have an approved week that it lies in, none left out.
    """

    year: int
    station: Station
    lines: tuple[Line, ...]
    approved: Mapping[dt.date, int]

    @property
    def missing(self) -> tuple[dt.date, ...]:
        """The public holidays that the unit's list has not."""
        return tuple(line.day for line in self.lines if line.state is State.MISSING)


def year_of_holidays(
    unit: Unit, station: Station | None, year: int, language: str
) -> YearOfHolidays | None:
    """Return both lists of a year; two queries. None where no place is known.

    Raises:
        Unknown: the library knows no such place or year.
    """
    if station is None:
        return None
    public = public_holidays(station, year, language)
    names = names_in_all_languages(station, year)
    lines = compared(public, own_holidays(unit, year), names)
    return YearOfHolidays(year, station, lines, approved_on(unit, year))


def own_holidays(unit: Unit, year: int) -> dict[dt.date, Own]:
    """Return date → holiday of a unit's own list in a year; one query."""
    rows = Holiday.objects.filter(unit=unit, date__year=year).order_by("date")
    return {
        day: Own(pk, name, minutes)
        for day, pk, name, minutes in rows.values_list("date", "pk", "name", "minutes")
    }


def approved_on(unit: Unit, year: int) -> dict[dt.date, int]:
    """Return date → number of people whose week is approved, for days of a year; one query."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    sheets = WeekSheet.objects.filter(
        unit=unit, state=WeekSheet.State.APPROVED, start__lte=last, end__gte=first
    )
    found = Counter[dt.date]()
    spans = sheets.order_by().values("start", "end").annotate(people=Count("person"))
    for start, end, people in spans.values_list("start", "end", "people"):
        for day in days(start, end):
            found[day] += people
    return dict(found)
