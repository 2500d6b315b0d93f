"""All inputs of a run, read from one consistent snapshot of the database."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.coverage import (
    Expectation,
    cut_spans,
    expectation,
    months_cut,
    months_inside,
    whole_months,
)
from costsharing.core.inputs import (
    ACTUAL,
    Fee,
    Inputs,
    OnPosts,
    stretches,
)
from costsharing.core.presence import Expected, Stay, stays
from costsharing.queries.agreed_inputs import agreed_keys, grade_costs, spending, staff_costs
from costsharing.queries.blocks import Minutes, Missing, block_of_cost, blocks_by_month
from costsharing.queries.days import days_one_by_one
from costsharing.queries.engaged import engaged_people, work_calendar
from costsharing.queries.minutes import (
    LARGEST,
    Expecting,
    Period,
    Row,
    Sums,
    sums_of_cuts,
    sums_of_days,
    sums_of_entries,
    sums_of_months,
)
from costsharing.queries.snapshot import Beside, at_once
from secretariats.core.dates import month_end
from timetracking.models import Activity, Beneficiary, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secretariats.core.expected import WorkCalendar
    from secretariats.models import Unit

ABSENT = "absence"
KINDS = {Kind.SERVICE: "service", Kind.OVERHEAD: "overhead", Kind.ABSENCE: ABSENT}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The inputs of a run, and whose stays each block of time stands for.

    Attributes:
        inputs: what the valuation takes, blocks in the order of ``people``.
        people: for each block its stays, as (person, first day, last day).
        stays: all stays of the unit's people, likewise.
        stray: whether there are entries on days when their person is not engaged.
    """

    inputs: Inputs
    people: Sequence[Sequence[tuple[int, dt.date, dt.date]]]
    stays: Sequence[tuple[int, dt.date, dt.date]]
    stray: bool


def gather_inputs(
    unit: Unit, start: dt.date, end: dt.date, method: str, *, beside: Beside = at_once
) -> Gathered:
    """Return everything a run over the period takes; a constant number of queries.

    To be called inside ``one_snapshot``, which gives ``beside``. Whatever is missing is found by
    the valuation.
    """
    keys = agreed_keys(unit)
    calendar = work_calendar(unit)
    engaged = {
        person: stays(found, start, end)
        for person, found in engaged_people(unit, start, end).items()
    }
    blocks, rules, placed = _blocks(engaged, by_person=method == ACTUAL)
    rows = [row for row, _ in placed]
    spans = stretches(start, end, keys, frozenset(keys.rates.by_currency))
    period = Period(unit.pk, start, end, [first for first, _ in spans])
    expected = expectation(calendar, rules, start, end)
    covered = beside(lambda: _covered(period, placed, calendar, expected))
    # The longest sum goes over this connection, which knows the tables already.
    sums, stray = _sums(period, rows, spans)
    activities = _activities(unit)
    beneficiaries = _beneficiaries(unit)
    grades = grade_costs(unit)
    spent = spending(unit, start, end)
    costs = staff_costs(unit, start, end) if method == ACTUAL else {}
    minutes = _minutes(sums, activities, beneficiaries)
    missing = _missing(period, placed, expected, covered())
    if method == ACTUAL:
        times, people = blocks_by_month(period, minutes, missing, costs)
    else:
        found = sorted({block for block, _ in minutes} | {block for block, _ in missing})
        times = [
            block_of_cost(blocks[block], block, period.starts, minutes, missing) for block in found
        ]
        stood = defaultdict(list)
        for row in rows:
            stood[row.block].append((row.person, row.start, row.end))
        people = [stood[block] for block in found]
    used = {activity for time in times for _, activity, _ in time.minutes}
    return Gathered(
        Inputs(
            unit=unit.code,
            start=start,
            end=end,
            method=method,
            joint=unit.joint_policy,
            overhead=unit.overhead_policy,
            support=Fraction(unit.support_num, unit.support_den),
            keys=keys,
            grades=grades,
            activities={
                code: (area, kind) for code, area, kind in activities.values() if code in used
            },
            times=times,
            spent=spent,
        ),
        people,
        [(row.person, row.start, row.end) for row in rows],
        stray,
    )


def _blocks(
    engaged: Mapping[int, Sequence[Stay]], *, by_person: bool
) -> tuple[list[Fee | OnPosts], list[Expected], list[tuple[Row, int]]]:
    """Number the costs and the rules of expected time; with ``by_person`` a block is a person."""
    costs: dict[Fee | OnPosts, int] = {}
    rules: dict[Expected, int] = {}
    placed: list[tuple[Row, int]] = []
    for person, listed in engaged.items():
        for stay in listed:
            rule = rules.setdefault(stay.expected, len(rules))
            block = person if by_person else costs.setdefault(stay.cost, len(costs))
            placed.append((Row(person, block, stay.start, stay.end), rule))
    return list(costs), list(rules), placed


def _sums(
    period: Period, rows: Sequence[Row], spans: Sequence[tuple[dt.date, dt.date]]
) -> tuple[Sums, bool]:
    """Return the sums of minutes, and whether any lie on days when nobody is engaged for them.

    Whole months come from their totals, all else from the entries. The minutes that no block
    covers whole must be those of the months that a person's stays cut; any more are stray.
    """
    whole = whole_months(spans)
    stays_of: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    covering: list[Row] = []
    for row in rows:
        stays_of[row.person].append((row.start, row.end))
        if (inside := months_inside(row.start, row.end)) is not None:
            covering.append(Row(row.person, row.block, *inside))
    cuts = [
        Row(person, 0, month, month_end(month))
        for person, listed in stays_of.items()
        for month in sorted(months_cut(listed, frozenset(whole)))
    ]
    by_month = sums_of_months(period, covering, whole)
    in_cuts = sums_of_cuts(period, rows, cuts)
    outside = sums_of_entries(period, rows, cut_spans(spans))
    uncovered = sum(row[4] for row in by_month if row[0] is None)
    stray = uncovered != sum(row[4] for row in in_cuts) or any(
        row[0] is None for row in (*in_cuts, *outside)
    )
    return [row for row in (*by_month, *in_cuts, *outside) if row[0] is not None], stray


def _activities(unit: Unit) -> dict[int, tuple[str, str, str]]:
    """Return activity → (code, work area or "", kind)."""
    rows = Activity.objects.of_unit(unit).values_list("pk", "code", "area__code", "kind")
    return {pk: (code, area or "", KINDS[Kind(kind)]) for pk, code, area, kind in rows}


def _beneficiaries(unit: Unit) -> dict[int, tuple[str, ...]]:
    """Return beneficiary → the sorted codes of its members; 0 is none."""
    members: dict[int, list[str]] = {0: []}
    for pk, code in Beneficiary.objects.of_unit(unit).values_list("pk", "members__code"):
        members.setdefault(pk, []).append(code)
    return {pk: tuple(sorted(codes)) for pk, codes in members.items()}


def _minutes(
    sums: Sums,
    activities: Mapping[int, tuple[str, str, str]],
    beneficiaries: Mapping[int, tuple[str, ...]],
) -> Minutes:
    """Return (block, stretch) → (activity, beneficiary) → minutes; absence is left out."""
    minutes: Minutes = defaultdict(dict)
    for block, stretch, activity, beneficiary, total in sums:
        code, _, kind = activities[activity]
        if kind != ABSENT and block is not None:
            cell = minutes[block, stretch]
            key = (code, beneficiaries[beneficiary])
            cell[key] = cell.get(key, 0) + total
    return minutes


# (block, day) → expected minutes that are covered, as whole parts by denominator.
Covered = list[tuple[int, dt.date, int, int]]


def _covered(
    period: Period,
    placed: Sequence[tuple[Row, int]],
    calendar: WorkCalendar,
    expected: Expectation,
) -> Covered:
    """Return (block, day, denominator, parts of its expected time that are covered)."""
    holidays = [
        (day, minutes)
        for day, minutes in calendar.holidays.items()
        if period.start <= day <= period.end
    ]
    expecting = [
        Expecting(row, expected.weekdays[rule], expected.denominators[rule])
        for row, rule in placed
    ]
    plain = [one for one in expecting if one.denominator <= LARGEST]
    odd = [one for one in expecting if one.denominator > LARGEST]
    return [
        *sums_of_days(period, plain, holidays),
        *(found for one in odd for found in days_one_by_one(period, one, calendar)),
    ]


def _missing(
    period: Period,
    placed: Sequence[tuple[Row, int]],
    expected: Expectation,
    covered: Covered,
) -> Missing:
    """Return (block, stretch) → expected minutes that neither record nor absence covers."""
    parts: dict[tuple[int, int, int], int] = defaultdict(int)
    # Days since the period's start at which its stretches begin, and at which it is over.
    bounds = [(start - period.start).days for start in period.starts]
    bounds.append((period.end - period.start).days + 1)
    for row, rule in placed:
        running, denominator = expected.running[rule], expected.denominators[rule]
        first, after = (row.start - period.start).days, (row.end - period.start).days + 1
        for stretch in range(len(bounds) - 1):
            low, high = max(bounds[stretch], first), min(bounds[stretch + 1], after)
            if low < high:
                parts[row.block, stretch, denominator] += running[high] - running[low]
    for block, day, denominator, done in covered:
        parts[block, bisect_right(period.starts, day) - 1, denominator] -= done
    missing: Missing = defaultdict(Fraction)
    for (block, stretch, denominator), left in parts.items():
        if left:
            missing[block, stretch] += Fraction(left, denominator)
    return missing
