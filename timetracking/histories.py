"""Whose history of time is asked for, and what of it who asks may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from secretariats.context import own_roles, person_of, unit_asked
from secretariats.core.dates import Span
from secretariats.models import Person, Role
from timetracking.core.grid import RowKey
from timetracking.core.weeks import Week
from timetracking.permissions import TEAM_READERS
from timetracking.places import chosen_place, places_of
from timetracking.queries.coverage import today_of
from timetracking.queries.time_history import time_history

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from rest_framework.request import Request

    from secretariats.models import Unit
    from timetracking.queries.time_history import HistoryLine


@dataclass(frozen=True, slots=True)
class HistoryAsked:
    """What is asked for.

    Attributes:
        person: whose time it is.
        unit: where.
        week: that the days belong to.
        day: one day alone; None: the whole week.
        key: one cell alone; None: all.
        own: whether it is the time of who asks.
        texts: whether the notes of entries are for who asks.
    """

    person: Person
    unit: Unit
    week: Week
    day: dt.date | None
    key: RowKey | None
    own: bool
    texts: bool

    def lines(self) -> list[HistoryLine]:
        """Return the history; seven queries at most."""
        days = Span(self.day or self.week.start, self.day or self.week.end)
        return time_history(self.person, self.unit, days, texts=self.texts, key=self.key)


def read_history(request: HttpRequest | Request, asked: Mapping[str, str]) -> HistoryAsked:
    """Return what is asked for, if who asks may read it.

    Everybody reads their own. Coordinators and auditors read that of their unit's people; the
    notes of entries, with all that they ever said, auditors alone.

    Args:
        request: of who asks.
        asked: ``unit``, ``person`` (a username), ``day`` or ``week``, ``cell``; each may be left
            out or empty.

    Raises:
        Http404: there is no such person, unit, day or week for who asks.
        PermissionDenied: it is somebody else's, or who asks keeps no time.
    """
    actor = person_of(request)
    username, code = asked.get("person", ""), asked.get("unit", "")
    if username in {"", actor.username}:
        place = chosen_place(places_of(request), code)
        person, unit, own = actor, place.unit, True
    else:
        unit, own = unit_asked(request, TEAM_READERS, code), False
        person = _colleague(unit, username)
    week, day = _days(asked, unit, person)
    cell = asked.get("cell", "")
    if "\0" in cell:
        raise Http404
    audits = any(
        role.kind == Role.Kind.AUDITOR and role.unit.pk == unit.pk for role in own_roles(request)
    )
    key = RowKey.named(cell) if cell else None
    return HistoryAsked(person, unit, week, day, key, own, texts=own or audits)


def _colleague(unit: Unit, username: str) -> Person:
    """Return a person who has or had to do with a unit."""
    if "\0" in username:
        raise Http404
    people = Person.objects.filter(username=username)
    found = people.filter(Q(units=unit) | Q(assignments__unit=unit)).distinct().first()
    if found is None:
        raise Http404
    return found


def _days(asked: Mapping[str, str], unit: Unit, person: Person) -> tuple[Week, dt.date | None]:
    try:
        if text := asked.get("day", ""):
            day = dt.date.fromisoformat(text)
            return Week.named(str(Week.of(day))), day
        if name := asked.get("week", ""):
            return Week.named(name), None
    except ValueError as error:
        raise Http404 from error
    today = today_of(unit, person=person)
    return Week.of(today - dt.timedelta(days=1) if unit.synthetic else today), None
