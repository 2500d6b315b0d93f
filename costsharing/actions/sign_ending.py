"""One side's yes or no to the end of an agreement; with the last yes it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.check_runs import check_after_change
from costsharing.actions.propose_ending import close_ending, lock_ending, problems_of_ending
from costsharing.models import AgreementEnding
from costsharing.queries.agreement_endings import (
    DOCUMENT,
    content_of_ending,
    sides_of_ending,
)
from secretariats.actions.record_change import record_change
from secretariats.actions.sign_document import sign_document, signed_already
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Signature
from secretariats.permissions import may_sign_for
from secretariats.queries.signatures import signatures_of

if TYPE_CHECKING:
    from secretariats.models import Instrument, Person

State = AgreementEnding.State


def sign_ending(
    ending: AgreementEnding,
    *,
    actor: Person,
    instrument: Instrument,
    digest: str,
    decision: str = Signature.Decision.SIGNED,
    reason: str = "",
) -> AgreementEnding:
    """Store one side's decision, and return the ending as it then stands.

    With the last signature the agreement's last day is the one that was signed, in one
    transaction. A refusal closes the ending, with the reason. The same decision of the same
    person a second time changes nothing.

    Args:
        ending: which waits for signatures.
        actor: who decides; the instrument's Executive Secretary.
        instrument: the side.
        digest: of what the actor saw.
        decision: one of ``Signature.Decision``; a refusal needs a reason.
        reason: why.

    Raises:
        NotAllowed: the actor is not this instrument's Executive Secretary in the unit.
        Refused: the ending does not wait for this side, it is not what the actor saw, this side
            has decided otherwise, the actor signed for another side, a refusal has no reason, or
            something rests by now on the days that would have no agreement.
    """
    if not may_sign_for(actor, unit=ending.agreement.unit, instrument=instrument):
        text = _("Only the Executive Secretary of %(code)s signs for %(code)s.")
        raise NotAllowed([text % {"code": instrument.code}])
    why = reason.strip()
    with transaction.atomic():
        row = lock_ending(ending)
        if signed_already(
            DOCUMENT, str(row.pk), digest=digest, side=instrument, actor=actor, decision=decision
        ):
            return row
        _need_waiting(row, instrument, digest)
        if decision == Signature.Decision.SIGNED:
            _need_same(row)
        sign_document(
            DOCUMENT,
            str(row.pk),
            digest=digest,
            unit=row.agreement.unit,
            instrument=instrument,
            actor=actor,
            decision=decision,
            reason=why,
        )
        if decision == Signature.Decision.REFUSED:
            close_ending(row, State.REFUSED, actor=actor, reason=why)
        elif signatures_of(
            DOCUMENT, str(row.pk), digest=digest, sides=sides_of_ending(row)
        ).in_force:
            _end(row, actor=actor)
            check_after_change(row.agreement.unit)
    return row


def _need_waiting(row: AgreementEnding, instrument: Instrument, digest: str) -> None:
    if row.state != State.SIGNING:
        raise Refused([_("This end does not wait for signatures now: open it again.")])
    if digest != row.digest or digest_of(row.content) != digest:
        raise Refused([_("This is not the end that you saw: read it again, then decide.")])
    if instrument.code not in sides_of_ending(row):
        text = _("%(code)s is no side of this agreement.")
        raise Refused([text % {"code": instrument.code}])


def _need_same(row: AgreementEnding) -> None:
    """Refuse to sign where the agreement changed, or something rests on the days by now."""
    now = content_of_ending(row.agreement, last=row.last, reason=row.reason)
    if digest_of(now) != row.digest:
        text = _(
            "The agreement changed since its end was proposed. The coordinator withdraws the "
            "proposal and, where it is still wanted, makes another."
        )
        raise Refused([text])
    problems = problems_of_ending(row.agreement, row.last, row.reason)
    if problems:
        raise Refused(problems)


def _end(row: AgreementEnding, *, actor: Person) -> None:
    agreement = row.agreement
    before = {"to": agreement.end.isoformat() if agreement.end else None}
    # What followed it does so no longer: days lie between the two.
    agreement.end, agreement.closed_by = row.last, None
    agreement.save(update_fields=["end", "closed_by"])
    record_change(
        agreement,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=agreement.unit,
        before=before,
        after={"to": agreement.end.isoformat(), "ending": row.pk},
        reason=row.reason,
    )
    close_ending(row, State.AGREED, actor=actor)
