"""What a person's calendar has on a day, as rows to add to the week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from timetracking.core.fitting import fitting, plain
from timetracking.core.grid import SERVICE, RowKey
from timetracking.models import ImportMap
from timetracking.queries.own_calendar import events_on
from timetracking.queries.suggestions import last_time
from timetracking.queries.week_grid import tasks_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from secretariats.models import Person, Unit
    from timetracking.core.grid import Task

MOST = 6


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """An event and the row that its time would go into.

    Attributes:
        event: its key.
        begin: by the clocks of the unit.
        minutes: how long it is.
        title: what it is called.
        key: activity and beneficiary.
        task: the activity.
        remembered: whether an event of this title was picked so before; else its words fit.
    """

    event: int
    begin: dt.time
    minutes: int
    title: str
    key: RowKey
    task: Task
    remembered: bool


def calendar_rows(
    person: Person,
    unit: Unit,
    day: dt.date,
    *,
    text: str = "",
    usual: frozenset[str],
    chosen: frozenset[str] | None = None,
) -> list[CalendarRow]:
    """Return the events of a day that fit an activity; one query, or five where there are any.

    Args:
        person: whose calendar and week.
        unit: where.
        day: which day.
        text: words that title or activity must have; empty fits all.
        usual: whom a service is for that the person never worked on.
        chosen: whom it shall be for; None as last time.
    """
    events = events_on(person, day)
    if not events:
        return []
    tasks = tasks_of(unit)
    last = last_time(person, unit)
    remembered = _remembered(person, unit)
    zone = ZoneInfo(unit.timezone)
    found = []
    for event in events:
        kept = remembered.get(event.title.casefold())
        task = tasks.get(kept[0]) if kept else fitting(event.title, tasks, last)
        if task is None:
            continue
        inside = plain(f"{event.title} {task.code} {task.title}")
        if not all(word in inside for word in plain(text).split()):
            continue
        members = frozenset[str]()
        if task.kind == SERVICE:
            members = chosen or (kept[1] if kept else None) or last.get(task.code, usual)
        found.append(
            CalendarRow(
                event=event.pk,
                begin=event.begin.astimezone(zone).time(),
                minutes=event.minutes,
                title=event.title,
                key=RowKey.of(task.code, members),
                task=task,
                remembered=kept is not None,
            )
        )
    return found[:MOST]


def _remembered(person: Person, unit: Unit) -> dict[str, tuple[str, frozenset[str] | None]]:
    """Return title without case → activity and instruments, as files and picks had it."""
    row = ImportMap.objects.filter(person=person, unit=unit, format="ical").first()
    names: Mapping[str, Any] = row.names if row else {}
    found: dict[str, tuple[str, frozenset[str] | None]] = {}
    for title, meaning in names.items():
        if not isinstance(meaning, dict) or not isinstance(meaning.get("activity"), str):
            continue
        members = meaning.get("for")
        several = frozenset(map(str, members)) if isinstance(members, list) else None
        found[title.casefold()] = (meaning["activity"], several)
    return found
