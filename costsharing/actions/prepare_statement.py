"""A statement prepared for confirmation, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.lock_agreement import lock_unit
from costsharing.models import Statement
from costsharing.permissions import may_prepare_statement
from costsharing.queries.statement_now import statement_now
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit

LONGEST = 500


def prepare_statement(
    *, unit: Unit, end: dt.date, actor: Person | None, start: dt.date | None = None
) -> Statement:
    """Work a statement out and hand it to the finance officers of all sides.

    Asked for twice on the same inputs, the one that waits is returned. Where the inputs changed
    since, it is withdrawn, its confirmations lapse, and a new one takes its place.

    Args:
        unit: the unit.
        end: last day, a month's end after the year's last final statement.
        actor: who prepares; None is the operator at the command line.
        start: the first day, where the caller says it: it must be the one that follows.

    Raises:
        NotAllowed: the actor is no finance officer of the unit.
        Refused: the period cannot be settled, inputs are missing, or a statement to another day
            waits.
    """
    if not may_prepare_statement(actor, unit):
        raise NotAllowed([_("Only finance officers of this unit prepare its statements.")])
    with transaction.atomic():
        locked = lock_unit(unit.pk)
        now = statement_now(locked, end, start=start)
        waiting: Statement | None = (
            Statement.objects.of_unit(locked).filter(state=Statement.State.WAITING).first()
        )
        if waiting is not None:
            if waiting.digest == now.digest:
                return waiting
            _make_room(waiting, end, actor=actor)
        row = Statement.objects.create(
            unit=locked,
            year=end.year,
            start=now.start,
            end=now.end,
            snapshot=now.snapshot,
            content=now.content,
            digest=now.digest,
            actor=actor,
        )
        record_change(
            row,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=locked,
            after={"from": str(row.start), "to": str(row.end), "digest": row.digest},
        )
    return row


def _make_room(waiting: Statement, end: dt.date, *, actor: Person | None) -> None:
    """Withdraw the statement that waits, if the new one is to the same day."""
    if waiting.end != end:
        text = _(
            "the statement from %(start)s to %(end)s still waits for confirmations: let it be "
            "confirmed, or withdraw it, first"
        )
        raise Refused([Problem("to", text % {"start": waiting.start, "end": waiting.end})])
    reason = _("Prepared again, because what it rests on changed.")
    send_back(waiting, Statement.State.WITHDRAWN, actor=actor, reason=reason)


def withdraw_statement(statement: Statement, *, actor: Person | None, reason: str) -> Statement:
    """Take a statement back that waits for confirmations; those given so far lapse.

    Args:
        statement: which waits.
        actor: who withdraws it; None is the operator.
        reason: why; the other side reads it.

    Raises:
        NotAllowed: the actor is no finance officer of the unit.
        Refused: it does not wait, or there is no reason.
    """
    if not may_prepare_statement(actor, statement.unit):
        raise NotAllowed([_("Only finance officers of this unit withdraw its statements.")])
    why = reason.strip()
    if not why:
        raise Refused([Problem("reason", _("Say why you withdraw it: the other side reads it."))])
    if len(why) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        raise Refused([Problem("reason", text % {"longest": LONGEST, "number": len(why)})])
    with transaction.atomic():
        row = lock_statement(statement.pk)
        need_waiting(row)
        send_back(row, Statement.State.WITHDRAWN, actor=actor, reason=why)
    return row


def lock_statement(pk: int) -> Statement:
    """Return a statement as it is now, its unit locked until the transaction ends."""
    unit = lock_unit(Statement.objects.values_list("unit", flat=True).get(pk=pk))
    row: Statement = Statement.objects.select_for_update(of=("self",)).get(pk=pk)
    row.unit = unit
    return row


def need_waiting(row: Statement) -> None:
    """Refuse what can be done only while a statement waits for confirmations."""
    if row.state != Statement.State.WAITING:
        raise Refused([_("This statement does not wait for confirmations now: open it again.")])


def send_back(row: Statement, state: str, *, actor: Person | None, reason: str) -> None:
    """Let a locked statement that waited be refused or withdrawn."""
    row.state, row.returned = state, reason
    row.save(update_fields=["state", "returned"])
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before={"state": Statement.State.WAITING, "digest": row.digest},
        after={"state": state},
        reason=reason,
    )
