"""A milestone marked as reached, or not reached after all: a fact, which needs no signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Unit
from timetracking.core.programme import items_from
from timetracking.models import MilestoneDone, ProgrammeVersion
from timetracking.permissions import may_plan
from timetracking.queries.programme import milestones_marked, working_items

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person
    from timetracking.core.programme import Planned

State = ProgrammeVersion.State
# Years before the programme's own in which a milestone may have been reached.
EARLIER = 1


def mark_milestone(
    unit: Unit,
    year: int,
    number: str,
    title: str,
    *,
    done: dt.date | None,
    actor: Person | None,
) -> None:
    """Say when a milestone was reached, or that it was not; the same again changes nothing.

    It may be said while the programme waits for signatures, and of what is in force as of the
    draft: the plan stays what it is.

    Args:
        unit: whose programme it is.
        year: of the programme.
        number: of the item.
        title: of the milestone.
        done: the day on which it was reached; None: it was not.
        actor: who says so.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: no item of that number has such a milestone, neither in the draft nor in a version
            in force or on its way there; or the day has not come yet, or is too long ago.
    """
    if not may_plan(actor, unit):
        raise NotAllowed([_("Only the coordinator marks milestones of this unit.")])
    with transaction.atomic():
        locked: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
        if (number, title) not in _planned(locked, year):
            text = _("Item %(number)s has no milestone “%(title)s” in %(year)d.")
            words = {"number": number, "title": title, "year": year}
            raise Refused([Problem("title", text % words)])
        if done is not None:
            _check_day(done, year)
        _write(locked, year, number, title, done=done, actor=actor)


def carry_marks(
    unit: Unit, year: int, number: str, item: Planned, *, actor: Person | None
) -> None:
    """Let milestones of an item that has another number now stay reached.

    Marks under the number before stay as well: versions in force know the item by it. Called
    inside the transaction that changes the item.

    Args:
        unit: whose programme it is.
        year: of the programme.
        number: which the item had.
        item: what it says now.
        actor: who changed it.
    """
    marks = milestones_marked(unit, year)
    for one in item.milestones:
        done = marks.get((number, one.title))
        if done is not None and (item.number, one.title) not in marks:
            _write(unit, year, item.number, one.title, done=done, actor=actor)


def _planned(unit: Unit, year: int) -> set[tuple[str, str]]:
    items = [row.planned for row in working_items(unit, year)]
    versions = ProgrammeVersion.objects.of_unit(unit).filter(
        year=year, state__in=[State.SIGNING, State.IN_FORCE]
    )
    for content in versions.values_list("content", flat=True):
        items += items_from(content)
    return {(item.number, one.title) for item in items for one in item.milestones}


def _check_day(done: dt.date, year: int) -> None:
    if done > timezone.localdate():
        text = _("%(day)s has not come yet: a milestone is marked once it is reached.")
        raise Refused([Problem("done", text % {"day": date_format(done)})])
    if done.year < year - EARLIER:
        text = _("%(day)s is too long before %(year)d.")
        raise Refused([Problem("done", text % {"day": date_format(done), "year": year})])


def _write(
    unit: Unit,
    year: int,
    number: str,
    title: str,
    *,
    done: dt.date | None,
    actor: Person | None,
) -> None:
    rows = MilestoneDone.objects.of_unit(unit)
    row = rows.filter(year=year, number=number, title=title).first()
    before = row.done if row is not None else None
    if before == done:
        return
    said = {"year": year, "number": number, "milestone": title}
    after = None if done is None else said | {"done": done.isoformat()}
    if row is None:
        row = MilestoneDone(unit=unit, year=year, number=number, title=title)
        kind = Change.Kind.CREATED
    else:
        kind = Change.Kind.CHANGED if done is not None else Change.Kind.REMOVED
    if done is not None:
        row.done, row.marked_by = done, actor
        row.save()
    record_change(
        row,
        kind=kind,
        actor=actor,
        unit=unit,
        before=None if before is None else said | {"done": before.isoformat()},
        after=after,
    )
    if done is None:
        row.delete()
