"""One side's yes or no to a change of what all share; with the last yes it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from costsharing.actions.check_runs import check_after_change
from costsharing.actions.input_lines import lines_of, through
from costsharing.actions.propose_inputs import (
    FINANCE,
    close,
    lock_proposal,
    need_waiting,
)
from costsharing.models import InputProposal
from costsharing.permissions import may_confirm_for
from costsharing.queries.input_proposals import DOCUMENT, content_of, rows_changed
from costsharing.queries.input_tables import TABLES
from secretariats.actions.sign_document import sign_document, signed_already
from secretariats.actions.write_input import write_inputs
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.input_table import every_instrument
from secretariats.models import Signature
from secretariats.queries.signatures import signatures_of

if TYPE_CHECKING:
    from secretariats.models import Instrument, Person

State = InputProposal.State


def decide_inputs(
    proposal: InputProposal,
    *,
    actor: Person,
    instrument: Instrument,
    digest: str,
    decision: str = Signature.Decision.SIGNED,
    reason: str = "",
) -> InputProposal:
    """Store one side's decision, and return the proposal as it then stands.

    With the last yes all its lines are written, or none and the decision is not stored. The same
    decision of the same person a second time changes nothing.

    Args:
        proposal: which waits.
        actor: who decides; a finance officer of the instrument.
        instrument: the side.
        digest: of what the actor saw.
        decision: one of ``Signature.Decision``; a refusal needs a reason.
        reason: why.

    Raises:
        NotAllowed: the actor is no finance officer of this instrument in the unit.
        Refused: the proposal does not wait for this side, it is not what the actor saw, the actor
            proposed it or agreed for another side, rows changed since it was made, or a refusal
            has no reason.
    """
    if not may_confirm_for(actor, proposal.unit, instrument):
        raise NotAllowed([str(FINANCE.denied) % {"code": instrument.code}])
    why = reason.strip()
    with transaction.atomic():
        row = lock_proposal(proposal.pk)
        if signed_already(
            DOCUMENT, str(row.pk), digest=digest, side=instrument, actor=actor, decision=decision
        ):
            return row
        need_waiting(row)
        _need_seen(row, instrument, digest)
        _need_another(row, actor)
        if decision == Signature.Decision.SIGNED:
            _need_unchanged(row)
        sign_document(
            DOCUMENT,
            str(row.pk),
            digest=digest,
            unit=row.unit,
            instrument=instrument,
            actor=actor,
            decision=decision,
            reason=why,
            signs=FINANCE,
        )
        if decision == Signature.Decision.REFUSED:
            close(row, State.REFUSED, actor=actor, reason=why)
        elif signatures_of(DOCUMENT, str(row.pk), digest=digest, sides=row.sides).in_force:
            apply(row, actor=actor, agreed=True)
    return row


def apply(row: InputProposal, *, actor: Person, agreed: bool) -> None:
    """Write all lines of a locked proposal, and have the runs that hold checked.

    Raises:
        Refused: naming every line that cannot be written by now; nothing was.
    """
    write_inputs(
        TABLES[row.table],
        row.unit,
        lines_of(row.lines),
        actor=actor,
        through=through(row, agreed=agreed),
    )
    close(row, State.APPLIED, actor=actor)
    check_after_change(row.unit)


def _need_seen(row: InputProposal, instrument: Instrument, digest: str) -> None:
    if digest != row.digest or digest_of(content_of(row)) != digest:
        raise Refused([_("This is not the proposal that you read: open it again, then decide.")])
    if instrument.code not in row.sides:
        text = _("%(code)s is no side of this proposal.")
        raise Refused([text % {"code": instrument.code}])
    if set(row.sides) != every_instrument(row.unit, {}):
        text = _(
            "The unit serves other instruments than when this was proposed, so that others would "
            "have to agree. %(side)s withdraws it and proposes it again."
        )
        raise Refused([text % {"side": row.instrument.code if row.instrument else ""}])


def _need_another(row: InputProposal, actor: Person) -> None:
    if row.person_id == actor.pk:
        text = _("You proposed this: somebody else agrees for the other side, never one for both.")
        raise Refused([text])


def _need_unchanged(row: InputProposal) -> None:
    """Refuse to agree where a row says something else than when the change was proposed."""
    changed = rows_changed(TABLES[row.table], row.unit, row.lines)
    if changed:
        text = ngettext(
            "%(number)d row of it changed since this was proposed, so that it would overwrite "
            "what nobody here has seen. %(side)s withdraws it and proposes it again.",
            "%(number)d rows of it changed since this was proposed, so that it would overwrite "
            "what nobody here has seen. %(side)s withdraws it and proposes it again.",
            len(changed),
        )
        side = row.instrument.code if row.instrument else ""
        raise Refused([text % {"number": len(changed), "side": side}])
