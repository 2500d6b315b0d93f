"""The entries that a figure of a run goes back to, page by page, and what changed since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import connection

from costsharing.core.explain_lines import OVERHEAD, SERVICES, ZERO
from costsharing.queries.explained_people import spans_table, stays_table
from costsharing.queries.values_table import day_of, literal, values_table
from secretariats.models import Change, Person
from timetracking.models import Kind, TimeEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from costsharing.core.explain_ground import Ground
    from costsharing.core.explain_lines import Line
    from costsharing.models import ValuationRun
    from costsharing.queries.explained_people import Behind, Cell

PAGE = 100


@dataclass(frozen=True, slots=True)
class Amended:
    """One change of an entry after the run: when, and its minutes before and after."""

    at: dt.datetime
    kind: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry behind a figure, as it is now.

    Attributes:
        person: name, or username where there is none.
        block: in the run; None where the run has none for it.
        value: its minutes at the run's price; None where the run did not count it.
        amount: what of the value is in the figure.
        changes: since the run, oldest first.
    """

    date: dt.date
    person: str
    username: str
    activity: str
    whom: tuple[str, ...]
    minutes: int
    block: int | None
    value: Fraction | None
    amount: Fraction | None
    changes: tuple[Amended, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Minutes that the run counted and that are not there now, or the other way round.

    Attributes:
        block: None where the run has no such block.
        counted: minutes of the run.
        now: minutes of the entries of today.
        amount: what the run's figure has beyond what the entries of today give; 0 where the run
            has no price for them.
    """

    block: int | None
    start: dt.date
    activity: str
    whom: tuple[str, ...]
    counted: int
    now: int
    amount: Fraction

    @property
    def minutes(self) -> int:
        """How many minutes more there are now than the run counted."""
        return self.now - self.counted


@dataclass(frozen=True, slots=True)
class Cells:
    """A figure by cell: what a minute is worth, what of it counts, minutes of the run."""

    price: Mapping[Cell, Fraction]
    per_minute: Mapping[Cell, Fraction]
    counted: Mapping[Cell, int]


def cells_of(lines: Iterable[Line]) -> Cells:
    """Return a figure's lines of recorded time by cell; a balance has two lines for one."""
    price: dict[Cell, Fraction] = {}
    per_minute: dict[Cell, Fraction] = defaultdict(Fraction)
    counted: dict[Cell, int] = {}
    for line in lines:
        if line.about not in (SERVICES, OVERHEAD) or line.block is None or line.price is None:
            continue
        cell = (line.block, line.start, line.activity, line.whom)
        price[cell] = line.price
        per_minute[cell] += line.per_minute or ZERO
        counted[cell] = int(line.minutes)
    return Cells(price, per_minute, counted)


def entries_counted(cells: Cells, found: Behind, activity: str | None) -> int:
    """Return how many entries of today stand in the kinds of work that a figure goes back to."""
    kinds = {(start, whom) for _, start, _, whom in cells.counted}
    return sum(
        count
        for (start, code, whom), count in _everything(found).items()
        if (start, whom) in kinds and activity in (None, code)
    )


def _everything(found: Behind) -> dict[tuple[dt.date, str, tuple[str, ...]], int]:
    counts: dict[tuple[dt.date, str, tuple[str, ...]], int] = defaultdict(int)
    for (_, start, code, whom), (count, _) in found.now.items():
        counts[start, code, whom] += count
    for cell, (count, _) in found.strangers.items():
        counts[cell] += count
    return counts


def differences(cells: Cells, found: Behind, activity: str | None) -> list[Difference]:
    """Return where the entries of today differ from the minutes of the run, in order of time.

    With them the amounts of today's entries add up to the run's figure exactly.
    """
    listed: list[Difference] = []
    kinds = {(start, whom) for _, start, _, whom in cells.counted}
    now = {
        cell: minutes
        for cell, (_, minutes) in found.now.items()
        if (cell[1], cell[3]) in kinds and activity in (None, cell[2])
    }
    for cell in {*cells.counted, *now}:
        counted, minutes = cells.counted.get(cell, 0), now.get(cell, 0)
        if counted != minutes:
            amount = (counted - minutes) * cells.per_minute.get(cell, ZERO)
            listed.append(Difference(*cell, counted, minutes, amount))
    for (start, code, whom), (_, minutes) in found.strangers.items():
        if (start, whom) in kinds and activity in (None, code):
            listed.append(Difference(None, start, code, whom, 0, minutes, ZERO))
    return sorted(listed, key=_order)


def _order(one: Difference) -> tuple[dt.date, str, tuple[str, ...], int]:
    return (one.start, one.activity, one.whom, -1 if one.block is None else one.block)


def entries_page(
    run: ValuationRun,
    ground: Ground,
    cells: Cells,
    found: Behind,
    *,
    activity: str | None = None,
    offset: int = 0,
    limit: int = PAGE,
) -> list[Entry]:
    """Return a page of the entries behind a figure, by date, person and activity.

    Three queries, whatever the size of the record.
    """
    rows = _rows(ground, cells, found, activity, offset, limit)
    people = Person.objects.in_bulk({row[1] for row in rows})
    changes = changes_of(run, [row[0] for row in rows])
    listed = []
    for pk, person, day, minutes, pair, owner, number in rows:
        code, _ = found.activities[pair[0]]
        whom, start = found.beneficiaries[pair[1]], found.starts[number]
        block = found.block(owner, start)
        price = part = None
        if block is not None:
            price = cells.price.get((block, start, code, whom))
            part = cells.per_minute.get((block, start, code, whom))
        listed.append(
            Entry(
                date=day,
                person=people[person].name or people[person].username,
                username=people[person].username,
                activity=code,
                whom=whom,
                minutes=minutes,
                block=block,
                value=None if price is None else price * minutes,
                amount=None if part is None else part * minutes,
                changes=tuple(changes.get(pk, ())),
            )
        )
    return listed


_Row = tuple[int, int, dt.date, int, tuple[int, int], "int | None", int]


def _rows(
    ground: Ground, cells: Cells, found: Behind, activity: str | None, offset: int, limit: int
) -> list[_Row]:
    """Return (entry, person, date, minutes, (activity, beneficiary), owner, stretch)."""
    known = {whom: pk for pk, whom in found.beneficiaries.items()}
    numbers = {start: number for number, start in enumerate(found.starts)}
    kinds = sorted(
        {(numbers[start], known[whom]) for _, start, _, whom in cells.counted if whom in known}
    )
    if not kinds:
        return []
    wanted = ""
    if activity is not None:
        pks = [pk for pk, (code, _) in found.activities.items() if code == activity]
        wanted = f"AND e.activity_id = {pks[0]:d}" if pks else "AND 1 = 0"
    inputs = ground.inputs
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {stays_table(found.stays)}, {spans_table(ground)},
                 {values_table("kinds", ("number", "whom"), kinds)}
            SELECT e.id, e.person_id, e.date, e.minutes, e.activity_id,
                   COALESCE(e.beneficiary_id, 0), s.owner, p.number
            FROM timetracking_timeentry e
            JOIN spans p ON e.date >= p.first AND e.date <= p.last
            JOIN kinds k ON k.number = p.number AND k.whom = COALESCE(e.beneficiary_id, 0)
            JOIN {Person._meta.db_table} h ON h.id = e.person_id
            JOIN timetracking_activity a ON a.id = e.activity_id
            LEFT JOIN stays s
              ON s.person_id = e.person_id AND e.date >= s.first AND e.date <= s.last
            WHERE e.unit_id = {found.unit.pk:d} AND e.kind <> {int(Kind.ABSENCE)} {wanted}
              AND e.date >= {literal(inputs.start)} AND e.date <= {literal(inputs.end)}
            ORDER BY e.date, h.username, a.code, e.id
            LIMIT {int(limit):d} OFFSET {int(offset):d}
            """  # noqa: S608, SLF001 - numbers, dates and names of our own
        )
        return [
            (pk, person, day_of(day), minutes, (code, whom), owner, number)
            for pk, person, day, minutes, code, whom, owner, number in cursor.fetchall()
        ]


def changes_of(run: ValuationRun, entries: Sequence[int]) -> dict[int, list[Amended]]:
    """Return entry → what happened to its minutes after the run, oldest first; one query."""
    rows = Change.objects.filter(
        unit=run.unit,
        table=TimeEntry._meta.db_table,  # noqa: SLF001 - Django's documented way to the name
        row__in=[str(pk) for pk in entries],
        at__gt=run.created,
    ).order_by("pk")
    listed: dict[int, list[Amended]] = defaultdict(list)
    for one in rows:
        before, after = one.before or {}, one.after or {}
        if "minutes" in before or "minutes" in after:
            listed[int(one.row)].append(
                Amended(one.at, one.kind, before.get("minutes"), after.get("minutes"))
            )
    return listed
