"""The whole working programme of a year replaced by another, such as one from a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.core.errors import Problem, Refused
from timetracking.actions.edit_programme import (
    add_item,
    change_item,
    check_items,
    item_mark,
    lock_programme,
    remove_item,
)
from timetracking.actions.hand_over_programme import programme_mark
from timetracking.core.programme_changes import changes_between, pairs_of
from timetracking.models import ProgrammeItem
from timetracking.queries.programme import planned_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariats.models import Person, Unit
    from timetracking.core.programme import Planned
    from timetracking.core.programme_changes import ItemChange

# More rows than any programme has.
MOST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Replacement:
    """What became of a programme, or would.

    Attributes:
        changes: items added, changed and removed, by number.
        same: how many stay as they are.
        mark: of the programme before: what to send back as seen to do it.
    """

    changes: list[ItemChange]
    same: int
    mark: str


def replace_programme(
    unit: Unit,
    year: int,
    items: Sequence[Planned],
    *,
    actor: Person | None,
    seen: str | None = None,
    dry_run: bool = False,
) -> Replacement:
    """Make the working programme of a year these items: all of them or nothing.

    An item of the same number, or else of the same title and activity, is changed; each change is
    an item's own in the history. What is signed stays what it is.

    Args:
        unit: whose programme it is.
        year: the calendar year.
        items: all that it shall say.
        actor: who replaces it; None is the operator at the command line.
        seen: the mark of the programme that the actor had before their eyes; None: whatever it is.
        dry_run: say what would happen, and write nothing.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: naming every wrong field of every item (``items[3].days.CMS``); or the year's
            programme waits for signatures, or is another than was seen.
    """
    with transaction.atomic():
        locked = lock_programme(unit, year, actor=actor)
        mark = programme_mark(locked, year)
        if seen is not None and seen != mark:
            text = _("Somebody changed this programme since you opened it. Look at it again.")
            raise Refused([text])
        _check(locked, year, items)
        rows = {
            planned_of(row).number: row
            for row in ProgrammeItem.objects.of_unit(locked)
            .filter(year=year)
            .select_related("activity", "unit")
        }
        old = [planned_of(row) for row in rows.values()]
        changes = changes_between(old, items)
        if not dry_run:
            _write(locked, year, rows, pairs_of(old, items), actor=actor)
    touched = sum(change.kind != "removed" for change in changes)
    return Replacement(changes, len(items) - touched, mark)


def _check(unit: Unit, year: int, items: Sequence[Planned]) -> None:
    if not items:
        raise Refused([_("There is no item in it: nothing would be left of the programme.")])
    if len(items) > MOST_ITEMS:
        text = _("at most %(most)d items, not %(number)d")
        raise Refused([text % {"most": MOST_ITEMS, "number": len(items)}])
    problems = check_items(unit, year, items)
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        if item.number in first:
            text = _("The number %(number)s stands twice.") % {"number": item.number}
            problems.append(Problem(f"items[{place}].number", text))
        first.setdefault(item.number, place)
    if problems:
        raise Refused(problems)


def _write(
    unit: Unit,
    year: int,
    rows: dict[str, ProgrammeItem],
    pairs: list[tuple[Planned | None, Planned | None]],
    *,
    actor: Person | None,
) -> None:
    for before, after in pairs:
        if before is not None and after is None:
            row = rows[before.number]
            remove_item(row, actor=actor, seen=item_mark(row))
    for before, after in pairs:
        if after is None or before == after:
            continue
        if before is None:
            add_item(unit, year, after, actor=actor)
        else:
            row = rows[before.number]
            change_item(row, after, actor=actor, seen=item_mark(row))
