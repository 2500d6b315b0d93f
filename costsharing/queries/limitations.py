"""The limitations of a unit's record of time over a period."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core.limitations import (
    LimitationsTable,
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
from secretariats.core.dates import month_end, months
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from costsharing.core.limitations import SavedMinutes
    from secretariats.models import Unit


def measure_limitations(unit: Unit, start: dt.date, end: dt.date) -> LimitationsTable:
    """Return every limitation of valuation.md, but the ranges of value, for everybody.

    It holds what only each person alone may see: ``costsharing.permissions.visible_figures``
    cuts it down to a reader. The number of queries does not depend on what is recorded, and
    memory grows with people and months, not with entries.

    Args:
        unit: the unit; assignments, contracts and entries in other units do not count.
        start: first day.
        end: last day, inclusive.

    Raises:
        Refused: the period ends before it begins.
    """
    if end < start:
        message = _("The period ends (%(end)s) before it begins (%(start)s): swap the two dates.")
        raise Refused([message % {"start": start, "end": end}])
    with one_snapshot():
        names = usernames(unit)
        members = beneficiary_members(unit)
        parts: defaultdict[int, list[Tally]] = defaultdict(list)
        for person, part in _parts(unit, start, end, members):
            parts[person].append(part)
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
    )


def _parts(
    unit: Unit, start: dt.date, end: dt.date, members: Mapping[int | None, frozenset[str]]
) -> Iterator[tuple[int, Tally]]:
    """Yield person and a part of their sums, several parts for each person."""
    yield from _days(unit, start, end)
    keys = _month_keys(unit, start, end)
    for person, rows in month_minutes(unit, start, end, members).items():
        yield person, tally_months(rows, keys=keys)
    for person, number in entries_in_batches(unit, start, end).items():
        yield person, Tally(in_batches=number)
    for person, number in copied_days(unit, start, end).items():
        yield person, Tally(copied_days=number)
    for person, minutes in removed_minutes(unit, start, end).items():
        yield person, Tally(corrected=minutes)


def _days(unit: Unit, start: dt.date, end: dt.date) -> Iterator[tuple[int, Tally]]:
    """Yield each person who is engaged or has an entry, with the sums of their days."""
    calendar = work_calendar(unit)
    book, working = PlanBook(calendar, start, end), WorkingDays(calendar)
    plans = {
        person: book.plan(post.presence for post in engaged.posts)
        for person, engaged in engaged_people(unit, start, end).items()
    }
    approved = approved_spans(unit, start, end)
    nothing_expected = book.plan(())

    def tally(person: int, rows: Iterable[SavedMinutes]) -> tuple[int, Tally]:
        return person, tally_days(
            plans.pop(person, nothing_expected),
            rows,
            working=working,
            approved=approved.get(person, ()),
            daily_minutes=unit.daily_minutes,
        )

    for person, rows in groupby(saved_minutes(unit, start, end), key=itemgetter(0)):
        yield tally(person, (row for _person, row in rows))
    for person in list(plans):
        yield tally(person, ())


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
