"""What keeps a run from being computed, told with the people and dates it concerns."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import StaffCostOf, stretches
from secretariats.core.dates import month_end
from secretariats.core.errors import Problem
from secretariats.core.exact import decimal_text
from secretariats.models import Person
from timetracking.models import Kind, TimeEntry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from costsharing.core.inputs import Inputs, Spent
    from costsharing.core.keys import Gap
    from costsharing.core.valuation import Incomplete
    from costsharing.queries.valuation_inputs import Gathered
    from secretariats.core.text import Message
    from secretariats.models import Unit

Stay = tuple[int, "dt.date", "dt.date"]


def told(message: Message) -> str:
    """Return a message of the core in the language of whoever reads it."""
    return _(message.text) % dict(message.values)


def stray_entries(unit: Unit, gathered: Gathered) -> list[Problem]:
    """Name every person and date with entries, absence included, but no assignment or contract."""
    inputs = gathered.inputs
    stays: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for person, start, end in gathered.stays:
        stays[person].append((start, end))
    # Compared here: SQLite takes no statement with a thousand stays in it.
    found = (
        TimeEntry.objects.of_unit(unit)
        .filter(date__gte=inputs.start, date__lte=inputs.end)
        .values("person", "person__username", "date")
        .annotate(entries=Count("pk"))
        .order_by("person__username", "date")
    )
    return [
        Problem(
            f"{row['person__username']}, {row['date']}",
            ngettext(
                "%(count)d entry, but no assignment or contract in force: add one, or correct "
                "the date",
                "%(count)d entries, but no assignment or contract in force: add one, or correct "
                "the date",
                row["entries"],
            )
            % {"count": row["entries"]},
        )
        for row in found.iterator()
        if not any(start <= row["date"] <= end for start, end in stays[row["person"]])
    ]


def problems_of(
    unit: Unit, inputs: Inputs, gathered: Gathered, missing: Incomplete
) -> list[Problem]:
    """Return every missing input as a problem that names person or dates.

    Args:
        unit: the unit.
        inputs: what the valuation was given, its blocks in the order of ``gathered.people``.
        gathered: whose stays the blocks stand for.
        missing: what the valuation found missing.
    """
    problems = [
        problem
        for start, end, gap in missing.keys
        for problem in _without_key(unit, start, end, gap)
    ]
    ends = _ends(inputs)
    names = dict(
        Person.objects.filter(
            pk__in={
                person for number, _, _ in missing.costs for person, *_ in gathered.people[number]
            }
        ).values_list("pk", "username")
    )
    told_already: set[tuple[int, str]] = set()
    for number, start, gap in missing.costs:
        cost = inputs.times[number].cost
        end = month_end(start) if isinstance(cost, StaffCostOf) else ends[start]
        for person, day in _first_days(unit, gathered.people[number], start, end):
            text = told(gap.what)
            # The same gap for the same person is told once, with its first day.
            if (person, text) not in told_already:
                told_already.add((person, text))
                problems.append(Problem(f"{names[person]}, {day}", text))
    problems += [of_expenditure(spent, gap) for spent, gap in missing.spent]
    return sorted(set(problems))


def _ends(inputs: Inputs) -> dict[dt.date, dt.date]:
    """Return the last day of each stretch by its first."""
    return dict(stretches(inputs.start, inputs.end, inputs.keys, currencies_of(inputs)))


def _without_key(unit: Unit, start: dt.date, end: dt.date, gap: Gap) -> list[Problem]:
    """Name the dates with service or overhead entries in a stretch whose key cannot be told."""
    days = (
        TimeEntry.objects.of_unit(unit)
        .filter(date__gte=start, date__lte=end)
        .exclude(kind=Kind.ABSENCE)
        .aggregate(first=Min("date"), last=Max("date"), count=Count("date", distinct=True))
    )
    if not days["count"]:
        return []
    where = str(days["first"])
    if days["count"] > 1:
        where = (
            ngettext(
                "%(first)s to %(last)s (%(count)d day with entries)",
                "%(first)s to %(last)s (%(count)d days with entries)",
                days["count"],
            )
            % days
        )
    return [Problem(where, told(gap.what))]


def _first_days(
    unit: Unit, people: Sequence[Stay], start: dt.date, end: dt.date
) -> list[tuple[int, dt.date]]:
    """Return the people of a block in a stretch, each with the first day that needs the cost."""
    inside = {
        person: max(first, start)
        for person, first, last in people
        if first <= end and last >= start
    }
    entries = dict(
        TimeEntry.objects.of_unit(unit)
        .filter(person__in=inside, date__gte=start, date__lte=end)
        .exclude(kind=Kind.ABSENCE)
        .order_by()
        .values_list("person")
        .annotate(Min("date"))
    )
    return [(person, max(day, entries.get(person, day))) for person, day in sorted(inside.items())]


def of_expenditure(spent: Spent, gap: Gap) -> Problem:
    """Return what keeps an expenditure from being shared out, as a problem that names it."""
    where = _("expenditure of %(date)s, %(amount)s %(currency)s paid by %(code)s") % {
        "date": spent.date,
        "amount": decimal_text(spent.amount),
        "currency": spent.currency,
        "code": spent.paid_by,
    }
    return Problem(where, told(gap.what))
