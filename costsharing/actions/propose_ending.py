"""An agreement's end with nothing after it, proposed to its sides and taken back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.actions.draft_agreement import LONGEST
from costsharing.actions.lock_agreement import lock_agreement
from costsharing.core.agreed_ending import ending_problems, left_without
from costsharing.models import Agreement, AgreementEnding
from costsharing.permissions import may_draft_agreement
from costsharing.queries.agreement_endings import content_of_ending, rests_on
from costsharing.queries.agreement_terms import problems_told
from secretariats.actions.record_change import record_change
from secretariats.core.canonical import digest_of
from secretariats.core.dates import Span
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Person, Unit

# Asked before days lose their agreement, each returns what rests on it on those days. Apps above
# this one, such as the one that publishes reports, add theirs when they are ready.
ENDING_GUARDS: list[Callable[[Unit, Span], list[Problem]]] = []


def propose_ending(
    agreement: Agreement, *, last: dt.date, reason: str, actor: Person | None
) -> AgreementEnding:
    """Hand the wish to its sides that an agreement ends on a day, with nothing after it.

    The same wish a second time changes nothing.

    Args:
        agreement: which is in force.
        last: the day that shall be its last.
        reason: why; all sides sign it.
        actor: who proposes it; None is the operator.

    Raises:
        NotAllowed: the actor may not draft agreements of the unit.
        Refused: the agreement is not in force, another end waits for signatures, the day does not
            lie inside the agreement, there is no reason, or something rests on the days that
            would have no agreement; all of it is named, with its dates.
    """
    if not may_draft_agreement(actor, agreement.unit):
        text = _("Only the coordinator and finance officers propose that an agreement ends.")
        raise NotAllowed([text])
    why = reason.replace("\r\n", "\n").strip()
    with transaction.atomic():
        row = lock_agreement(agreement.pk)
        signing = row.endings.filter(state=AgreementEnding.State.SIGNING)
        waiting: AgreementEnding | None = signing.first()
        if waiting is not None:
            if (waiting.last, waiting.reason) == (last, why):
                return waiting
            text = _("Another end of this agreement waits for signatures: withdraw it first.")
            raise Refused([text])
        problems = problems_of_ending(row, last, why)
        if problems:
            raise Refused(problems)
        content = content_of_ending(row, last=last, reason=why)
        made = AgreementEnding.objects.create(
            agreement=row, last=last, reason=why, content=content,
            digest=digest_of(content), actor=actor,
        )  # fmt: skip
        record_change(
            made,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=row.unit,
            after={"agreement": row.pk, "state": made.state, "digest": made.digest} | content,
            reason=why,
        )
    return made


def problems_of_ending(row: Agreement, last: dt.date, why: str) -> list[Problem]:
    """Return all that keeps a locked agreement from ending on a day."""
    if row.state != Agreement.State.IN_FORCE:
        return [Problem("", _("Only an agreement in force can end: this one is none yet."))]
    span = Span(row.start, row.end)
    problems = problems_told(ending_problems(span, last, why))
    if len(why) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        problems.append(Problem("reason", text % {"longest": LONGEST, "number": len(why)}))
    if any(problem.path == "last" for problem in problems):
        return problems
    days = left_without(span, last)
    problems += rests_on(row.unit, days)
    return problems + [problem for guard in ENDING_GUARDS for problem in guard(row.unit, days)]


def withdraw_ending(
    ending: AgreementEnding, *, actor: Person | None, reason: str
) -> AgreementEnding:
    """Take the wish back that an agreement ends; signatures to it lapse.

    Args:
        ending: which waits for signatures.
        actor: who withdraws it.
        reason: why; the Executive Secretaries read it.

    Raises:
        NotAllowed: the actor may not draft agreements of the unit.
        Refused: it does not wait for signatures, or there is no reason.
    """
    if not may_draft_agreement(actor, ending.agreement.unit):
        text = _("Only the coordinator and finance officers withdraw the end of an agreement.")
        raise NotAllowed([text])
    why = reason.strip()
    if not why:
        text = _("Say why you withdraw it: the Executive Secretaries will read it.")
        raise Refused([Problem("reason", text)])
    if len(why) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        raise Refused([Problem("reason", text % {"longest": LONGEST, "number": len(why)})])
    with transaction.atomic():
        row = lock_ending(ending)
        if row.state != AgreementEnding.State.SIGNING:
            raise Refused([_("This end does not wait for signatures now: open it again.")])
        close_ending(row, AgreementEnding.State.WITHDRAWN, actor=actor, reason=why)
    return row


def lock_ending(ending: AgreementEnding) -> AgreementEnding:
    """Return an ending as it is now, its agreement locked until the transaction ends."""
    agreement = lock_agreement(ending.agreement_id)
    row: AgreementEnding = AgreementEnding.objects.select_for_update(of=("self",)).get(
        pk=ending.pk
    )
    row.agreement = agreement
    return row


def close_ending(
    row: AgreementEnding, state: AgreementEnding.State, *, actor: Person | None, reason: str = ""
) -> None:
    """Let a locked ending be agreed, refused or withdrawn, with its history."""
    before = {"state": row.state}
    row.state, row.returned, row.decided = state, reason, timezone.now()
    row.save(update_fields=["state", "returned", "decided"])
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.agreement.unit,
        before=before,
        after={"state": row.state, "digest": row.digest},
        reason=reason,
    )
