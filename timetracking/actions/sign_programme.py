"""One side's yes or no to a version of a programme; with the last yes it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.actions.sign_document import sign_document, signed_already
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Signature
from secretariats.permissions import may_sign_for
from secretariats.queries.signatures import signatures_of
from timetracking.actions.hand_over_programme import end_version, lock_version
from timetracking.models import ProgrammeVersion
from timetracking.queries.programme_versions import DOCUMENT

if TYPE_CHECKING:
    from secretariats.models import Instrument, Person

State = ProgrammeVersion.State


def sign_programme(
    version: ProgrammeVersion,
    *,
    actor: Person,
    instrument: Instrument,
    digest: str,
    decision: str = Signature.Decision.SIGNED,
    reason: str = "",
) -> ProgrammeVersion:
    """Store one side's decision, and return the version as it then stands.

    With the last signature it is in force and replaces the version before it, in one transaction.
    A refusal ends it, with the reason; the working programme can be changed again. The same
    decision of the same person a second time changes nothing.

    Args:
        version: which was handed over.
        actor: who decides; the instrument's Executive Secretary.
        instrument: the side.
        digest: of what the actor saw.
        decision: one of ``Signature.Decision``; a refusal needs a reason.
        reason: why.

    Raises:
        NotAllowed: the actor is not this instrument's Executive Secretary in the unit.
        Refused: the version does not wait for this side, it is not what the actor saw, this side
            has decided otherwise, or a refusal has no reason.
    """
    if not may_sign_for(actor, unit=version.unit, instrument=instrument):
        text = _("Only the Executive Secretary of %(code)s signs for %(code)s.")
        raise NotAllowed([text % {"code": instrument.code}])
    why = reason.strip()
    with transaction.atomic():
        row = lock_version(version)
        if signed_already(
            DOCUMENT, str(row.pk), digest=digest, side=instrument, actor=actor, decision=decision
        ):
            return row
        _need_waiting(row, instrument, digest)
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
            end_version(row, State.REFUSED, actor=actor, reason=why)
        elif signatures_of(
            DOCUMENT, str(row.pk), digest=digest, sides=row.content["sides"]
        ).in_force:
            _put_into_force(row, actor=actor)
    return row


def _need_waiting(row: ProgrammeVersion, instrument: Instrument, digest: str) -> None:
    if row.state != State.SIGNING:
        raise Refused([_("This version does not wait for signatures now: open it again.")])
    if digest != row.digest or digest_of(row.content) != digest:
        raise Refused(
            [_("The programme changed since you opened it: read it again, then decide.")]
        )
    if instrument.code not in row.content["sides"]:
        text = _("%(code)s is no side of this programme.")
        raise Refused([text % {"code": instrument.code}])


def _put_into_force(row: ProgrammeVersion, *, actor: Person) -> None:
    earlier = ProgrammeVersion.objects.filter(
        unit=row.unit_id, year=row.year, state=State.IN_FORCE
    ).select_related("unit")
    for one in earlier:
        end_version(one, State.REPLACED, actor=actor)
    row.state, row.agreed = State.IN_FORCE, timezone.now()
    row.save(update_fields=["state", "agreed"])
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before={"state": State.SIGNING},
        after={"state": row.state, "digest": row.digest},
    )
