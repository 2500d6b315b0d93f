"""What stands beside the grid: the notes of its entries, and why cells cannot be changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from timetracking.core.checks import Barrier
from timetracking.wording import named_day

if TYPE_CHECKING:
    import datetime as dt

    from timetracking.core.grid import Grid


@dataclass(frozen=True, slots=True)
class Note:
    """A note of an entry, with where it stands."""

    day: dt.date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why cells cannot be changed, with a heading; ``name`` is what cells call it."""

    name: str
    title: str
    text: str


def notes_of(grid: Grid) -> list[Note]:
    """Return the notes of a week, day by day."""
    found = [
        Note(cell.day, row.task.title, text)
        for row in grid.rows
        for cell in row.cells
        for text in cell.notes
    ]
    return sorted(found, key=lambda note: note.day)


def reasons_of(grid: Grid) -> list[Reason]:
    """Return why cells of a week cannot be changed: each reason once, with its days."""
    barred = [(day.barrier, day.date) for day in grid.days if day.barrier]
    in_order = sorted(barred, key=lambda one: list(Barrier).index(one[0]))
    found = []
    for barrier, group in groupby(in_order, key=lambda one: one[0]):
        days = [named_day(day) for _barrier, day in group]
        found.append(_reason(barrier, days, whole=len(days) == len(grid.days)))
    if any(cell.several for cell in grid.cells()):
        found.append(
            Reason(
                "several",
                _("Cells that sum several entries"),
                _(
                    "A cell that says “2 entries” is a sum, mostly of what a file brought. It is "
                    "changed where it came from: change it there and bring the file in again."
                ),
            )
        )
    return found


def _reason(barrier: Barrier, days: list[str], *, whole: bool) -> Reason:
    listed = _("The whole week") if whole else ", ".join(days)
    values = {"days": listed}
    match barrier:
        case Barrier.LOCKED:
            title = _("%(days)s: approved") % values
            text = _(
                "Approved weeks are locked, so that what rests on them stays true. To correct "
                "one, write an amendment with a reason; the old value stays in the history."
            )
            return Reason(barrier.value, title, text)
        case Barrier.SUBMITTED:
            title = _("%(days)s: submitted") % values
            text = _(
                "These days wait for approval, so that what is approved is what was looked at. "
                "To change something, take the week back first; then submit it again."
            )
            return Reason(barrier.value, title, text)
        case Barrier.FUTURE:
            title = _("%(days)s: still to come") % values
            text = _("Time is logged once it is worked. Only absence can be entered ahead.")
            return Reason(barrier.value, title, text)
        case Barrier.NOT_YET_HERE | Barrier.NOT_HERE | Barrier.NEVER_HERE:
            title = _("%(days)s: no assignment") % values
            text = _(
                "You have no assignment or contract in this unit on these days. If that is "
                "wrong, tell the administrator of the unit."
            )
            return Reason(barrier.value, title, text)
