"""What was delivered: recorded, corrected, taken out of the register again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import Conflict, NotAllowed, Problem, Refused
from secretariats.models import Change, Instrument
from timetracking.core.outputs import Delivered, output_content, output_problems
from timetracking.models import Activity, Output
from timetracking.permissions import may_write_outputs
from timetracking.queries.outputs import delivered_of
from timetracking.wording import say

if TYPE_CHECKING:
    from secretariats.models import Person, Unit


def add_output(unit: Unit, delivered: Delivered, *, actor: Person | None) -> Output:
    """Record something that was delivered.

    Args:
        unit: which delivered it.
        delivered: what the register shall say.
        actor: who records it; None is the operator at the command line.

    Raises:
        NotAllowed: the actor does not work in the unit.
        Refused: naming every field that is wrong.
    """
    _need_writer(unit, actor)
    _check(unit, delivered)
    with transaction.atomic():
        row = Output(unit=unit, made_by=actor)
        _write(row, delivered)
        _record(row, Change.Kind.CREATED, actor, after=delivered)
    return row


def change_output(
    output: Output, delivered: Delivered, *, actor: Person | None, seen: int
) -> Output:
    """Let the register say something else of an output.

    Args:
        output: as it was read.
        delivered: what the register shall say.
        actor: who corrects it.
        seen: the version that the actor had before their eyes.

    Raises:
        NotAllowed: the actor does not work in the unit.
        Conflict: somebody changed it meanwhile.
        Refused: somebody removed it meanwhile, or fields are wrong.
    """
    _need_writer(output.unit, actor)
    with transaction.atomic():
        row = _same(output, seen)
        _check(row.unit, delivered)
        before = delivered_of(row)
        if before == delivered:
            return row
        row.version += 1
        _write(row, delivered)
        _record(row, Change.Kind.CHANGED, actor, before=before, after=delivered)
    return row


def remove_output(output: Output, *, actor: Person | None, seen: int) -> None:
    """Take an output out of the register; the history keeps what it said.

    Raises:
        NotAllowed: the actor does not work in the unit.
        Conflict: somebody changed it meanwhile.
        Refused: somebody removed it meanwhile.
    """
    _need_writer(output.unit, actor)
    with transaction.atomic():
        row = _same(output, seen)
        _record(row, Change.Kind.REMOVED, actor, before=delivered_of(row))
        row.delete()


def _need_writer(unit: Unit, actor: Person | None) -> None:
    if not may_write_outputs(actor, unit):
        text = _("Only staff and the coordinator of this unit record what it delivered.")
        raise NotAllowed([text])


def _same(output: Output, seen: int) -> Output:
    rows = Output.objects.select_for_update(of=("self",)).select_related("unit", "activity")
    row: Output | None = rows.filter(pk=output.pk).first()
    if row is None:
        raise Refused([_("Somebody removed this output since you opened it.")])
    if row.version != seen:
        text = _("Somebody changed this output since you opened it. Look at it again.")
        current = {**output_content(delivered_of(row)), "version": row.version}
        raise Conflict([text], current=current)
    return row


def _check(unit: Unit, delivered: Delivered) -> None:
    found = output_problems(
        delivered,
        activities=set(Activity.objects.of_unit(unit).values_list("code", flat=True)),
        instruments=set(unit.instruments.values_list("code", flat=True)),
        today=timezone.localdate(),
    )
    if found:
        raise Refused(Problem(path, say(what)) for path, what in found)


def _write(row: Output, delivered: Delivered) -> None:
    row.date, row.kind = delivered.date, delivered.kind
    row.title, row.address = delivered.title, delivered.address
    code = delivered.activity
    row.activity = Activity.objects.of_unit(row.unit).get(code=code) if code else None
    row.save()
    row.instruments.set(Instrument.objects.filter(code__in=delivered.instruments))


def _record(
    row: Output,
    kind: str,
    actor: Person | None,
    *,
    before: Delivered | None = None,
    after: Delivered | None = None,
) -> None:
    record_change(
        row,
        kind=kind,
        actor=actor,
        unit=row.unit,
        before=None if before is None else dict(output_content(before)),
        after=None if after is None else dict(output_content(after)),
    )
