"""One side's yes or no to a report that was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.actions.lock_report import lock_report
from reporting.actions.withdraw_report import send_back
from reporting.models import Report
from reporting.queries.report_signatures import DOCUMENT, is_complete, report_signatures
from secretariats.actions.record_change import record_change
from secretariats.actions.sign_document import sign_document
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Signature
from secretariats.permissions import may_sign_for

if TYPE_CHECKING:
    from secretariats.models import Instrument, Person


def sign_report(
    report: Report,
    *,
    actor: Person,
    instrument: Instrument,
    digest: str,
    decision: str = Signature.Decision.SIGNED,
    reason: str = "",
) -> Report:
    """Store one side's decision, and return the report as it then stands.

    With the last signature it is signed. A refusal makes it a draft again, with the reason.

    Args:
        report: which was handed over.
        actor: who decides; the instrument's Executive Secretary.
        instrument: the side.
        digest: of what the actor saw.
        decision: one of ``Signature.Decision``; a refusal needs a reason.
        reason: why.

    Raises:
        NotAllowed: the actor is not this instrument's Executive Secretary in the unit.
        Refused: the report does not wait for signatures, it is not what the actor saw, this
            side has decided, or a refusal has no reason.
    """
    if not may_sign_for(actor, unit=report.unit, instrument=instrument):
        text = _("Only the Executive Secretary of %(code)s signs for %(code)s.")
        raise NotAllowed([text % {"code": instrument.code}])
    with transaction.atomic():
        row = lock_report(report.pk)
        if row.state != Report.State.SIGNING:
            raise Refused([_("This report does not wait for signatures now: open it again.")])
        if digest != row.digest:
            text = _("The report was handed over anew since you opened it: read it again.")
            raise Refused([text])
        sign_document(
            DOCUMENT,
            str(row.pk),
            digest=digest,
            unit=row.unit,
            instrument=instrument,
            actor=actor,
            decision=decision,
            reason=reason.strip(),
        )
        if decision == Signature.Decision.REFUSED:
            send_back(row, actor=actor, reason=reason.strip())
        elif is_complete(report_signatures(row)):
            row.state = Report.State.SIGNED
            row.save(update_fields=["state", "updated"])
            record_change(
                row,
                kind=Change.Kind.CHANGED,
                actor=actor,
                unit=row.unit,
                before={"state": Report.State.SIGNING},
                after={"state": row.state, "digest": row.digest},
            )
    return row
