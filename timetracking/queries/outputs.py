"""The register of outputs: listed, cut down, counted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetracking.core.outputs import Counted, Delivered, counted
from timetracking.models import Output, ProgrammeItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from secretariats.models import Unit


@dataclass(frozen=True, slots=True)
class OutputRow:
    """An output as it is listed.

    Attributes:
        pk: of its row.
        version: which was read.
        delivered: what the register says.
        activity_title: of its activity; empty for none.
    """

    pk: int
    version: int
    delivered: Delivered
    activity_title: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Which outputs are asked for; what is empty cuts nothing."""

    year: int | None = None
    kind: str = ""
    activity: str = ""
    instrument: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether anything is left out but by the year."""
        return bool(self.kind or self.activity or self.instrument)


def outputs_of(unit: Unit, cut: Cut) -> QuerySet[Output]:
    """Return the outputs of a unit that are asked for, the newest first."""
    rows = Output.objects.of_unit(unit).order_by("-date", "-pk")
    if cut.year is not None:
        rows = rows.filter(date__year=cut.year)
    if cut.kind:
        rows = rows.filter(kind=cut.kind)
    if cut.activity:
        rows = rows.filter(activity__code=cut.activity)
    if cut.instrument:
        rows = rows.filter(instruments__code=cut.instrument)
    found: QuerySet[Output] = rows
    return found


def output_rows(outputs: Iterable[Output]) -> list[OutputRow]:
    """Return outputs as they are listed, in their order; one query beside their own."""
    rows = list(outputs)
    members = _members([row.pk for row in rows])
    return [
        OutputRow(
            row.pk,
            row.version,
            _delivered(row, members[row.pk]),
            row.activity.title if row.activity else "",
        )
        for row in rows
    ]


def delivered_of(output: Output) -> Delivered:
    """Return what the register says of an output; one query, its activity was read along."""
    return _delivered(output, _members([output.pk])[output.pk])


def _delivered(row: Output, members: list[str]) -> Delivered:
    return Delivered(
        date=row.date,
        kind=row.kind,
        title=row.title,
        instruments=tuple(sorted(members)),
        address=row.address,
        activity=row.activity.code if row.activity else "",
    )


def _members(pks: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    through = Output.instruments.through.objects.filter(output__in=pks)
    for pk, code in through.values_list("output_id", "instrument__code"):
        found[pk].append(code)
    return found


def outputs_counted(unit: Unit, start: dt.date, end: dt.date) -> Counted:
    """Return how many outputs a unit delivered from one day to another, both of them included.

    By kind, instrument and activity; two queries for any number.
    """
    return count_outputs(Output.objects.of_unit(unit).filter(date__gte=start, date__lte=end))


def count_outputs(outputs: QuerySet[Output]) -> Counted:
    """Return how many outputs there are; two queries for any number."""
    rows = list(outputs.order_by().values_list("pk", "kind", "activity__code"))
    through = Output.instruments.through.objects.filter(output__in=outputs.order_by().values("pk"))
    members: dict[int, list[str]] = defaultdict(list)
    for pk, code in through.values_list("output_id", "instrument__code"):
        members[pk].append(code)
    return counted((kind, activity or "", tuple(members[pk])) for pk, kind, activity in rows)


def output_years(unit: Unit) -> list[int]:
    """Return the years in which anything was delivered, the latest first; one query."""
    days = Output.objects.of_unit(unit).order_by().dates("date", "year")
    return sorted((day.year for day in days), reverse=True)


def served_by(unit: Unit, activity: str, year: int) -> tuple[str, ...]:
    """Return the codes of the instruments for which an activity is planned in a year.

    Those of the working programme; all that the unit serves where it says nothing: then the
    output is joint. Two queries at most.
    """
    rows = ProgrammeItem.objects.of_unit(unit).filter(year=year, activity__code=activity)
    planned = {
        code
        for days in (rows.values_list("planned_days", flat=True) if activity else ())
        for code, text in days.items()
        if text.strip("0.")
    }
    served = set(unit.instruments.values_list("code", flat=True))
    return tuple(sorted(planned & served or served))
