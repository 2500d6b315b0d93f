"""Weeks that tests hand in and decide on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from timetracking.actions.decide_weeks import Seen, approve_weeks
from timetracking.actions.save_cell import Saved, save_cell
from timetracking.actions.submit_week import Submitted, submit_week
from timetracking.core.grid import RowKey
from timetracking.core.sheets import mark_of
from timetracking.core.weeks import Week
from timetracking.models import Activity, Kind, WeekSheet
from timetracking.queries.week_grid import week_grid
from timetracking.queries.workplaces import workplaces

if TYPE_CHECKING:
    from secretariats.models import Person
    from tests.cast import Cast

# Nothing of the month's end, and a week whose Monday and Tuesday lie in the month before.
WEEK, ACROSS = Week(2017, 2), Week(2017, 5)
MONDAY, TUESDAY = dt.date(2017, 1, 9), dt.date(2017, 1, 10)
RUN = RowKey("RUN")


def activity(cast: Cast) -> Activity:
    """Return something to log time for."""
    made: Activity = Activity.objects.get_or_create(
        unit=cast.unit, code="RUN", defaults={"title": "Running the unit", "kind": Kind.OVERHEAD}
    )[0]
    return made


def hour(
    cast: Cast, day: dt.date = TUESDAY, minutes: int = 60, *, person: Person | None = None
) -> Saved:
    """Store time of Ada's, or of somebody else."""
    activity(cast)
    who = person or cast.ada
    return save_cell(RUN, day, minutes, actor=who, unit=cast.unit, version="")


def mark(cast: Cast, week: Week = WEEK, *, person: Person | None = None) -> str:
    """Return the week as the person sees it now."""
    who = person or cast.ada
    (place,) = workplaces(who, ())
    return mark_of(week_grid(who, place, week))


def submit(
    cast: Cast, week: Week = WEEK, *, person: Person | None = None, note: str = ""
) -> Submitted:
    """Hand in a week as it is now."""
    who = person or cast.ada
    seen = mark(cast, week, person=who)
    return submit_week(week, cast.unit, actor=who, note=note, seen=seen)


def seen(*sheets: WeekSheet) -> list[Seen]:
    """Return sheets as they are stored now."""
    rows = WeekSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).order_by("pk")
    return [Seen(pk, version) for pk, version in rows.values_list("pk", "version")]


def approve(cast: Cast, *sheets: WeekSheet, actor: Person | None = None) -> list[WeekSheet]:
    """Approve sheets as they are now."""
    return approve_weeks(seen(*sheets), actor=actor or cast.coordinator)


def approved(cast: Cast, week: Week = WEEK, *, person: Person | None = None) -> list[WeekSheet]:
    """Hand a week in and approve it."""
    actor = cast.aewa_secretary if person == cast.coordinator else cast.coordinator
    return approve(cast, *submit(cast, week, person=person).sheets, actor=actor)
