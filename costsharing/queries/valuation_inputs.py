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
    StaffCostOf,
    Time,
    stretches,
)
from costsharing.core.presence import Expected, Stay, stays
from costsharing.queries.agreed_inputs import agreed_keys, grade_costs, spending, staff_costs
from costsharing.queries.engaged import engaged_people, work_calendar
from costsharing.queries.minutes import (
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
from secretariats.core.dates import month_end, months
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
    grades = grade_costs(unit)
    calendar = work_calendar(unit)
    engaged = {
        person: stays(found, start, end)
        for person, found in engaged_people(unit, start, end).items()
    }
    blocks, rules, placed = _blocks(engaged, by_person=method == ACTUAL)
    rows = [row for row, _ in placed]
    spans = stretches(start, end, keys, frozenset(keys.rates.by_currency))
    period = Period(unit.pk, start, end, [first for first, _ in spans])
    activities = {
        pk: (code, area or "", KINDS[Kind(kind)])
        for pk, code, area, kind in Activity.objects.of_unit(unit).values_list(
            "pk", "code", "area__code", "kind"
        )
    }
    expected = expectation(calendar, rules, start, end)
    covered = beside(lambda: _covered(period, placed, calendar, expected))
    sums, stray = _sums(period, rows, spans)
    minutes = _minutes(unit, sums, activities)
    missing = _missing(period, placed, expected, covered())
    if method == ACTUAL:
        costs = staff_costs(unit, start, end)
        times, people = _by_month(period, minutes, missing, costs)
    else:
        found = sorted({block for block, _ in minutes} | {block for block, _ in missing})
        times = [_time(blocks[block], block, period.starts, minutes, missing) for block in found]
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
            spent=spending(unit, start, end),
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


Minutes = dict[tuple[int, int], dict[tuple[str, tuple[str, ...]], int]]
Missing = dict[tuple[int, int], Fraction]


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


def _minutes(unit: Unit, sums: Sums, activities: Mapping[int, tuple[str, str, str]]) -> Minutes:
    """Return (block, stretch) → (activity, beneficiary) → minutes; absence is left out."""
    whom = {
        row.pk: tuple(sorted(member.code for member in row.members.all()))
        for row in Beneficiary.objects.of_unit(unit).prefetch_related("members")
    }
    whom[0] = ()
    minutes: Minutes = defaultdict(dict)
    for block, stretch, activity, beneficiary, total in sums:
        code, _, kind = activities[activity]
        if kind != ABSENT and block is not None:
            cell = minutes[block, stretch]
            key = (code, whom[beneficiary])
            cell[key] = cell.get(key, 0) + total
    return minutes


def _covered(
    period: Period,
    placed: Sequence[tuple[Row, int]],
    calendar: WorkCalendar,
    expected: Expectation,
) -> list[tuple[int, dt.date, int]]:
    """Return (block, day, parts of its expected time that are covered)."""
    holidays = [
        (day, minutes)
        for day, minutes in calendar.holidays.items()
        if period.start <= day <= period.end
    ]
    expecting = [Expecting(row, expected.weekdays[rule]) for row, rule in placed]
    return sums_of_days(period, expecting, expected.denominator, holidays)


def _missing(
    period: Period,
    placed: Sequence[tuple[Row, int]],
    expected: Expectation,
    covered: Sequence[tuple[int, dt.date, int]],
) -> Missing:
    """Return (block, stretch) → expected minutes that neither record nor absence covers."""
    missing: dict[tuple[int, int], int] = defaultdict(int)
    # Days since the period's start at which its stretches begin, and at which it is over.
    bounds = [(start - period.start).days for start in period.starts]
    bounds.append((period.end - period.start).days + 1)
    for row, rule in placed:
        running = expected.running[rule]
        first, after = (row.start - period.start).days, (row.end - period.start).days + 1
        for stretch in range(len(bounds) - 1):
            low, high = max(bounds[stretch], first), min(bounds[stretch + 1], after)
            if low < high:
                missing[row.block, stretch] += running[high] - running[low]
    for block, day, parts in covered:
        missing[block, bisect_right(period.starts, day) - 1] -= parts
    return {key: Fraction(parts, expected.denominator) for key, parts in missing.items() if parts}


def _time(
    cost: Fee | OnPosts,
    block: int,
    starts: Sequence[dt.date],
    minutes: Minutes,
    missing: Missing,
) -> Time:
    return Time(
        cost=cost,
        minutes={
            (start, activity, whom): count
            for number, start in enumerate(starts)
            for (activity, whom), count in minutes.get((block, number), {}).items()
        },
        missing={
            start: missing[block, number]
            for number, start in enumerate(starts)
            if (block, number) in missing
        },
    )


def _by_month(
    period: Period,
    minutes: Minutes,
    missing: Missing,
    costs: Mapping[tuple[int, dt.date], Sequence[tuple[Fraction, str]]],
) -> tuple[list[Time], list[list[tuple[int, dt.date, dt.date]]]]:
    """Return one block for each person and month that has time, missing time or staff cost."""
    of_month = {
        month: [
            number
            for number, start in enumerate(period.starts)
            if (start.year, start.month) == (month.year, month.month)
        ]
        for month in months(period.start, period.end)
    }
    persons = {block for block, _ in minutes} | {block for block, _ in missing}
    times: list[Time] = []
    people: list[list[tuple[int, dt.date, dt.date]]] = []
    for person in sorted(persons | {person for person, _ in costs}):
        for month, numbers in of_month.items():
            lines = tuple(sorted(costs.get((person, month), ())))
            time = Time(
                cost=StaffCostOf(month, lines),
                minutes={
                    (period.starts[number], activity, whom): count
                    for number in numbers
                    for (activity, whom), count in minutes.get((person, number), {}).items()
                },
                missing={
                    period.starts[number]: missing[person, number]
                    for number in numbers
                    if (person, number) in missing
                },
            )
            # Missing time of a month that cost nothing is worth nothing.
            if time.minutes or lines:
                times.append(time)
                people.append([(person, period.start, period.end)])
    return times, people
