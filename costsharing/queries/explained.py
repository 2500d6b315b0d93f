"""One figure of a run with all that it is made of, down to entries."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from costsharing.core.explain import FIGURES, OF_MONEY, OF_RUN, explain, total
from costsharing.core.explain_ground import Ground, ground_of
from costsharing.core.explain_printed import Printed, printed
from costsharing.core.snapshot_read import read
from costsharing.models import ValuationRun
from costsharing.permissions import may_explain
from costsharing.queries.explained_entries import (
    Cells,
    Difference,
    Entry,
    cells_of,
    differences,
    entries_counted,
    entries_page,
)
from costsharing.queries.explained_people import behind
from costsharing.queries.snapshot import one_snapshot
from secretariats.core.dates import month_start
from secretariats.core.errors import Problem, Refused
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    import uuid
    from fractions import Fraction

    from costsharing.core.explain_lines import Line
    from costsharing.queries.explained_people import Behind
    from secretariats.models import Person

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
NO_ACTIVITY = OF_MONEY | {"unrecorded", "not_logged"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure: its name, the instrument or empty, one activity and one month or all."""

    figure: str
    instrument: str = ""
    activity: str | None = None
    month: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure of a run, explained.

    Attributes:
        run: whose figure it is.
        asked: which.
        ground: the run's inputs with prices, keys and parts.
        lines: whose amounts add up to ``exact``.
        exact: the figure.
        printed: as the run prints it.
        cells: the lines of recorded time, by cell.
        behind: the record of today.
        entries: how many of today's entries the figure goes back to.
        differences: where the record differs from the run, in this figure.
        changed: cells of the whole run in which it differs.
    """

    run: ValuationRun
    asked: Asked
    ground: Ground
    lines: list[Line]
    exact: Fraction
    printed: Printed
    cells: Cells
    behind: Behind
    entries: int
    differences: list[Difference]
    changed: int

    @property
    def adds_up(self) -> bool:
        """Whether the lines give the run's own exact figure."""
        return self.printed.exact in (None, self.exact)

    def entries_at(self, offset: int, limit: int) -> list[Entry]:
        """Return a page of the entries; three queries."""
        return entries_page(
            self.run,
            self.ground,
            self.cells,
            self.behind,
            activity=self.asked.activity,
            offset=offset,
            limit=limit,
        )


def run_to_explain(person: Person, pk: uuid.UUID) -> ValuationRun:
    """Return a run whose figures a person may open; two queries.

    Raises:
        Http404: there is none for this person.
        PermissionDenied: only finance and auditors may.
    """
    runs = ValuationRun.objects.select_related("unit")
    run: ValuationRun = visible_or_denied(runs, person, pk=pk)
    if not may_explain(person, run.unit):
        raise PermissionDenied
    return run


def which(
    run: ValuationRun, figure: str, instrument: str = "", activity: str = "", month: str = ""
) -> Asked:
    """Return which figure is asked for.

    Args:
        run: of which.
        figure: such as ``joint``.
        instrument: code; empty for a figure of the run as a whole.
        activity: code; empty for all.
        month: such as ``2017-03``; empty for all.

    Raises:
        Refused: naming everything that there is not.
    """
    problems: list[Problem] = []
    known = sorted(run.results["instruments"])
    if figure not in FIGURES:
        text = _("There is no such figure. Choose one of: %(names)s.")
        problems.append(Problem("figure", text % {"names": ", ".join(FIGURES)}))
    elif figure in OF_RUN and instrument:
        text = _("This figure is of the run as a whole: leave the instrument out.")
        problems.append(Problem("instrument", text))
    if figure not in OF_RUN and instrument not in known:
        text = _("The run has no such instrument. Choose one of: %(codes)s.")
        problems.append(Problem("instrument", text % {"codes": ", ".join(known)}))
    if activity and figure in NO_ACTIVITY:
        text = _("This figure does not come from activities: leave the activity out.")
        problems.append(Problem("activity", text))
    elif activity and activity not in activities_of(run):
        text = _("The run has no time on such an activity.")
        problems.append(Problem("activity", text))
    first = None
    if month:
        if _MONTH.fullmatch(month) and not month.startswith("0000"):
            first = dt.date.fromisoformat(f"{month}-01")
        if first is None or not month_start(run.start) <= first <= run.end:
            text = _("Write a month of the run, such as %(month)s.")
            problems.append(Problem("month", text % {"month": f"{run.start:%Y-%m}"}))
    if problems:
        raise Refused(problems)
    return Asked(figure, instrument, activity or None, first)


def activities_of(run: ValuationRun) -> list[str]:
    """Return the codes of the activities with time in a run, overhead among them, sorted."""
    return sorted(read(run.snapshot).activities)


def explained(run: ValuationRun, asked: Asked) -> Explained:
    """Return the explanation of a figure; eight queries at most, one for a page of entries apart.

    The record is read as of one moment.
    """
    ground = ground_of(read(run.snapshot))
    lines = explain(
        ground, asked.figure, asked.instrument, activity=asked.activity, month=asked.month
    )
    exact = total(lines)
    with one_snapshot():
        found = behind(ground, run.unit)
    cells = cells_of(lines)
    return Explained(
        run,
        asked,
        ground,
        lines,
        exact,
        printed(
            run.results, asked.figure, asked.instrument, exact,
            activity=asked.activity, month=asked.month,
        ),
        cells,
        found,
        entries_counted(cells, found, asked.activity),
        differences(cells, found, asked.activity),
        changed_cells(ground, found),
    )  # fmt: skip


def changed_cells(ground: Ground, found: Behind) -> int:
    """Return in how many cells of a run the record of today has other minutes."""
    counted: dict[Any, int] = {
        (number, *key): minutes
        for number, time in enumerate(ground.inputs.times)
        for key, minutes in time.minutes.items()
    }
    now = {cell: minutes for cell, (_, minutes) in found.now.items()}
    differing = sum(counted.get(cell, 0) != now.get(cell, 0) for cell in {*counted, *now})
    return differing + len(found.strangers)
