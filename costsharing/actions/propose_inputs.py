"""A change of what several instruments share: tried, proposed by one side, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from costsharing.models import InputProposal
from costsharing.permissions import may_confirm_for
from costsharing.queries.input_proposals import (
    DOCUMENT,
    content_of,
    counts_of,
    finance_sides,
)
from secretariats.actions.record_change import record_change
from secretariats.actions.sign_document import Signs, sign_document
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariats.input_table import InputTable
    from secretariats.models import Person

State = InputProposal.State
LONGEST_REASON = 500
FINANCE = Signs(
    may=may_confirm_for,
    denied=gettext_lazy("Only finance officers of %(code)s agree for %(code)s."),
)


def propose_inputs(
    table: InputTable,
    unit: Unit,
    lines: Sequence[dict[str, Any]],
    *,
    actor: Person,
    sides: Sequence[str],
    reason: str = "",
    proposal: InputProposal | None = None,
) -> InputProposal:
    """Hand lines over to the other sides; the proposer's own side agrees by proposing.

    The same lines proposed by the same person a second time are the proposal that waits already.

    Args:
        table: of inputs.
        unit: whose.
        lines: as :class:`InputProposal` keeps them, tried before.
        actor: who proposes; a finance officer of one of the sides.
        sides: codes of the instruments that must agree.
        reason: why.
        proposal: the file that was looked at and shall be proposed; None where there is none.

    Raises:
        NotAllowed: the actor is no finance officer of any side.
        Refused: the reason is too long.
    """
    why = reason_of(reason)
    with transaction.atomic():
        locked: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
        own = [code for code in finance_sides(actor, locked) if code in sides]
        if not own:
            text = _("Only finance officers of %(sides)s propose this.")
            raise NotAllowed([text % {"sides": ", ".join(sides)}])
        if proposal is None:
            waiting = InputProposal.objects.of_unit(locked).filter(
                table=table.name, state=State.WAITING, person=actor
            )
            same: InputProposal
            for same in waiting.select_related("unit", "instrument"):
                if same.lines == list(lines):
                    return same
        row = proposal or InputProposal(unit=locked, table=table.name, person=actor)
        row.lines, row.sides, row.reason = list(lines), list(sides), why
        row.state = State.WAITING
        row.instrument = locked.instruments.get(code=own[0])
        row.save()
        row.digest = digest_of(content_of(row))
        row.save(update_fields=["digest"])
        record_change(
            row,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=locked,
            after=_kept(row),
            reason=why,
        )
        sign_document(
            DOCUMENT,
            str(row.pk),
            digest=row.digest,
            unit=locked,
            instrument=row.instrument,
            actor=actor,
            signs=FINANCE,
        )
    return row


def withdraw_inputs(proposal: InputProposal, *, actor: Person, reason: str = "") -> InputProposal:
    """Take a proposal back, so that nobody agrees to it any more; a second time is no change.

    Raises:
        NotAllowed: the actor is no finance officer of the side that proposed it.
        Refused: it is in force, refused, or was only looked at.
    """
    why = reason_of(reason)
    with transaction.atomic():
        row = lock_proposal(proposal.pk)
        side = row.instrument
        if side is None or not may_confirm_for(actor, row.unit, side):
            code = side.code if side else "–"
            text = _("Only finance officers of %(code)s withdraw what %(code)s proposed.")
            raise NotAllowed([text % {"code": code}])
        if row.state == State.WITHDRAWN:
            return row
        need_waiting(row)
        close(row, State.WITHDRAWN, actor=actor, reason=why)
    return row


def lock_proposal(pk: int) -> InputProposal:
    """Return a proposal, locked after its unit, as everything that writes inputs locks it.

    Raises:
        Refused: it is gone.
    """
    units = InputProposal.objects.filter(pk=pk).values("unit")
    Unit.objects.select_for_update().filter(pk__in=units).first()
    row: InputProposal | None = (
        InputProposal.objects.select_for_update(of=("self",))
        .select_related("unit", "instrument", "person")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Refused([_("This is gone: somebody gave it up.")])
    return row


def need_waiting(row: InputProposal) -> None:
    """Refuse what is done to a proposal that waits for nobody.

    Raises:
        Refused: it does not wait.
    """
    if row.state != State.WAITING:
        raise Refused([_("This proposal does not wait for anybody now: open it again.")])


def close(row: InputProposal, state: str, *, actor: Person, reason: str = "") -> None:
    """Let a locked proposal wait no longer, with its history."""
    before = row.state
    row.state, row.decided = state, timezone.now()
    row.save(update_fields=["state", "decided"])
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before={"state": before},
        after={"state": state, "digest": row.digest},
        reason=reason,
    )


def _kept(row: InputProposal) -> dict[str, Any]:
    """Return what history keeps of a proposal: no names, no amounts."""
    counts = {act: number for act, number in counts_of(row.lines).items() if number}
    return {
        "table": row.table,
        "state": row.state,
        "sides": row.sides,
        "instrument": row.instrument.code if row.instrument else None,
        "lines": counts,
        "digest": row.digest,
    }


def reason_of(reason: str) -> str:
    """Return why something is done, as it is kept.

    Raises:
        Refused: it is too long.
    """
    why = reason.strip()
    if len(why) > LONGEST_REASON:
        text = _("The reason has at most %(longest)d characters.")
        raise Refused([text % {"longest": LONGEST_REASON}])
    return why
