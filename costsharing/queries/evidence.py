"""Tables of an evidence pack that come from the record of today: people by number, no notes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from costsharing.core.evidence.from_inputs import unit_rows
from costsharing.core.evidence.table import Cell, Table, members, plain
from costsharing.models import StaffCost
from costsharing.queries.explained_people import Behind, behind
from secretariats.core.dates import month_start
from secretariats.models import Assignment, Change, Contract, Holiday, Person, PostGrade
from timetracking.models import Kind, RemovedEntry, TimeEntry, WeekSheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from costsharing.core.explain_ground import Ground
    from costsharing.models import ValuationRun

CHUNK = 2000
KINDS = {Kind.SERVICE: "service", Kind.OVERHEAD: "overhead", Kind.ABSENCE: "absence"}


@dataclass(frozen=True, slots=True)
class Record:
    """The record behind a run, ready to be written.

    Attributes:
        behind: whose entries the blocks stand for, and how many minutes they have now.
        tables: in order; their rows are read once, inside the same snapshot.
    """

    behind: Behind
    tables: list[Table]


def record_tables(run: ValuationRun, ground: Ground) -> Record:
    """Return the tables of people, posts, costs by person, entries and what happened to them.

    To be called, and read, inside ``one_snapshot``: the number of queries grows with nothing but
    the entries, a chunk at a time.
    """
    found = behind(ground, run.unit)
    numbers = _numbers(run)
    touches = Q(start__lte=run.end) & (Q(end__isnull=True) | Q(end__gte=run.start))
    assignments = (
        Assignment.objects.of_unit(run.unit)
        .filter(touches)
        .order_by("person__username", "start", "post__code")
    )
    contracts = (
        Contract.objects.of_unit(run.unit).filter(touches).order_by("person__username", "start")
    )
    unit = run.unit
    tables = [
        Table(
            "inputs/unit.csv",
            ("name", "value"),
            [
                *unit_rows(ground.inputs),
                ("timezone", unit.timezone),
                ("daily_minutes", unit.daily_minutes),
                ("weekdays", " ".join(str(day) for day in unit.weekdays)),
            ],
        ),
        Table(
            "inputs/assignments.csv",
            ("person", "post", "from", "to", "share", "pattern"),
            [
                (
                    numbers[person], post, start, end, Fraction(top, below),
                    None if pattern is None else " ".join(str(minutes) for minutes in pattern),
                )
                for person, post, start, end, top, below, pattern in assignments.values_list(
                    "person_id", "post__code", "start", "end", "share_num", "share_den", "pattern"
                )
            ],
        ),
        Table(
            "inputs/post-grades.csv",
            ("post", "from", "grade"),
            list(
                PostGrade.objects.of_unit(unit)
                .filter(post__in=assignments.values("post"))
                .order_by("post__code", "start")
                .values_list("post__code", "start", "grade")
            ),
        ),
        Table(
            "inputs/contracts.csv",
            ("person", "from", "to", "hourly", "currency"),
            [
                (numbers[person], start, end, plain(Fraction(hourly)), currency)
                for person, start, end, hourly, currency in contracts.values_list(
                    "person_id", "start", "end", "hourly", "currency"
                )
            ],
        ),
        Table(
            "inputs/staff-costs.csv",
            ("person", "month", "amount", "currency"),
            [
                (numbers[person], f"{month:%Y-%m}", plain(Fraction(amount)), currency)
                for person, month, amount, currency in _staff_costs(run).values_list(
                    "person_id", "month", "amount", "currency"
                )
            ],
        ),
        Table(
            "inputs/holidays.csv",
            ("date", "minutes", "name"),
            list(
                Holiday.objects.of_unit(unit)
                .filter(date__range=(run.start, run.end))
                .order_by("date")
                .values_list("date", "minutes", "name")
            ),
        ),
        Table(
            "entries.csv",
            ("person", "date", "minutes", "activity", "kind", "for", "first_saved", "state",
             "block"),
            _entries(run, found, numbers),
        ),
        Table(
            "changes-since.csv",
            ("at", "what", "person", "date", "minutes_before", "minutes_after"),
            _changes(run, numbers),
        ),
    ]  # fmt: skip
    return Record(found, tables)


def _staff_costs(run: ValuationRun) -> Any:
    rows = StaffCost.objects.of_unit(run.unit).filter(month__gte=run.start, month__lte=run.end)
    return rows.order_by("person__username", "month", "currency", "amount", "pk")


def _numbers(run: ValuationRun) -> Mapping[int, int]:
    """Return person → number from 1 on, by username; everybody whom a table may name."""
    period = {"date__range": (run.start, run.end)}
    sources: list[Iterable[int]] = [
        model.objects.of_unit(run.unit).filter(**within).values_list("person_id", flat=True)
        .order_by().distinct()
        for model, within in (
            (TimeEntry, period), (RemovedEntry, period), (Assignment, {}), (Contract, {}),
            (StaffCost, {}),
        )
    ]  # fmt: skip
    known = {person for found in sources for person in found}
    people = Person.objects.filter(pk__in=known).order_by("username").values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(people, start=1)}


def _entries(
    run: ValuationRun, found: Behind, numbers: Mapping[int, int]
) -> Iterator[tuple[Cell, ...]]:
    owners: dict[int, list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
    for person, owner, first, last in found.stays:
        owners[person].append((first, last, owner))
    for listed in owners.values():
        listed.sort()
    states: dict[int, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    sheets = WeekSheet.objects.of_unit(run.unit).filter(start__lte=run.end, end__gte=run.start)
    for person, first, last, state in sheets.values_list("person_id", "start", "end", "state"):
        states[person].append((first, last, state))
    for listed_states in states.values():
        listed_states.sort()
    rows = (
        TimeEntry.objects.of_unit(run.unit)
        .filter(date__range=(run.start, run.end))
        .order_by(
            "person__username", "date", "activity__code", "beneficiary__code", "minutes", "saved",
            "pk",
        )
        .values_list(
            "person_id", "date", "minutes", "activity__code", "kind", "beneficiary_id", "saved"
        )
    )  # fmt: skip
    for person, day, minutes, activity, kind, whom, saved in rows.iterator(chunk_size=CHUNK):
        absent = kind == Kind.ABSENCE
        block = None
        if not absent and (owner := _on(owners[person], day)) is not None:
            block = found.block(owner, month_start(day))
        yield (
            numbers[person], day, minutes,
            # Which kind of absence it was matters to nobody who recomputes a value.
            None if absent else activity, KINDS[Kind(kind)],
            members(found.beneficiaries[whom or 0]), saved.isoformat(),
            _on(states[person], day) or WeekSheet.State.OPEN.value,
            None if block is None else block + 1,
        )  # fmt: skip


def _on(spans: list[tuple[Any, Any, Any]], day: dt.date) -> Any:
    """Return what holds on a day among sorted spans that do not overlap; None for nothing."""
    place = bisect_right(spans, day, key=lambda span: span[0]) - 1
    return spans[place][2] if place >= 0 and day <= spans[place][1] else None


def _changes(run: ValuationRun, numbers: Mapping[int, int]) -> Iterator[tuple[Cell, ...]]:
    """Yield what happened after the run to entries of its period, and files that were loaded."""
    table = TimeEntry._meta.db_table  # noqa: SLF001 - Django's documented way to the name
    changes = (
        Change.objects.filter(unit=run.unit, at__gt=run.created)
        .filter(Q(table=table) | Q(kind=Change.Kind.LOADED))
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )
    while listed := list(islice(changes, CHUNK)):
        keys = [int(one.row) for one in listed if one.table == table and one.row.isdecimal()]
        about: dict[int, tuple[int, dt.date]] = {
            pk: (person, day)
            for pk, person, day in TimeEntry.objects.filter(pk__in=keys).values_list(
                "pk", "person_id", "date"
            )
        }
        for pk, person, day in RemovedEntry.objects.filter(entry__in=keys).values_list(
            "entry", "person_id", "date"
        ):
            about.setdefault(pk, (person, day))
        for one in listed:
            if one.table != table or not one.row.isdecimal():
                yield one.at.isoformat(), "a file was loaded", None, None, None, None
                continue
            person, day = about.get(int(one.row), (None, None))
            if person is None or day is None or not run.start <= day <= run.end:
                continue
            before, after = one.before or {}, one.after or {}
            yield (
                one.at.isoformat(), one.kind, numbers.get(person), day, before.get("minutes"),
                after.get("minutes"),
            )  # fmt: skip
