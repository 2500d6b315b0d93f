"""Two states of a year's programme beside each other: versions, or the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetracking.core.programme import items_from
from timetracking.core.programme_changes import changes_between
from timetracking.models import ProgrammeVersion
from timetracking.queries.programme import working_items

if TYPE_CHECKING:
    from secretariats.models import Unit
    from timetracking.core.programme import Planned
    from timetracking.core.programme_changes import ItemChange

State = ProgrammeVersion.State


class NoSuchVersion(LookupError):
    """A version that was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two states of a programme.

    Attributes:
        before: number of the version before; None where there is none: all is new.
        after: number of the version after; None is the draft.
        changes: by number of the item.
        same: how many items did not change.
    """

    before: int | None
    after: int | None
    changes: list[ItemChange]
    same: int


def compared(
    unit: Unit, year: int, *, before: int | None = None, after: int | None = None
) -> Compared:
    """Return what changed in a year's programme; two queries.

    Args:
        unit: whose programme it is.
        year: the calendar year.
        before: number of a version; None: the one in force where the draft is compared, else the
            latest with a lower number.
        after: number of a version; None: the draft.

    Raises:
        NoSuchVersion: the year has no version of that number.
    """
    rows = ProgrammeVersion.objects.of_unit(unit).filter(year=year).order_by("number")
    known = {row.number: row for row in rows}
    if not {before, after} - {None} <= known.keys():
        raise NoSuchVersion
    if after is None:
        new = [row.planned for row in working_items(unit, year)]
    else:
        new = items_from(known[after].content)
    if before is None:
        before = _earlier(known, after)
    old: list[Planned] = [] if before is None else items_from(known[before].content)
    changes = changes_between(old, new)
    touched = sum(change.kind != "removed" for change in changes)
    return Compared(before, after, changes, len(new) - touched)


def _earlier(known: dict[int, ProgrammeVersion], after: int | None) -> int | None:
    if after is None:
        in_force = [number for number, row in known.items() if row.state == State.IN_FORCE]
        return max(in_force or known, default=None)
    return max((number for number in known if number < after), default=None)
