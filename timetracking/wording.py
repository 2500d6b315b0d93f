"""What people are told about their time, in the language that is active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from timetracking.core.checks import Barrier

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.core.text import Message


def say(told: Message) -> str:
    """Return a message of the core in words."""
    return _(told.text) % dict(told.values)


def named_day(day: dt.date) -> str:
    """Return ``Monday 9 January``."""
    return _("%(weekday)s %(day)s") % {
        "weekday": formats.date_format(day, "l"),
        "day": formats.date_format(day, "j F"),
    }


def point() -> str:
    """Return the mark of decimals of the language."""
    return str(formats.get_format("DECIMAL_SEPARATOR"))


def why_barred(barrier: Barrier, day: dt.date) -> str:
    """Return why time may not be entered or changed on a day, and what to do."""
    values = {"day": named_day(day)}
    match barrier:
        case Barrier.FUTURE:
            return _("%(day)s has not come yet. Only absence can be entered ahead.") % values
        case Barrier.LOCKED:
            return _("%(day)s is in an approved week, which is locked.") % values
        case Barrier.SUBMITTED:
            text = _("%(day)s is in a submitted week. Take the week back to change it.")
            return text % values
        case Barrier.NOT_YET_HERE:
            text = _("%(day)s is before your first assignment or contract in this unit.")
            return text % values
        case Barrier.NOT_HERE | Barrier.NEVER_HERE:
            text = _(
                "You have no assignment or contract in this unit on %(day)s; the administrator "
                "of the unit can tell why."
            )
            return text % values
