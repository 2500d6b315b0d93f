"""Activities to add a row for: those that fit a few letters, each with whom it was for last."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetracking.core.grid import SERVICE, RowKey, place_of
from timetracking.models import Beneficiary, MonthTotal, ProgrammeItem, TimeEntry
from timetracking.queries.week_grid import tasks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secretariats.models import Person, Unit
    from timetracking.core.grid import Task
    from timetracking.core.weeks import Week

RECENT = dt.timedelta(days=14)
MOST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row that could be added."""

    key: RowKey
    task: Task


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Rows that could be added, those of the last weeks first; ``more`` were left out."""

    recent: tuple[Suggestion, ...]
    programme: tuple[Suggestion, ...]
    other: tuple[Suggestion, ...]
    more: int

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.recent) + len(self.programme) + len(self.other)


def suggestions(
    person: Person,
    unit: Unit,
    week: Week,
    *,
    text: str,
    usual: frozenset[str],
    chosen: frozenset[str] | None,
    there: Sequence[RowKey] = (),
) -> Suggestions:
    """Return rows to add to a week; five queries.

    Args:
        person: who adds.
        unit: where.
        week: to which.
        text: letters of code, title or work area, in any order; empty fits all.
        usual: whom a service is for that the person never worked on.
        chosen: whom it shall be for, None as last time.
        there: rows that are there already.
    """
    tasks = {code: task for code, task in tasks_of(unit).items() if _fits(task, words_of(text))}
    last = _last_time(person, unit)
    recent = [
        key
        for key in _recent(person, unit, week)
        if key.activity in tasks and (chosen is None or key.members in (chosen, frozenset()))
    ]
    planned = set(
        ProgrammeItem.objects.filter(unit=unit, year=week.year, activity__isnull=False)
        .order_by()
        .values_list("activity__code", flat=True)
    )
    found: dict[bool, list[Suggestion]] = {True: [], False: []}
    for code in sorted(tasks, key=lambda code: _rank(tasks[code], text)):
        task = tasks[code]
        members = frozenset[str]()
        if task.kind == SERVICE:
            members = chosen if chosen is not None else last.get(code, usual)
        key = RowKey.of(code, members)
        if key not in recent:
            found[code in planned].append(Suggestion(key, task))
    taken = set(there)
    lists = [[Suggestion(key, tasks[key.activity]) for key in recent], found[True], found[False]]
    free = [[one for one in rows if one.key not in taken] for rows in lists]
    shown = [tuple(rows[:MOST]) for rows in free]
    more = sum(map(len, free)) - sum(map(len, shown))
    return Suggestions(shown[0], shown[1], shown[2], more)


def words_of(text: str) -> list[str]:
    """Return what is looked for, without case and accents."""
    return _plain(text).split()


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _fits(task: Task, words: Iterable[str]) -> bool:
    inside = _plain(f"{task.code} {task.title} {task.area}")
    return all(word in inside for word in words)


def _rank(task: Task, text: str) -> tuple[bool, bool, bool, str]:
    start = _plain(text).strip()
    title = _plain(task.title)
    words = any(word.startswith(start) for word in title.split())
    return (not _plain(task.code).startswith(start), not words, task.kind != SERVICE, task.code)


def _recent(person: Person, unit: Unit, week: Week) -> list[RowKey]:
    """Return the rows of the two weeks before; one query."""
    rows = TimeEntry.objects.filter(
        person=person, unit=unit, date__range=(week.start - RECENT, week.start)
    ).order_by()
    keys = {
        RowKey(activity, beneficiary or "")
        for activity, beneficiary in rows.values_list("activity__code", "beneficiary__code")
    }
    return sorted(keys, key=lambda key: (key.activity, place_of(key.beneficiary)))


def _last_time(person: Person, unit: Unit) -> dict[str, frozenset[str]]:
    """Return activity → whom it was for in the last month, most minutes first; two queries."""
    codes = dict(Beneficiary.objects.filter(unit=unit).values_list("pk", "code"))
    found = {}
    rows = MonthTotal.objects.filter(person=person, unit=unit, beneficiary__gt=0)
    for code, pk in rows.order_by("month", "minutes").values_list("activity__code", "beneficiary"):
        if pk in codes:
            found[code] = frozenset(codes[pk].split("+"))
    return found
