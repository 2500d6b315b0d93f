"""What must hold before one cell of a person's day takes other minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.errors import Problem, Refused
from timetracking.core.checks import DAY_MINUTES
from timetracking.core.typed import clock
from timetracking.queries import importing
from timetracking.wording import named_day

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person


def check_minutes(minutes: int) -> None:
    """Refuse minutes that no day has."""
    if not 0 <= minutes <= DAY_MINUTES:
        raise Refused([Problem("minutes", _("A day has 24 hours: 0 to 1440 minutes."))])


def check_room(person: Person, day: dt.date, more: int) -> None:
    """Hold the person's day, in all units, to 24 hours; one query."""
    together = importing.recorded(person, [day]).get(day, 0) + more
    if more > 0 and together > DAY_MINUTES:
        text = _("%(day)s would have %(clock)s; a day has 24:00.")
        told = text % {"day": named_day(day), "clock": clock(together)}
        raise Refused([Problem("minutes", told)])


def several(count: int, day: dt.date) -> str:
    """Return why a cell that sums several entries is not changed as one."""
    text = _(
        "%(day)s sums %(count)s entries of this activity and beneficiary. Change them where they "
        "came from, and bring the file in again."
    )
    return text % {"day": named_day(day), "count": count}
