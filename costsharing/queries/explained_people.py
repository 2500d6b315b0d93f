"""The entries behind a run's blocks: whose they are, and how many minutes they have now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from costsharing.core.explain_people import Cells, blocks_by_cost, blocks_by_person
from costsharing.core.inputs import ACTUAL
from costsharing.core.presence import stays
from costsharing.queries.agreed_inputs import staff_costs
from costsharing.queries.engaged import engaged_people
from costsharing.queries.values_table import literal, values_table
from secretariats.core.dates import month_start
from timetracking.models import Activity, Beneficiary, Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from costsharing.core.explain_ground import Ground
    from secretariats.models import Unit

# (block, first day of the stretch, activity, beneficiary)
Cell = tuple[int, "dt.date", str, tuple[str, ...]]
NOBODYS = -1


@dataclass(frozen=True, slots=True)
class Behind:
    """What the record of today has behind a run.

    Attributes:
        unit: of the run.
        starts: first days of the stretches, in order.
        stays: (person, owner, first day, last day): the owner is a block for ``standard``, the
            person for ``actual``.
        blocks: (owner, first day of the month) → block, for ``actual`` alone.
        activities: key in the database → (code, title).
        beneficiaries: key in the database → sorted codes of its members; 0 is overhead.
        now: cell → (entries, minutes) of today.
        strangers: (stretch, activity, beneficiary) → (entries, minutes) that no block stands for.
    """

    unit: Unit
    starts: tuple[dt.date, ...]
    stays: Sequence[tuple[int, int, dt.date, dt.date]]
    blocks: Mapping[tuple[int, dt.date], int] | None
    activities: Mapping[int, tuple[str, str]]
    beneficiaries: Mapping[int, tuple[str, ...]]
    now: Mapping[Cell, tuple[int, int]]
    strangers: Mapping[tuple[dt.date, str, tuple[str, ...]], tuple[int, int]]

    def block(self, owner: int | None, start: dt.date) -> int | None:
        """Return the block of an owner in a stretch; None where the run has none."""
        if owner is None or owner == NOBODYS:
            return None
        return owner if self.blocks is None else self.blocks.get((owner, month_start(start)))


def behind(ground: Ground, unit: Unit) -> Behind:
    """Return what the record has behind a run; seven queries at most."""
    inputs = ground.inputs
    actual = inputs.method == ACTUAL
    by_cost = blocks_by_cost(inputs)
    rows = [
        (person, person if actual else by_cost.get(stay.cost, NOBODYS), stay.start, stay.end)
        for person, found in engaged_people(unit, inputs.start, inputs.end).items()
        for stay in stays(found, inputs.start, inputs.end)
    ]
    starts = tuple(sorted(ground.ends))
    activities = {
        pk: (code, title)
        for pk, code, title in Activity.objects.of_unit(unit).values_list("pk", "code", "title")
    }
    members: dict[int, list[str]] = {0: []}
    for pk, code in Beneficiary.objects.of_unit(unit).values_list("pk", "members__code"):
        members.setdefault(pk, []).append(code)
    beneficiaries = {pk: tuple(sorted(codes)) for pk, codes in members.items()}
    sums = [
        (owner, starts[number], activities[activity][0], beneficiaries[whom or 0], count, minutes)
        for owner, number, activity, whom, count, minutes in _sums(ground, unit, rows)
    ]
    blocks = None
    if actual:
        cells: dict[tuple[int, dt.date], Cells] = defaultdict(dict)
        for owner, start, activity, whom, _, minutes in sums:
            if owner is not None:
                cells[owner, month_start(start)][start, activity, whom] = minutes
        blocks = blocks_by_person(inputs, cells, staff_costs(unit, inputs.start, inputs.end))
    found = Behind(unit, starts, rows, blocks, activities, beneficiaries, {}, {})
    now: dict[Cell, tuple[int, int]] = {}
    strangers: dict[tuple[dt.date, str, tuple[str, ...]], tuple[int, int]] = {}
    for owner, start, activity, whom, count, minutes in sums:
        block = found.block(owner, start)
        if block is None:
            before = strangers.get((start, activity, whom), (0, 0))
            strangers[start, activity, whom] = (before[0] + count, before[1] + minutes)
        else:
            now[block, start, activity, whom] = (count, minutes)
    return Behind(unit, starts, rows, blocks, activities, beneficiaries, now, strangers)


def stays_table(rows: Sequence[tuple[int, int, dt.date, dt.date]]) -> str:
    """Return the table of who was engaged when, for ``WITH``."""
    return values_table("stays", ("person_id", "owner", "first", "last"), rows)


def spans_table(ground: Ground) -> str:
    """Return the table of stretches, for ``WITH``."""
    spans = sorted(ground.ends.items())
    return values_table(
        "spans", ("number", "first", "last"), [(n, *span) for n, span in enumerate(spans)]
    )


def _sums(
    ground: Ground,
    unit: Unit,
    rows: Sequence[tuple[int, int, dt.date, dt.date]],
) -> list[tuple[int | None, int, int, int | None, int, int]]:
    """Return (owner, stretch, activity, beneficiary, entries, minutes), absence left out."""
    inputs = ground.inputs
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {stays_table(rows)}, {spans_table(ground)}
            SELECT s.owner, p.number, e.activity_id, e.beneficiary_id, COUNT(*), SUM(e.minutes)
            FROM timetracking_timeentry e
            JOIN spans p ON e.date >= p.first AND e.date <= p.last
            LEFT JOIN stays s
              ON s.person_id = e.person_id AND e.date >= s.first AND e.date <= s.last
            WHERE e.unit_id = {unit.pk:d} AND e.kind <> {int(Kind.ABSENCE)}
              AND e.date >= {literal(inputs.start)} AND e.date <= {literal(inputs.end)}
            GROUP BY 1, 2, 3, 4
            """  # noqa: S608 - whole numbers and dates of our own
        )
        return [(*row[:4], int(row[4]), int(row[5])) for row in cursor.fetchall()]
