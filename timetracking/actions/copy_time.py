"""Time logged again as on another day: yesterday, last week, or a row over the week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from secretariats.core.dates import ONE_DAY
from secretariats.core.errors import Problem, Refused
from secretariats.models import Person
from timetracking.actions.check_row import check_keeper, check_row
from timetracking.actions.write_entry import new_entry
from timetracking.core.copying import LeftOut, Piece, closed_days, plan_copy, working_days
from timetracking.core.minutes import FIRST_YEAR, LAST_YEAR
from timetracking.core.weeks import Week
from timetracking.models import Activity, Kind
from timetracking.queries import importing
from timetracking.queries.copying import taken, worked
from timetracking.queries.week_grid import week_grid
from timetracking.queries.workplaces import workplace
from timetracking.wording import named_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secretariats.models import Unit
    from timetracking.core.copying import Why
    from timetracking.core.grid import Grid, RowKey

ONE_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied.

    Attributes:
        source: the day that it comes from; of a week its Monday.
        pieces: what was written.
        left: what was not, and why.
    """

    source: dt.date
    pieces: tuple[Piece, ...]
    left: tuple[LeftOut, ...]


def copy_day(day: dt.date, *, actor: Person, unit: Unit) -> Copied:
    """Log a day of the actor's own like the last one before it with work.

    Looked for in the same week and the one before. Rows and minutes are copied into empty cells;
    absence, notes and clock times are not. Done twice nothing doubles.

    Args:
        day: the one to be filled.
        actor: whose time it is.
        unit: where.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: nothing was worked in these two weeks before.
    """
    check_keeper(actor, unit)
    _check_day(day)
    start = Week.of(day).start - ONE_WEEK
    with transaction.atomic():
        _hold(actor)
        before = worked(actor, unit, start, day - ONE_DAY)
        if not before:
            text = _("Nothing to copy: no work is logged in the days before %(day)s.")
            raise Refused([Problem("date", text % {"day": named_day(day)})])
        source = max(before)
        wanted = [Piece(key, day, minutes) for key, minutes in before[source].items()]
        return _write(source, wanted, {}, actor=actor, unit=unit)


def copy_week(week: Week, *, actor: Person, unit: Unit) -> Copied:
    """Log a week of the actor's own like the one before, day by day.

    Only empty cells of open days are filled; absence, holidays and days of absence are left out.
    Done twice nothing doubles.

    Args:
        week: the one to be filled.
        actor: whose time it is.
        unit: where.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: nothing was worked in the week before.
    """
    check_keeper(actor, unit)
    with transaction.atomic():
        _hold(actor)
        before = worked(actor, unit, week.start - ONE_WEEK, week.start - ONE_DAY)
        if not before:
            text = _("Nothing to copy: no work is logged in week %(number)s of %(year)s.")
            values = {"number": week.before.number, "year": week.before.year}
            raise Refused([Problem("week", text % values)])
        wanted = [
            Piece(key, day + ONE_WEEK, minutes)
            for day, cells in before.items()
            for key, minutes in cells.items()
        ]
        closed = closed_days(_grid(week, actor, unit).days)
        return _write(week.before.start, wanted, closed, actor=actor, unit=unit)


def repeat_row(key: RowKey, day: dt.date, *, actor: Person, unit: Unit) -> Copied:
    """Log what a row of the actor's own holds on a day on the other working days of its week.

    Only empty cells of open days are filled; holidays and days of absence are left out. Done twice
    nothing doubles.

    Args:
        key: activity and beneficiary.
        day: the one with time.
        actor: whose time it is.
        unit: where.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: the row has no time on that day, or is absence.
    """
    check_keeper(actor, unit)
    _check_day(day)
    activity = check_row(unit, key)
    if activity.kind == Kind.ABSENCE:
        text = _("Absence is not repeated: enter it from its first to its last day.")
        raise Refused([Problem("activity", text)])
    with transaction.atomic():
        _hold(actor)
        minutes = worked(actor, unit, day, day).get(day, {}).get(key)
        if minutes is None:
            text = _("%(code)s has no time on %(day)s that could be repeated: type it first.")
            values = {"code": activity.code, "day": named_day(day)}
            raise Refused([Problem("date", text % values)])
        days = _grid(Week.of(day), actor, unit).days
        wanted = [Piece(key, one, minutes) for one in working_days(days) if one != day]
        return _write(day, wanted, closed_days(days), actor=actor, unit=unit)


def _check_day(day: dt.date) -> None:
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise Refused([Problem("date", _("There is no week of such a year here."))])


def _hold(actor: Person) -> None:
    """Hold the person's row, as whoever writes a person's time does, so that days count once."""
    Person.objects.select_for_update().get(pk=actor.pk)


def _grid(week: Week, actor: Person, unit: Unit) -> Grid:
    return week_grid(actor, workplace(actor, unit), week, also=frozenset(range(1, 8)))


def _write(
    source: dt.date,
    wanted: Sequence[Piece],
    closed: Mapping[dt.date, Why],
    *,
    actor: Person,
    unit: Unit,
) -> Copied:
    """Write what may stand in its cell; called while the person's row is held."""
    days = [piece.day for piece in wanted]
    if not days:
        return Copied(source, (), ())
    plan = plan_copy(
        wanted,
        rules=importing.rules_of(unit, actor),
        taken=taken(actor, unit, min(days), max(days)),
        recorded=importing.recorded(actor, days),
        served=frozenset(unit.instruments.values_list("code", flat=True)),
        closed=closed,
    )
    codes = {piece.key.activity for piece in plan.pieces}
    activities = {one.code: one for one in Activity.objects.filter(unit=unit, code__in=codes)}
    try:
        with transaction.atomic():
            for piece in plan.pieces:
                activity = activities[piece.key.activity]
                new_entry(
                    activity, piece.key, piece.day, piece.minutes, "", actor=actor, unit=unit
                )
    except IntegrityError as error:
        text = _("Your time was changed elsewhere meanwhile; nothing was copied. Try again.")
        raise Refused([Problem("", text)]) from error
    return Copied(source, plan.pieces, plan.left)
