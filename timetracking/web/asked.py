"""What is asked for in the address of the week: which unit, week, day and rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404

from secretariats.context import person_of
from timetracking.core.grid import RowKey
from timetracking.core.weeks import Week
from timetracking.places import chosen_place, instruments_of, places_of
from timetracking.queries.workplaces import last_worked

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from secretariats.models import Person
    from timetracking.queries.workplaces import Workplace

MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a week is to show.

    Attributes:
        person: whose it is: always who asks.
        places: the units in which they keep time.
        place: the one that is shown.
        week: which week.
        day: which day on the telephone, None for the usual one.
        rows: rows that stand there with or without entries.
        also: ISO weekdays that are shown though the unit does not work on them.
        instruments: codes of those that the unit serves.
    """

    person: Person
    places: tuple[Workplace, ...]
    place: Workplace
    week: Week
    day: dt.date | None
    rows: tuple[RowKey, ...]
    also: frozenset[int]
    instruments: tuple[str, ...]

    @property
    def query(self) -> str:
        """Unit and week as the query of an address."""
        several = {"unit": self.place.unit.code} if len(self.places) > 1 else {}
        return urlencode({**several, "week": str(self.week)})

    @property
    def this_week(self) -> Week:
        """The week of today."""
        return Week.of(self.place.today)


def read_asked(request: HttpRequest) -> Asked:
    """Return what the address asks for; three queries, a fourth in a demonstration.

    Raises:
        PermissionDenied: the person keeps no time anywhere.
        Http404: there is no such week, or no such unit in which they keep time.
    """
    asked = request.GET
    places = places_of(request)
    place = chosen_place(places, asked.get("unit", ""))
    week = _week(request, place, asked)
    return Asked(
        person=person_of(request),
        places=tuple(places),
        place=place,
        week=week,
        day=_day(asked.get("day", ""), week),
        rows=_rows(asked),
        also=_also(request),
        instruments=instruments_of(request, place),
    )


def _week(request: HttpRequest, place: Workplace, asked: QueryDict) -> Week:
    if name := asked.get("week", ""):
        try:
            return Week.named(name)
        except ValueError as error:
            raise Http404 from error
    if day := asked.get("day", ""):
        try:
            return Week.of(dt.date.fromisoformat(day))
        except ValueError as error:
            raise Http404 from error
    # Nobody works in a demonstration any more: its last week says more than an empty one.
    last = last_worked(person_of(request), place.unit) if place.unit.synthetic else None
    return Week.of(last or place.today)


def _day(text: str, week: Week) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day in week.days else None


def _also(request: HttpRequest) -> frozenset[int]:
    """Return the weekdays asked for, and those of a page that sends its cells."""
    if request.GET.get("weekend"):
        return frozenset(range(1, 8))
    return frozenset(int(sign) for sign in request.POST.get("days", "") if sign in "1234567")


def _rows(asked: QueryDict) -> tuple[RowKey, ...]:
    texts = [text for text in asked.getlist("row") if text and "\0" not in text]
    return tuple(dict.fromkeys(RowKey.named(text) for text in texts))[:MOST_ROWS]
