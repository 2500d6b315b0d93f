"""The two-sided signature: each side decides for itself, by two different people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Signature
from secretariats.permissions import may_sign_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from secretariats.models import Instrument, Person, Unit


@dataclass(frozen=True, slots=True)
class Signs:
    """Who decides for a side.

    Attributes:
        may: person, unit, instrument → whether the person decides for it today.
        denied: what others are told; ``%(code)s`` is the instrument.
    """

    may: Callable[[Person, Unit, Instrument], bool]
    denied: _StrPromise


EXECUTIVE_SECRETARIES = Signs(
    may=lambda person, unit, instrument: may_sign_for(person, unit=unit, instrument=instrument),
    denied=gettext_lazy("Only the Executive Secretary of %(code)s signs for %(code)s."),
)


def sign_document(
    document: str,
    document_id: str,
    *,
    digest: str,
    unit: Unit,
    instrument: Instrument,
    actor: Person,
    decision: str = Signature.Decision.SIGNED,
    reason: str = "",
    signs: Signs = EXECUTIVE_SECRETARIES,
) -> Signature:
    """Store one side's yes or no to the exact content that a digest names.

    Another content has another digest and needs new signatures. Two signatures on one document
    come from two different people.

    Args:
        document: the kind of document, such as ``"report"``.
        document_id: which one.
        digest: ``sha256:…`` of what the signer saw.
        unit: the unit the document belongs to.
        instrument: the side that is signed for.
        actor: who signs.
        decision: one of ``Signature.Decision``; a refusal needs a reason.
        reason: why.
        signs: who may decide for a side, by default its Executive Secretary.

    Raises:
        NotAllowed: the actor is not one of those who decide for this instrument today.
        Refused: this side has decided already, the actor has signed for another side, or a
            refusal has no reason.
    """
    if not signs.may(actor, unit, instrument):
        raise NotAllowed([str(signs.denied) % {"code": instrument.code}])
    if decision == Signature.Decision.REFUSED and not reason.strip():
        raise Refused([_("Say why you refuse, so that the other side knows what to change.")])
    same = Signature.objects.filter(document=document, document_id=document_id, digest=digest)
    if same.filter(instrument=instrument).exists():
        text = _("%(code)s has decided on this content already.")
        raise Refused([text % {"code": instrument.code}])
    if same.filter(person=actor).exists():
        raise Refused([_("You have signed for the other side: two people sign, never one.")])
    try:
        with transaction.atomic():
            signature = Signature.objects.create(
                unit=unit,
                document=document,
                document_id=document_id,
                digest=digest,
                instrument=instrument,
                person=actor,
                decision=decision,
                reason=reason,
            )
            record_change(
                signature,
                kind=Change.Kind.CREATED,
                actor=actor,
                unit=unit,
                after={
                    "document": f"{document} {document_id}",
                    "digest": digest,
                    "instrument": instrument.code,
                    "decision": decision,
                },
                reason=reason,
            )
    except IntegrityError as clash:
        # Both pages were open at once; the database let the first one through.
        raise Refused(
            [_("Somebody decided at the same moment: open the document again.")]
        ) from clash
    return signature


def signed_already(
    document: str,
    document_id: str,
    *,
    digest: str,
    side: Instrument,
    actor: Person,
    decision: str,
) -> Signature | None:
    """Return the same decision of the same person on the same content, if it is stored already.

    So that a form sent twice, or a request repeated by a program, gives the same answer.
    """
    return Signature.objects.filter(
        document=document,
        document_id=document_id,
        digest=digest,
        instrument=side,
        person=actor,
        decision=decision,
    ).first()
