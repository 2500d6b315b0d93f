"""A draft agreement handed to the Executive Secretaries, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.actions.draft_agreement import LONGEST, need_draft
from costsharing.actions.lock_agreement import lock_agreement
from costsharing.core.agreed_terms import content_of
from costsharing.models import Agreement
from costsharing.permissions import may_draft_agreement
from costsharing.queries.agreement_steps import (
    before_handing_over,
    committees_of,
    steps_now,
)
from costsharing.queries.agreement_terms import effect_in, problems_told, terms_of
from secretariats.actions.record_change import record_change
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from secretariats.models import Person


def hand_over_agreement(agreement: Agreement, *, actor: Person | None, seen: str) -> Agreement:
    """Hand a draft over for signature: from here on its content stands.

    Args:
        agreement: the draft.
        actor: who hands over.
        seen: the mark of the draft that the actor had before their eyes.

    Raises:
        NotAllowed: the actor may not draft agreements of the unit.
        Refused: it is no draft, or somebody changed it meanwhile; or naming all that is missing:
            the consultation of the staff, a committee's approval that was neither given nor left
            out with a reason, budgets that give a key; or it would share days with an agreement
            that it does not end.
    """
    if not may_draft_agreement(actor, agreement.unit):
        text = _("Only the coordinator and finance officers hand over agreements of this unit.")
        raise NotAllowed([text])
    with transaction.atomic():
        row = lock_agreement(agreement.pk)
        need_draft(row, seen)
        terms = terms_of(row)
        effect, problems = effect_in(row.unit, terms)
        committees = committees_of(row.unit, terms.instruments)
        problems = [*before_handing_over(row, terms, committees), *problems]
        if problems:
            raise Refused(problems_told(problems))
        row.round += 1
        row.content = content_of(
            terms, unit=row.unit.code, effect=effect, number=row.round, steps=steps_now(row)
        )
        row.digest = digest_of(row.content)
        row.state, row.handed_over = Agreement.State.SIGNING, timezone.now()
        row.returned, row.returned_by = "", None
        row.save()
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before={"state": Agreement.State.DRAFT},
            after={"state": row.state, "digest": row.digest, "content": row.content},
        )
    return row


def withdraw_agreement(agreement: Agreement, *, actor: Person | None, reason: str) -> Agreement:
    """Make an agreement that waits for signatures a draft again; signatures to it lapse.

    Args:
        agreement: which was handed over.
        actor: who withdraws it.
        reason: why; the Executive Secretaries read it.

    Raises:
        NotAllowed: the actor may not draft agreements of the unit.
        Refused: it does not wait for signatures, or there is no reason.
    """
    if not may_draft_agreement(actor, agreement.unit):
        text = _("Only the coordinator and finance officers withdraw agreements of this unit.")
        raise NotAllowed([text])
    why = reason.strip()
    if not why:
        text = _("Say why you withdraw it: the Executive Secretaries will read it.")
        raise Refused([Problem("reason", text)])
    if len(why) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        raise Refused([Problem("reason", text % {"longest": LONGEST, "number": len(why)})])
    with transaction.atomic():
        row = lock_agreement(agreement.pk)
        if row.state != Agreement.State.SIGNING:
            raise Refused([_("This agreement does not wait for signatures now: open it again.")])
        send_back(row, actor=actor, reason=why)
    return row


def send_back(row: Agreement, *, actor: Person | None, reason: str) -> None:
    """Make a locked agreement a draft again, with the reason; what was handed over stays told."""
    before = {"state": row.state, "digest": row.digest}
    row.state = Agreement.State.DRAFT
    row.returned, row.returned_by = reason, actor
    row.save()
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before=before,
        after={"state": row.state},
        reason=reason,
    )
