"""Weeks and corrections that wait for whoever decides on them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Sum, Value

from secretariats.core.dates import days
from secretariats.core.expected import Presence, WorkCalendar, expected_minutes, presence_of
from secretariats.models import Assignment, Change, Holiday
from timetracking.core.coverage import DayRecord
from timetracking.core.day_sums import DaySums
from timetracking.models import Amendment, Kind, TimeEntry, WeekSheet
from timetracking.permissions import decided_on_by
from timetracking.queries.hidden_kinds import changes_without_kinds, without_kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from secretariats.models import Person, Unit

# Sheets on one page; the longest waiting come first.
MOST = 200


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that holds other minutes than when the week was handed in the time before."""

    day: str
    row: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WaitingWeek(DaySums):
    """A submitted sheet.

    Attributes:
        sheet: with its person and unit.
        days: its days, with what is recorded and expected.
        changes: since it was handed in before; None where it is there for the first time.
    """

    sheet: WeekSheet
    days: tuple[DayRecord, ...]
    changes: tuple[CellChange, ...] | None

    @property
    def ticked(self) -> str:
        """What its box sends: number and version, as they were seen."""
        return f"{self.sheet.pk}.{self.sheet.version}"

    @property
    def missing(self) -> Fraction:
        """Minutes still expected, day by day."""
        return sum((day.missing for day in self.days), Fraction(0))

    @property
    def gaps(self) -> tuple[DayRecord, ...]:
        """The days on which time is still expected."""
        return tuple(day for day in self.days if day.missing)


def waiting_weeks(actor: Person, *, most: int = MOST) -> list[WaitingWeek]:
    """Return the submitted weeks that a person decides on, by unit, person and day.

    Five queries at most, however many there are; one where nothing waits.
    """
    rows = WeekSheet.objects.filter(decided_on_by(actor), state=WeekSheet.State.SUBMITTED)
    found = list(rows.select_related("person", "unit").order_by("start", "pk")[:most])
    if not found:
        return []
    minutes = _minutes(found)
    presences = _presences(found)
    calendars = _calendars(found)
    units = {sheet.pk: sheet.unit_id for sheet in found}
    changes = changes_without_kinds(_changes(found), units, actor)
    weeks = [
        WaitingWeek(
            sheet,
            tuple(_days(sheet, minutes, presences, calendars[sheet.unit_id])),
            changes.get(sheet.pk),
        )
        for sheet in found
    ]
    return sorted(weeks, key=_place)


def waiting_amendments(actor: Person) -> list[Amendment]:
    """Return the corrections that wait for a person's decision, the oldest first; one query."""
    condition = decided_on_by(actor, start="date", end="date")
    rows = Amendment.objects.filter(condition, state=Amendment.State.WAITING)
    related = rows.select_related("person", "unit", "activity", "beneficiary")
    return without_kinds(related.order_by("unit__code", "asked", "pk")[:MOST], actor)


def _place(week: WaitingWeek) -> tuple[str, str, dt.date]:
    return week.sheet.unit.code, str(week.sheet.person).casefold(), week.sheet.start


def _minutes(sheets: Sequence[WeekSheet]) -> Mapping[tuple[int, int, dt.date], dict[int, int]]:
    """Return (unit, person, date) → kind → minutes of the days of some sheets; one query."""
    within = WeekSheet.objects.filter(
        pk__in=[sheet.pk for sheet in sheets], unit=OuterRef("unit"),
        person=OuterRef("person"), start__lte=OuterRef("date"), end__gte=OuterRef("date"),
    )  # fmt: skip
    rows = (
        TimeEntry.objects.filter(
            Exists(within),
            unit__in={sheet.unit_id for sheet in sheets},
            person__in={sheet.person_id for sheet in sheets},
        )
        .order_by()
        .values_list("unit", "person", "date", "kind")
        .annotate(Sum("minutes"))
    )
    found: defaultdict[tuple[int, int, dt.date], dict[int, int]] = defaultdict(dict)
    for unit, person, day, kind, minutes in rows:
        found[unit, person, day][kind] = minutes
    return found


def _presences(sheets: Sequence[WeekSheet]) -> Mapping[tuple[int, int], list[Presence]]:
    """Return (unit, person) → assignments; one query."""
    rows = Assignment.objects.filter(
        unit__in={sheet.unit_id for sheet in sheets},
        person__in={sheet.person_id for sheet in sheets},
    )
    found: defaultdict[tuple[int, int], list[Presence]] = defaultdict(list)
    for row in rows:
        presence = presence_of(row.start, row.end, row.share_num, row.share_den, row.pattern)
        found[row.unit_id, row.person_id].append(presence)
    return found


def _calendars(sheets: Sequence[WeekSheet]) -> dict[int, WorkCalendar]:
    """Return unit → its calendar, as far as the sheets go; one query."""
    units: dict[int, Unit] = {sheet.unit_id: sheet.unit for sheet in sheets}
    first, last = min(sheet.start for sheet in sheets), max(sheet.end for sheet in sheets)
    holidays: defaultdict[int, dict[dt.date, int | None]] = defaultdict(dict)
    rows = Holiday.objects.filter(unit__in=units, date__range=(first, last))
    for unit, day, minutes in rows.values_list("unit", "date", "minutes"):
        holidays[unit][day] = minutes
    return {
        pk: WorkCalendar(frozenset(unit.weekdays), holidays[pk], unit.daily_minutes)
        for pk, unit in units.items()
    }


def _days(
    sheet: WeekSheet,
    minutes: Mapping[tuple[int, int, dt.date], dict[int, int]],
    presences: Mapping[tuple[int, int], list[Presence]],
    calendar: WorkCalendar,
) -> Iterable[DayRecord]:
    whose = presences.get((sheet.unit_id, sheet.person_id), [])
    for day in days(sheet.start, sheet.end):
        kinds = minutes.get((sheet.unit_id, sheet.person_id, day), {})
        whole = expected_minutes(calendar, whose, day)
        yield DayRecord(day, whole, sum(kinds.values()), kinds.get(Kind.ABSENCE, 0))


def _changes(sheets: Sequence[WeekSheet]) -> dict[int, tuple[CellChange, ...]]:
    """Return sheet → what changed between the last two times it was handed in; one query.

    The history of the sheets holds what was handed in.
    """
    table = WeekSheet._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    rows = Change.objects.filter(
        table=table,
        row__in=[str(sheet.pk) for sheet in sheets if sheet.version > 1],
        after__state=str(WeekSheet.State.SUBMITTED),
    ).order_by("pk")
    handed_in: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row, after in rows.values_list("row", F("after")):
        handed_in[int(row)].append((after or {}).get("cells", {}))
    return {pk: tuple(_between(*several[-2:])) for pk, several in handed_in.items() if several[1:]}


def _between(old: Mapping[str, int], new: Mapping[str, int]) -> Iterable[CellChange]:
    for cell in sorted({*old, *new}):
        before, after = old.get(cell, 0), new.get(cell, 0)
        if before != after:
            day, _space, row = cell.partition(" ")
            yield CellChange(day, row, before, after)


def waiting_counts(actor: Person) -> dict[int, tuple[int, int]]:
    """Return unit → how many weeks and corrections wait for a person's decision; one query."""
    weeks = WeekSheet.objects.filter(decided_on_by(actor), state=WeekSheet.State.SUBMITTED)
    condition = decided_on_by(actor, start="date", end="date")
    wishes = Amendment.objects.filter(condition, state=Amendment.State.WAITING)
    both = [
        rows.order_by()
        .annotate(place=Value(place, output_field=IntegerField()))
        .values_list("unit", "place")
        .annotate(Count("pk"))
        for place, rows in enumerate((weeks, wishes))
    ]
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for unit, place, count in both[0].union(both[1], all=True):
        found[unit][place] = count
    return {unit: (several[0], several[1]) for unit, several in found.items()}
