"""The working programme of a year: items added, changed, removed, or taken over from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Unit
from timetracking.actions.mark_milestone import carry_marks
from timetracking.core.programme import YEARS, Planned, for_year, item_content
from timetracking.core.programme_checks import item_problems
from timetracking.models import Activity, ProgrammeItem, ProgrammeVersion
from timetracking.permissions import may_plan
from timetracking.queries.programme import planned_of
from timetracking.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariats.models import Person

# Columns that the content of an item leaves out where they are empty.
EMPTY: dict[str, object] = {"category_days": {}, "milestones": [], "strategies": {}}


def item_mark(item: ProgrammeItem) -> str:
    """Return the mark of what an item says now, by which a page knows that it is still that."""
    return digest_of(item_content(planned_of(item)))


def add_item(unit: Unit, year: int, planned: Planned, *, actor: Person | None) -> ProgrammeItem:
    """Plan something more in a year.

    Args:
        unit: whose programme it is.
        year: the calendar year.
        planned: what the item says.
        actor: who plans; None is the operator at the command line.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: naming every field that is wrong; or the year's programme waits for signatures.
    """
    with transaction.atomic():
        locked = lock_programme(unit, year, actor=actor)
        _check(locked, year, planned)
        row = ProgrammeItem(unit=locked, year=year)
        _write(row, planned)
        _record(row, Change.Kind.CREATED, actor, after=planned)
    return row


def change_item(
    item: ProgrammeItem, planned: Planned, *, actor: Person | None, seen: str
) -> ProgrammeItem:
    """Let an item say something else.

    Args:
        item: of the working programme.
        planned: what it shall say.
        actor: who changes it.
        seen: the mark of the item that the actor had before their eyes (``item_mark``).

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: somebody changed or removed it meanwhile, fields are wrong, or the year's
            programme waits for signatures.
    """
    with transaction.atomic():
        lock_programme(item.unit, item.year, actor=actor)
        row = _same(item, seen)
        _check(row.unit, row.year, planned, own=row.pk)
        before = planned_of(row)
        if before == planned:
            return row
        _write(row, planned)
        _record(row, Change.Kind.CHANGED, actor, before=before, after=planned)
        if before.number != planned.number:
            carry_marks(row.unit, row.year, before.number, planned, actor=actor)
    return row


def remove_item(item: ProgrammeItem, *, actor: Person | None, seen: str) -> None:
    """Take an item out of the working programme; history and earlier versions keep it.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: somebody changed or removed it meanwhile, or the year's programme waits for
            signatures.
    """
    with transaction.atomic():
        lock_programme(item.unit, item.year, actor=actor)
        row = _same(item, seen)
        _record(row, Change.Kind.REMOVED, actor, before=planned_of(row))
        row.delete()


def copy_programme(unit: Unit, *, source: int, year: int, actor: Person | None) -> int:
    """Begin a year with the items of another; return how many there are.

    Milestones move along by as many years as lie between the two; none is reached yet.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: the year has items already, or the other has none.
    """
    with transaction.atomic():
        locked = lock_programme(unit, year, actor=actor)
        _check_year(year)
        items = ProgrammeItem.objects.of_unit(locked)
        if items.filter(year=year).exists():
            text = _("%(year)d has a programme already: change that, or remove its items first.")
            raise Refused([text % {"year": year}])
        found = list(items.filter(year=source).select_related("activity"))
        if not found:
            raise Refused([_("%(year)d has no programme to copy.") % {"year": source}])
        for item in found:
            planned = for_year(planned_of(item), source=source, year=year)
            row = ProgrammeItem(unit=locked, year=year)
            _write(row, planned)
            _record(row, Change.Kind.CREATED, actor, after=planned)
    return len(found)


def lock_programme(unit: Unit, year: int, *, actor: Person | None) -> Unit:
    """Return the unit, locked until the transaction ends, if the actor may change the year.

    Raises:
        NotAllowed: the actor does not plan the work of the unit.
        Refused: the year's programme waits for signatures.
    """
    if not may_plan(actor, unit):
        raise NotAllowed([_("Only the coordinator plans the work of this unit.")])
    locked: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    waiting = ProgrammeVersion.objects.of_unit(locked).filter(
        year=year, state=ProgrammeVersion.State.SIGNING
    )
    if waiting.exists():
        text = _("The programme of %(year)d waits for signatures: withdraw it first.")
        raise Refused([text % {"year": year}])
    return locked


def _same(item: ProgrammeItem, seen: str) -> ProgrammeItem:
    row: ProgrammeItem | None = (
        ProgrammeItem.objects.select_related("activity", "unit").filter(pk=item.pk).first()
    )
    if row is None:
        raise Refused([_("Somebody removed this item since you opened it.")])
    if seen != item_mark(row):
        raise Refused([_("Somebody changed this item since you opened it. Look at it again.")])
    return row


def _check_year(year: int) -> None:
    if year not in YEARS:
        text = _("Choose a year from %(first)d to %(last)d.")
        raise Refused([Problem("year", text % {"first": YEARS[0], "last": YEARS[-1]})])


def check_items(unit: Unit, year: int, items: Sequence[Planned]) -> list[Problem]:
    """Return what is wrong with items of a year, by ``items[3].title``; two queries.

    Raises:
        Refused: there can be no programme of that year.
    """
    _check_year(year)
    activities = set(Activity.objects.of_unit(unit).values_list("code", flat=True))
    served = set(unit.instruments.values_list("code", flat=True))
    return [
        Problem(f"items[{place}].{path}", say(what))
        for place, item in enumerate(items)
        for path, what in item_problems(item, activities=activities, instruments=served, year=year)
    ]


def _check(unit: Unit, year: int, planned: Planned, own: int | None = None) -> None:
    _check_year(year)
    found = item_problems(
        planned,
        activities=set(Activity.objects.of_unit(unit).values_list("code", flat=True)),
        instruments=set(unit.instruments.values_list("code", flat=True)),
        year=year,
    )
    problems = [Problem(path, say(what)) for path, what in found]
    same = ProgrammeItem.objects.of_unit(unit).filter(year=year, number=planned.number)
    if same.exclude(pk=own).exists():
        text = _("Another item of %(year)d has the number %(number)s.")
        words = {"year": year, "number": planned.number}
        problems.append(Problem("number", text % words))
    if problems:
        raise Refused(problems)


def _write(row: ProgrammeItem, planned: Planned) -> None:
    content = item_content(planned)
    code = content["activity"]
    for name, value in {**EMPTY, **content}.items():
        if name != "activity":
            setattr(row, name, value)
    row.activity = Activity.objects.of_unit(row.unit).get(code=code) if code else None
    row.save()


def _record(
    row: ProgrammeItem,
    kind: str,
    actor: Person | None,
    *,
    before: Planned | None = None,
    after: Planned | None = None,
) -> None:
    record_change(
        row,
        kind=kind,
        actor=actor,
        unit=row.unit,
        before=None if before is None else {"year": row.year, **item_content(before)},
        after=None if after is None else {"year": row.year, **item_content(after)},
    )
