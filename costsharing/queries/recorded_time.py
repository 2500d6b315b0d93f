"""The record of time, added up as far as the limitations allow."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Abs, Coalesce, TruncDate, TruncMonth

from costsharing.core.coverage import months_inside
from costsharing.core.limitations import ActivityFigures, MonthMinutes, SavedMinutes
from secretariats.core.dates import Span, month_end
from secretariats.models import Assignment, Contract, Person
from timetracking.models import (
    Beneficiary,
    DayTotal,
    Kind,
    MonthTotal,
    RemovedEntry,
    TimeEntry,
    UnitMonthTotal,
    WeekSheet,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet

    from secretariats.models import Unit

# Rows that are in memory at once.
CHUNK = 5_000
WORKED = Q(kind__in=(Kind.SERVICE, Kind.OVERHEAD))


def _minutes(only: Q) -> Coalesce:
    return Coalesce(Sum("minutes", filter=only), 0)


def _multiples_of(minutes: int) -> Count:
    return Count("pk", filter=WORKED & Q(**{f"past_{minutes}": 0}))


def _entries(unit: Unit, start: dt.date, end: dt.date) -> QuerySet[TimeEntry]:
    return TimeEntry.objects.of_unit(unit).filter(date__gte=start, date__lte=end)


def _of_months(
    totals: type[MonthTotal | UnitMonthTotal], unit: Unit, start: dt.date, end: dt.date
) -> QuerySet[MonthTotal | UnitMonthTotal]:
    """Return the totals of work of the months that lie whole in the period."""
    inside = months_inside(start, end)
    if inside is None:
        return totals.objects.none()
    worked = totals.objects.of_unit(unit).filter(activity__kind__in=(Kind.SERVICE, Kind.OVERHEAD))
    return worked.filter(month__gte=inside[0], month__lte=inside[1])


def _cut_entries(unit: Unit, start: dt.date, end: dt.date) -> QuerySet[TimeEntry]:
    """Return the entries of work of the days outside those months."""
    worked = _entries(unit, start, end).filter(WORKED)
    inside = months_inside(start, end)
    if inside is None:
        return worked
    first, last = inside[0], month_end(inside[1])
    if (first, last) == (start, end):
        return worked.none()
    return worked.filter(Q(date__lt=first) | Q(date__gt=last))


def _worked(*parts: QuerySet[Any, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the groups of each part with the sum of their minutes."""
    for part in parts:
        yield from part.annotate(total=Sum("minutes")).exclude(total=0).order_by()


def saved_minutes(unit: Unit, start: dt.date, end: dt.date) -> Iterator[tuple[int, SavedMinutes]]:
    """Yield person and row, by person and work date; one query, a few thousand rows at once.

    Dates of saving are those of the unit's time zone.
    """
    rows = (
        _entries(unit, start, end)
        .annotate(
            saved_on=TruncDate("saved", tzinfo=ZoneInfo(unit.timezone)),
            past_60=F("minutes") % 60,
            past_30=F("minutes") % 30,
            past_15=F("minutes") % 15,
        )
        .values("person_id", "date", "saved_on")
        .annotate(
            recorded=_minutes(WORKED),
            absent=_minutes(~WORKED),
            number=Count("pk", filter=WORKED),
            on_hour=_multiples_of(60),
            on_half_hour=_multiples_of(30),
            on_quarter=_multiples_of(15),
            corrected=Coalesce(Sum(Abs(F("minutes") - F("first_minutes")), filter=WORKED), 0),
        )
        .order_by("person_id", "date")
        .values_list(
            "person_id", "date", "saved_on", "recorded", "absent",
            "number", "on_hour", "on_half_hour", "on_quarter", "corrected",
        )
    )  # fmt: skip
    for person, *row in rows.iterator(chunk_size=CHUNK):
        yield person, SavedMinutes(*row)


def month_minutes(
    unit: Unit, start: dt.date, end: dt.date, members: Mapping[int | None, frozenset[str]]
) -> dict[int, list[MonthMinutes]]:
    """Return person → minutes by month and beneficiary; two queries at most.

    Args:
        unit: the unit.
        start: first day.
        end: last day, inclusive.
        members: beneficiary → its instruments, as :func:`beneficiary_members` gives them.
    """
    rows = _worked(
        _of_months(MonthTotal, unit, start, end).values_list("person_id", "month", "beneficiary"),
        _cut_entries(unit, start, end).values_list(
            "person_id", TruncMonth("date"), "beneficiary_id"
        ),
    )
    found: defaultdict[int, list[MonthMinutes]] = defaultdict(list)
    for person, month, beneficiary, minutes in rows:
        found[person].append(MonthMinutes(month, members[beneficiary or None], minutes))
    return found


def activity_figures(
    unit: Unit, start: dt.date, end: dt.date, members: Mapping[int | None, frozenset[str]]
) -> dict[str, ActivityFigures]:
    """Return code → recorded, joint and overhead minutes of each activity with any.

    Two queries at most.
    """
    rows = _worked(
        _of_months(UnitMonthTotal, unit, start, end).values_list(
            "activity__code", "activity__kind", "beneficiary"
        ),
        _cut_entries(unit, start, end).values_list("activity__code", "kind", "beneficiary_id"),
    )
    recorded: defaultdict[str, int] = defaultdict(int)
    joint: defaultdict[str, int] = defaultdict(int)
    overhead: defaultdict[str, int] = defaultdict(int)
    for code, kind, beneficiary, minutes in rows:
        recorded[code] += minutes
        if kind == Kind.OVERHEAD:
            overhead[code] += minutes
        elif len(members[beneficiary or None]) > 1:
            joint[code] += minutes
    return {
        code: ActivityFigures(recorded=minutes, joint=joint[code], overhead=overhead[code])
        for code, minutes in sorted(recorded.items())
    }


def beneficiary_members(unit: Unit) -> dict[int | None, frozenset[str]]:
    """Return beneficiary → codes of its instruments; None, of overhead, has none; one query."""
    found: defaultdict[int | None, set[str]] = defaultdict(set)
    for beneficiary, code in Beneficiary.objects.of_unit(unit).values_list("pk", "members__code"):
        found[beneficiary].add(code)
    return {None: frozenset()} | {pk: frozenset(codes) for pk, codes in found.items()}


def approved_spans(unit: Unit, start: dt.date, end: dt.date) -> dict[int, list[Span]]:
    """Return person → spans of approved days that touch the period, in order; one query."""
    rows = (
        WeekSheet.objects.of_unit(unit)
        .filter(state=WeekSheet.State.APPROVED, start__lte=end, end__gte=start)
        .order_by("person_id", "start")
        .values_list("person_id", "start", "end")
    )
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for person, first, last in rows:
        found[person].append(Span(first, last))
    return found


def removed_minutes(unit: Unit, start: dt.date, end: dt.date) -> dict[int, int]:
    """Return person → minutes first saved of entries that are gone; one query."""
    rows = (
        RemovedEntry.objects.of_unit(unit)
        .filter(WORKED, date__gte=start, date__lte=end)
        .values_list("person_id")
        .annotate(total=Sum("first_minutes"))
        .order_by()
    )
    return dict(rows)


def usernames(unit: Unit) -> dict[int, str]:
    """Return person → username of all who were ever engaged or recorded in the unit; one query."""
    ever = [
        Q(pk__in=model.objects.of_unit(unit).order_by().values("person"))
        for model in (Assignment, Contract, DayTotal, RemovedEntry)
    ]
    people = Person.objects.filter(reduce(or_, ever)).order_by("username")
    return dict(people.values_list("pk", "username"))
