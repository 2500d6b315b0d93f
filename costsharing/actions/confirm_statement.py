"""One side's yes or no to a statement; with the last yes it is final and has a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from costsharing.actions.make_statement_files import ask_for_files
from costsharing.actions.prepare_statement import lock_statement, need_waiting, send_back
from costsharing.models import Statement
from costsharing.permissions import may_confirm_for
from costsharing.queries.statement_now import statement_again
from costsharing.queries.statements import DOCUMENT, sides_of_statement
from secretariats.actions.record_change import record_change
from secretariats.actions.sign_document import Signs, sign_document, signed_already
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Signature
from secretariats.queries.signatures import signatures_of

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Instrument, Person

FINANCE = Signs(
    may=may_confirm_for,
    denied=gettext_lazy("Only finance officers of %(code)s confirm statements for %(code)s."),
)


def confirm_statement(
    statement: Statement,
    *,
    actor: Person,
    instrument: Instrument,
    digest: str,
    decision: str = Signature.Decision.SIGNED,
    reason: str = "",
    at: dt.datetime | None = None,
) -> Statement:
    """Store one side's decision, and return the statement as it then stands.

    With the last confirmation it is final, has the next number of its year, and a worker makes
    its documents. The same decision of the same person a second time changes nothing.

    Args:
        statement: which waits for confirmations.
        actor: who decides; a finance officer of the instrument.
        instrument: the side.
        digest: of what the actor saw.
        decision: one of ``Signature.Decision``; a refusal needs a reason.
        reason: why.
        at: since when it is final with the last confirmation; by default now. An invented unit
            tells of days that are over.

    Raises:
        NotAllowed: the actor is no finance officer of this instrument in the unit.
        Refused: the statement does not wait, it is not what the actor saw, what it rests on
            changed since it was prepared, this side has decided otherwise, the actor confirmed
            for another side, or a refusal has no reason.
    """
    if not may_confirm_for(actor, statement.unit, instrument):
        raise NotAllowed([str(FINANCE.denied) % {"code": instrument.code}])
    why = reason.strip()
    with transaction.atomic():
        row = lock_statement(statement.pk)
        if signed_already(
            DOCUMENT, str(row.pk), digest=digest, side=instrument, actor=actor, decision=decision
        ):
            return row
        need_waiting(row)
        _need_seen(row, instrument, digest)
        if decision == Signature.Decision.SIGNED:
            _need_same_inputs(row)
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
            send_back(row, Statement.State.REFUSED, actor=actor, reason=why)
        elif signatures_of(
            DOCUMENT, str(row.pk), digest=digest, sides=sides_of_statement(row)
        ).in_force:
            _make_final(row, actor=actor, at=at or timezone.now())
    return row


def _need_seen(row: Statement, instrument: Instrument, digest: str) -> None:
    if digest != row.digest:
        text = _("The statement is not the one you read: open it again, then decide.")
        raise Refused([text])
    if instrument.code not in sides_of_statement(row):
        text = _("%(code)s is no side of this statement.")
        raise Refused([text % {"code": instrument.code}])


def _need_same_inputs(row: Statement) -> None:
    """Refuse to confirm figures that what is stored now would no longer give."""
    if statement_again(row).digest != row.digest:
        text = _(
            "Expenditure, keys or rates of these months changed since the statement was prepared, "
            "so that it no longer says what is stored. Prepare it again; both sides then confirm "
            "the new figures."
        )
        raise Refused([text])


def _make_final(row: Statement, *, actor: Person, at: dt.datetime) -> None:
    """Number a locked statement and make it final; its unit is locked, so no number is lost."""
    of_year = Statement.objects.of_unit(row.unit).filter(year=row.year)
    last: int | None = of_year.aggregate(last=Max("number"))["last"]
    row.number, row.state, row.final = (last or 0) + 1, Statement.State.FINAL, at
    row.save(update_fields=["number", "state", "final"])
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before={"state": Statement.State.WAITING},
        after={"state": row.state, "number": row.number, "digest": row.digest},
    )
    ask_for_files(row, actor=actor)
