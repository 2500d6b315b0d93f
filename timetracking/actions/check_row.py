"""Whether what is asked of a row goes together: who keeps it, what it is for, its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.errors import NotAllowed, Problem, Refused
from timetracking.core.pieces import LONGEST_NOTE
from timetracking.models import Activity, Kind
from timetracking.permissions import may_keep_time

if TYPE_CHECKING:
    from secretariats.models import Person, Unit
    from timetracking.core.grid import RowKey


def check_keeper(actor: Person, unit: Unit) -> None:
    """Refuse whoever keeps no time in a unit.

    Raises:
        NotAllowed: the actor has no role of staff and no assignment there.
    """
    if not may_keep_time(actor, unit=unit):
        text = _("You keep no time in %(unit)s: you have no role of staff or assignment there.")
        raise NotAllowed([text % {"unit": unit.code}])


def note_problems(note: str | None) -> list[Problem]:
    """Return what is wrong with a note, empty if it can be kept; None is no note."""
    if note is None or len(note) <= LONGEST_NOTE:
        return []
    text = _("The note has %(count)s characters: shorten it to %(most)s.")
    return [Problem("note", text % {"count": len(note), "most": LONGEST_NOTE})]


def check_note(note: str | None) -> None:
    """Refuse a note that is too long.

    Raises:
        Refused: how long it is, and how long it may be.
    """
    if problems := note_problems(note):
        raise Refused(problems)


def check_row(unit: Unit, key: RowKey) -> Activity:
    """Return the activity of a row whose beneficiary goes with it; two queries at most.

    Raises:
        Refused: there is no such activity, it has no beneficiary or needs one, or the unit does
            not serve it.
    """
    activity: Activity | None = Activity.objects.filter(unit=unit, code=key.activity).first()
    if activity is None:
        text = _("The unit has no activity %(code)s.")
        raise Refused([Problem("activity", text % {"code": key.activity})])
    if activity.kind != Kind.SERVICE:
        if key.members:
            text = _("%(code)s serves no instrument of its own: leave the beneficiary out.")
            raise Refused([Problem("for", text % {"code": activity.code})])
        return activity
    if not key.members:
        text = _("%(code)s is a service: say which instrument it was for.")
        raise Refused([Problem("for", text % {"code": activity.code})])
    known = set(unit.instruments.values_list("code", flat=True))
    unknown = sorted(key.members - known)
    if unknown:
        text = _("The unit does not serve %(codes)s. It serves %(known)s.")
        values = {"codes": ", ".join(unknown), "known": ", ".join(sorted(known))}
        raise Refused([Problem("for", text % values)])
    return activity
