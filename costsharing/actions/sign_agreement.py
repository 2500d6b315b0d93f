"""One side's yes or no to an agreement; with the last yes it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.actions.check_runs import check_after_change
from costsharing.actions.hand_over_agreement import send_back
from costsharing.actions.lock_agreement import lock_agreement
from costsharing.core.agreed_terms import content_of
from costsharing.models import Agreement
from costsharing.queries.agreement_steps import signed_steps, steps_now
from costsharing.queries.agreement_terms import (
    DOCUMENT,
    effect_in,
    problems_told,
    sides_of_agreement,
    terms_of,
)
from secretariats.actions.record_change import record_change
from secretariats.actions.sign_document import sign_document, signed_already
from secretariats.core.canonical import digest_of
from secretariats.core.dates import ONE_DAY
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Signature
from secretariats.permissions import may_sign_for
from secretariats.queries.signatures import signatures_of

if TYPE_CHECKING:
    from costsharing.core.agreed_terms import Effect
    from secretariats.models import Instrument, Person


def sign_agreement(
    agreement: Agreement,
    *,
    actor: Person,
    instrument: Instrument,
    digest: str,
    decision: str = Signature.Decision.SIGNED,
    reason: str = "",
) -> Agreement:
    """Store one side's decision, and return the agreement as it then stands.

    With the last signature it is in force, and the agreement before it ends on the day before its
    start, in one transaction. A refusal makes it a draft again, with the reason. The same
    decision of the same person a second time changes nothing.

    Args:
        agreement: which was handed over.
        actor: who decides; the instrument's Executive Secretary.
        instrument: the side.
        digest: of what the actor saw.
        decision: one of ``Signature.Decision``; a refusal needs a reason.
        reason: why.

    Raises:
        NotAllowed: the actor is not this instrument's Executive Secretary in the unit.
        Refused: the agreement does not wait for this side, it is not what the actor saw, this
            side has decided otherwise, a refusal has no reason, or another agreement came into
            force meanwhile on the same days.
    """
    if not may_sign_for(actor, unit=agreement.unit, instrument=instrument):
        text = _("Only the Executive Secretary of %(code)s signs for %(code)s.")
        raise NotAllowed([text % {"code": instrument.code}])
    why = reason.strip()
    with transaction.atomic():
        row = lock_agreement(agreement.pk)
        if signed_already(
            DOCUMENT, str(row.pk), digest=digest, side=instrument, actor=actor, decision=decision
        ):
            return row
        _need_waiting(row, instrument, digest)
        effect, problems = effect_in(row.unit, terms_of(row))
        if decision == Signature.Decision.SIGNED:
            if problems:
                raise Refused(problems_told(problems))
            _need_same_effect(row, effect)
        sign_document(
            DOCUMENT,
            str(row.pk),
            digest=digest,
            unit=row.unit,
            instrument=instrument,
            actor=actor,
            decision=decision,
            reason=why,
        )
        if decision == Signature.Decision.REFUSED:
            send_back(row, actor=actor, reason=why)
        elif signatures_of(
            DOCUMENT, str(row.pk), digest=digest, sides=sides_of_agreement(row)
        ).in_force:
            _put_into_force(row, effect, actor=actor)
            check_after_change(row.unit)
    return row


def _need_waiting(row: Agreement, instrument: Instrument, digest: str) -> None:
    if row.state != Agreement.State.SIGNING:
        raise Refused([_("This agreement does not wait for signatures now: open it again.")])
    if digest != row.digest or digest_of(row.content) != digest:
        raise Refused(
            [_("The agreement changed since you opened it: read it again, then decide.")]
        )
    if instrument.code not in sides_of_agreement(row):
        text = _("%(code)s is no side of this agreement.")
        raise Refused([text % {"code": instrument.code}])


def _need_same_effect(row: Agreement, effect: Effect) -> None:
    """Refuse to sign where the agreement would by now do something else than it says."""
    # What was handed over before steps were part of it is signed as it was.
    steps = None if signed_steps(row) is None else steps_now(row)
    now = content_of(
        terms_of(row), unit=row.unit.code, effect=effect, number=row.round, steps=steps
    )
    if digest_of(now) != row.digest:
        text = _(
            "Other agreements changed since this one was handed over, so that it would do "
            "something else than it says. The coordinator withdraws it and hands it over again."
        )
        raise Refused([text])


def _put_into_force(row: Agreement, effect: Effect, *, actor: Person) -> None:
    if effect.closes is not None:
        before = Agreement.objects.get(pk=effect.closes.pk)
        ended = before.end
        before.end, before.closed_by = row.start - ONE_DAY, row
        before.save(update_fields=["end", "closed_by"])
        record_change(
            before,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before={"to": ended.isoformat() if ended else None},
            after={"to": before.end.isoformat(), "closed_by": row.pk},
        )
    row.state, row.agreed = Agreement.State.IN_FORCE, timezone.now()
    row.save(update_fields=["state", "agreed"])
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before={"state": Agreement.State.SIGNING},
        after={"state": row.state, "digest": row.digest},
    )
