"""Activities to add a row for: those that fit a few letters, each with whom it was for last."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Sum

from timetracking.core.grid import SERVICE, RowKey
from timetracking.models import Beneficiary, MonthTotal, ProgrammeItem, TimeEntry
from timetracking.queries.favourites import favourites
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
    """Rows that could be added; ``more`` were left out.

    Attributes:
        programme: activities of the year's programme of work, what fits best first.
        own: favourites in their order, then rows of the last weeks, the newest first.
        other: activities of the unit besides.
        more: how many were left out.
        best: what is meant most likely, wherever it stands; None where nothing fits.
    """

    programme: tuple[Suggestion, ...]
    own: tuple[Suggestion, ...]
    other: tuple[Suggestion, ...]
    more: int
    best: RowKey | None

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.own) + len(self.programme) + len(self.other)


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
    """Return rows to add to a week; six queries.

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
    last = last_time(person, unit)
    own = [
        key
        for key in dict.fromkeys([*favourites(person, unit), *_recent(person, unit, week)])
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
        if key not in own:
            found[code in planned].append(Suggestion(key, task))
    taken = set(there)
    lists = [found[True], [Suggestion(key, tasks[key.activity]) for key in own], found[False]]
    free = [[one for one in rows if one.key not in taken] for rows in lists]
    shown = [tuple(rows[:MOST]) for rows in free]
    more = sum(map(len, free)) - sum(map(len, shown))
    # Of what fits equally well, what the person has at hand or worked on comes before the rest.
    likely = [
        (_rank(one.task, text)[:2], place, number, one.key)
        for place, group in enumerate((shown[1], shown[0], shown[2]))
        for number, one in enumerate(group)
    ]
    best = min(likely)[-1] if likely else None
    return Suggestions(shown[0], shown[1], shown[2], more, best)


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
    """Return the rows of the two weeks before, the newest and longest first; one query."""
    rows = TimeEntry.objects.filter(
        person=person, unit=unit, date__range=(week.start - RECENT, week.start)
    ).order_by()
    sums = rows.values_list("activity__code", "beneficiary__code").annotate(
        last=Max("date"), sum=Sum("minutes")
    )
    found = {RowKey(code, whom or ""): (last, minutes) for code, whom, last, minutes in sums}
    return sorted(sorted(found), key=lambda key: found[key], reverse=True)


def last_time(person: Person, unit: Unit) -> dict[str, frozenset[str]]:
    """Return activity → whom it was for in the last month, most minutes first; two queries."""
    codes = dict(Beneficiary.objects.filter(unit=unit).values_list("pk", "code"))
    found = {}
    rows = MonthTotal.objects.filter(person=person, unit=unit, beneficiary__gt=0)
    for code, pk in rows.order_by("month", "minutes").values_list("activity__code", "beneficiary"):
        if pk in codes:
            found[code] = frozenset(codes[pk].split("+"))
    return found
