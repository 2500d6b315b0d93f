"""What the dashboard shows of a unit, a period and a run, gathered and not yet in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from reporting.sections.facts import Facts
from reporting.sections.wording import percent, period
from secretariats.queries.palette import palette
from timetracking.models import Activity, Kind, UnitMonthTotal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from costsharing.models import ValuationRun
    from costsharing.queries.measured import Measured
    from reporting.core.periods import Months
    from secretariats.models import Unit

# More months than these side by side are no longer read.
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures that those of the period are compared with, and how its record was."""

    period: Months
    facts: Facts
    measured: Measured | None

    @property
    def words(self) -> str:
        """The period in words."""
        return period(self.period.start.isoformat(), self.period.end.isoformat())


@dataclass(frozen=True, slots=True)
class Board:
    """A unit's figures of a period.

    Attributes:
        unit: the unit.
        run: the run that they are from; its snapshot is not read.
        period: whole months inside the run.
        facts: the figures, with names of activities and work areas.
        compared: those of the months beside it, where a run covers them.
        months: the months of the run (``costsharing.core.monthly``).
        measured: the limitations of the record in the period; None while they are measured.
        instrument: whose side is shown first.
        reach: every month for which a current run has figures, in order.
    """

    unit: Unit
    run: ValuationRun
    period: Months
    facts: Facts
    compared: Compared | None
    months: Sequence[Mapping[str, Any]]
    measured: Measured | None
    instrument: str
    reach: Sequence[Months]

    @property
    def trend(self) -> list[Mapping[str, Any]]:
        """The months to be seen beside each other: the period's, or for a short one the run's."""
        inside = [month for month in self.months if self.holds(month)]
        if self.period.count > 2:
            return inside
        until = f"{self.period.end:%Y-%m}"
        near = [month for month in self.months if month["month"] <= until]
        if len(self.months) <= MOST_MONTHS:
            return list(self.months)
        return near[-MOST_MONTHS:]

    def holds(self, month: Mapping[str, Any]) -> bool:
        """Return whether one of the run's months is in the period."""
        name: str = month["month"]
        return f"{self.period.start:%Y-%m}" <= name <= f"{self.period.end:%Y-%m}"

    @property
    def choices(self) -> dict[str, Months]:
        """The periods that one press leads to: month, quarter and year of the last month."""
        return {
            "month": self.period.last_month(),
            "quarter": self.period.quarter(),
            "year": self.period.year_to_date(),
        }

    @property
    def words(self) -> str:
        """The period in words."""
        return period(self.period.start.isoformat(), self.period.end.isoformat())

    @property
    def coverage(self) -> str:
        """Recorded over expected minutes, as a percentage."""
        return percent(self.facts.coverage)

    @property
    def inside(self) -> list[Mapping[str, Any]]:
        """The run's months that are in the period."""
        return [month for month in self.months if self.holds(month)]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a unit's activities and work areas, by code."""

    activities: Mapping[str, str]
    areas: Mapping[str, str]


def names_of(unit: Unit) -> Names:
    """Return the names of a unit's activities, and of the work areas that have some; one query."""
    activities: dict[str, str] = {}
    areas: dict[str, str] = {}
    rows = Activity.objects.of_unit(unit).values_list("code", "title", "area__code", "area__name")
    for code, title, area, name in rows:
        activities[code] = title
        if area:
            areas[area] = name
    return Names(activities, areas)


def facts_of(
    unit: Unit, results: Mapping[str, Any], names: Names, found: Measured | None
) -> Facts:
    """Return the figures of a period as sections read them; no query."""
    return Facts({
        "unit": {"code": unit.code, "name": unit.name, "synthetic": unit.synthetic},
        "activities": names.activities,
        "areas": names.areas,
        "period": {"from": results["from"], "to": results["to"]},
        "results": results,
        "palette": palette(results["instruments"]),
        "limitations": found.figures if found else {},
    })  # fmt: skip


def absence_by_month(unit: Unit, start: dt.date, end: dt.date) -> dict[str, int]:
    """Return month (``YYYY-MM``) → minutes of absence of the whole team; one query.

    A total of the team by month is no split by person.
    """
    rows = (
        UnitMonthTotal.objects.filter(
            unit=unit, activity__kind=Kind.ABSENCE, month__gte=start, month__lte=end
        )
        .order_by()
        .values("month")
        .annotate(sum=Sum("minutes"))
        .values_list("month", "sum")
    )
    return {f"{month:%Y-%m}": int(minutes) for month, minutes in rows}
