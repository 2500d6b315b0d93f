"""The programme of work: what is planned, what is in force, what was recorded for it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from timetracking.core.programme import (
    Planned,
    categories_from,
    days_from,
    in_order,
    items_from,
    milestones_from,
    natural,
    programme_content,
    strategies_from,
)
from timetracking.models import (
    Beneficiary,
    Kind,
    MilestoneDone,
    ProgrammeItem,
    ProgrammeVersion,
    UnitMonthTotal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariats.models import Unit
    from timetracking.core.milestones import Marks
    from timetracking.core.programme import ProgrammeContent

State = ProgrammeVersion.State


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the working programme: its row, and what it says."""

    pk: int
    planned: Planned


def planned_of(item: ProgrammeItem) -> Planned:
    """Return what an item says; its activity was read along."""
    return Planned(
        number=item.number,
        title=item.title,
        activity=item.activity.code if item.activity else "",
        mandate=item.mandate,
        priority=item.priority,
        outputs=item.outputs,
        time_frame=item.time_frame,
        responsible=item.responsible,
        funding=item.funding,
        days=days_from(item.planned_days),
        categories=categories_from(item.category_days),
        milestones=milestones_from(item.milestones),
        strategies=strategies_from(item.strategies),
    )


def working_items(unit: Unit, year: int) -> list[Row]:
    """Return the items of a year as they are now, by number; one query."""
    items = ProgrammeItem.objects.of_unit(unit).filter(year=year).select_related("activity")
    rows = [Row(item.pk, planned_of(item)) for item in items]
    return sorted(rows, key=lambda row: (natural(row.planned.number), row.planned.number))


def working_content(unit: Unit, year: int) -> ProgrammeContent:
    """Return the items of a year as they are now, as plain values; one query."""
    rows = working_items(unit, year)
    return programme_content((row.planned for row in rows), unit=unit.code, year=year)


def planned_items(unit: Unit, years: Iterable[int]) -> list[tuple[int, Planned]]:
    """Return year and item of what is planned: what both sides signed, where they did.

    By year and number; two queries.
    """
    wanted = sorted(set(years))
    found: dict[int, list[Planned]] = defaultdict(list)
    items = ProgrammeItem.objects.of_unit(unit).filter(year__in=wanted)
    for item in items.select_related("activity"):
        found[item.year].append(planned_of(item))
    signed = ProgrammeVersion.objects.of_unit(unit).filter(year__in=wanted, state=State.IN_FORCE)
    for year, content in signed.values_list("year", "content"):
        found[year] = items_from(content)
    return [(year, item) for year in wanted for item in in_order(found[year])]


def recorded_minutes(unit: Unit, year: int) -> dict[str, int]:
    """Return activity code → recorded whole minutes of a calendar year, services only; one query.

    Joint time counts once, whoever it was for.
    """
    found = UnitMonthTotal.objects.of_unit(unit).filter(
        month__gte=dt.date(year, 1, 1),
        month__lte=dt.date(year, 12, 1),
        activity__kind=Kind.SERVICE,
    )
    return dict(found.order_by().values_list("activity__code").annotate(Sum("minutes")))


def recorded_by_instrument(unit: Unit, year: int) -> dict[str, int]:
    """Return instrument code → recorded whole minutes of a calendar year, services only.

    Joint time stands under the codes of its instruments, joined by ``+``, and is not shared out
    here; two queries.
    """
    names = dict(Beneficiary.objects.filter(unit=unit).values_list("pk", "code"))
    found = UnitMonthTotal.objects.of_unit(unit).filter(
        month__gte=dt.date(year, 1, 1),
        month__lte=dt.date(year, 12, 1),
        activity__kind=Kind.SERVICE,
        beneficiary__in=names,
    )
    rows = found.order_by().values_list("beneficiary").annotate(Sum("minutes"))
    return {names[beneficiary]: minutes for beneficiary, minutes in rows}


def milestones_marked(unit: Unit, year: int) -> Marks:
    """Return item and title of each milestone of a year that was reached → when; one query."""
    rows = MilestoneDone.objects.of_unit(unit).filter(year=year)
    return {(number, title): done for number, title, done in rows.values_list(
        "number", "title", "done"
    )}  # fmt: skip


def years_of(unit: Unit) -> list[int]:
    """Return the years that have a programme, the latest first; two queries."""
    items = ProgrammeItem.objects.of_unit(unit).order_by().values_list("year", flat=True)
    versions = ProgrammeVersion.objects.of_unit(unit).order_by().values_list("year", flat=True)
    return sorted({*items.distinct(), *versions.distinct()}, reverse=True)
