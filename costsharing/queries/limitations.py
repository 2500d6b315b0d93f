"""The limitations of a unit's record of time over a period."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core.limitations import (
    LimitationsTable,
    MonthFigures,
    PlanBook,
    Tally,
    WorkingDays,
    add_up,
    figures_of,
    tally_days,
    tally_months,
)
from costsharing.queries.agreed_inputs import agreed_keys
from costsharing.queries.engaged import engaged_people, work_calendar
from costsharing.queries.recorded_time import (
    activity_figures,
    approved_spans,
    beneficiary_members,
    month_minutes,
    removed_minutes,
    saved_minutes,
    usernames,
)
from costsharing.queries.saving_habits import copied_days, entries_in_batches
from costsharing.queries.snapshot import one_snapshot
from secretariats.core.dates import month_end, month_start, months, pieces
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from costsharing.core.limitations import SavedMinutes
    from secretariats.models import Unit

# Days: every one of them is compared with what was expected, whether anything was recorded or not.
LONGEST = 20 * 366


def measure_limitations(
    unit: Unit, start: dt.date, end: dt.date, *, by_month: bool = False
) -> LimitationsTable:
    """Return every limitation of valuation.md, but the ranges of value, for everybody.

    It holds what only each person alone may see: ``costsharing.permissions.visible_figures``
    cuts it down to a reader. The number of queries does not depend on what is recorded, and
    memory grows with people and months, not with entries.

    Args:
        unit: the unit; assignments, contracts and entries in other units do not count.
        start: first day.
        end: last day, inclusive.
        by_month: whether the months of the period are told apart too.

    Raises:
        Refused: the period ends before it begins, or is longer than twenty years.
    """
    if end < start:
        message = _("The period ends (%(end)s) before it begins (%(start)s): swap the two dates.")
        raise Refused([message % {"start": start, "end": end}])
    if (end - start).days >= LONGEST:
        raise Refused([_("A period of more than twenty years is not measured: choose less.")])
    with one_snapshot():
        names = usernames(unit)
        members = beneficiary_members(unit)
        parts: defaultdict[int, list[Tally]] = defaultdict(list)
        each: defaultdict[dt.date, list[Tally]] = defaultdict(list)
        for person, month, part in _parts(unit, start, end, members, by_month=by_month):
            parts[person].append(part)
            if month is not None:
                each[month].append(part)
        activities = activity_figures(unit, start, end, members)
    people = sorted((names[person], add_up(tallies)) for person, tallies in parts.items())
    team = add_up(tally for _name, tally in people)
    largest = max((tally.recorded for _name, tally in people), default=0)
    return LimitationsTable(
        unit=unit.code,
        start=start,
        end=end,
        team=figures_of(team, largest=largest),
        people={name: figures_of(tally) for name, tally in people},
        activities=activities,
        months={month: MonthFigures.of(add_up(tallies)) for month, tallies in each.items()},
    )


def _parts(
    unit: Unit,
    start: dt.date,
    end: dt.date,
    members: Mapping[int | None, frozenset[str]],
    *,
    by_month: bool,
) -> Iterator[tuple[int, dt.date | None, Tally]]:
    """Yield person and a part of their sums, several parts for each person.

    With ``by_month`` the parts that tell of days are each of one month and come with its first
    day; all else comes with None.
    """
    spans: list[tuple[dt.date | None, dt.date, dt.date]] = [(None, start, end)]
    if by_month:
        spans = [(month_start(first), first, last) for first, last in pieces(start, end, ())]
    yield from _days(unit, spans)
    keys = _month_keys(unit, start, end)
    for person, rows in month_minutes(unit, start, end, members).items():
        yield person, None, tally_months(rows, keys=keys)
    for person, number in entries_in_batches(unit, start, end).items():
        yield person, None, Tally(in_batches=number)
    for person, number in copied_days(unit, start, end).items():
        yield person, None, Tally(copied_days=number)
    for person, minutes in removed_minutes(unit, start, end).items():
        yield person, None, Tally(corrected=minutes)


def _days(
    unit: Unit, spans: Sequence[tuple[dt.date | None, dt.date, dt.date]]
) -> Iterator[tuple[int, dt.date | None, Tally]]:
    """Yield each person who is engaged or has an entry, with the sums of their days.

    Args:
        unit: the unit.
        spans: name, first and last day of each part of the period, in order, without a gap.
    """
    start, end = spans[0][1], spans[-1][2]
    calendar = work_calendar(unit)
    books, working = [PlanBook(calendar, *span) for _name, *span in spans], WorkingDays(calendar)
    presences = {
        person: [post.presence for post in engaged.posts]
        for person, engaged in engaged_people(unit, start, end).items()
    }
    approved = approved_spans(unit, start, end)
    starts = [first for _name, first, _last in spans]

    def number_of(row: SavedMinutes) -> int:
        return bisect_right(starts, row.day) - 1

    def tallies(
        person: int, rows: Iterable[SavedMinutes]
    ) -> Iterator[tuple[int, dt.date | None, Tally]]:
        posts = presences.pop(person, ())
        by_span = {number: list(part) for number, part in groupby(rows, key=number_of)}
        for number, (name, _first, _last) in enumerate(spans):
            yield (
                person,
                name,
                tally_days(
                    books[number].plan(posts),
                    by_span.get(number, ()),
                    working=working,
                    approved=approved.get(person, ()),
                    daily_minutes=unit.daily_minutes,
                ),
            )

    for person, rows in groupby(saved_minutes(unit, start, end), key=itemgetter(0)):
        yield from tallies(person, (row for _person, row in rows))
    for person in list(presences):
        yield from tallies(person, ())


def _month_keys(unit: Unit, start: dt.date, end: dt.date) -> dict[dt.date, Mapping[str, Fraction]]:
    """Return first day of a month → key on its last day, of the months that have one."""
    agreed = agreed_keys(unit)
    found: dict[dt.date, Mapping[str, Fraction]] = {}
    for month in months(start, end):
        last = month_end(month)
        agreement = agreed.agreement_on(last)
        key = agreed.key_of(agreement, last) if agreement is not None else []
        # A list names what is missing to a key; the valuation refuses then, not the limitations.
        if isinstance(key, dict):
            found[month] = key
    return found
