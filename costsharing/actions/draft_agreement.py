"""Agreements written down, changed and thrown away, before anybody signs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.lock_agreement import lock_agreement, lock_unit
from costsharing.core.agreed_terms import content_of, terms_problems
from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.models import Agreement, AgreementShare, AgreementStep
from costsharing.permissions import may_draft_agreement
from costsharing.queries.agreement_steps import steps_now
from costsharing.queries.agreement_terms import problems_told, terms_of
from secretariats.actions.record_change import record_change
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from costsharing.core.agreed_terms import Terms
    from secretariats.models import Person, Unit

LONGEST = 500
# A database keeps no larger number.
LARGEST = 2**63 - 1


def draft_agreement(unit: Unit, terms: Terms, *, actor: Person | None) -> Agreement:
    """Write an agreement down as a draft, which counts nowhere.

    Args:
        unit: whose agreement it is.
        terms: what it says.
        actor: who drafts; None is the operator at the command line.

    Raises:
        NotAllowed: the actor may not draft agreements of the unit.
        Refused: naming every field that is wrong.
    """
    _need_drafter(actor, unit)
    with transaction.atomic():
        locked = lock_unit(unit.pk)
        _check(locked, terms)
        row = Agreement(unit=locked, state=Agreement.State.DRAFT)
        _write(row, terms)
        record_change(
            row,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=locked,
            after=_told(row, terms),
            reason=terms.reason,
        )
    return row


def change_agreement(
    agreement: Agreement, terms: Terms, *, actor: Person | None, seen: str
) -> Agreement:
    """Let a draft say something else.

    Args:
        agreement: the draft.
        terms: what it shall say.
        actor: who changes it.
        seen: the mark of the draft that the actor had before their eyes (``draft_mark``).

    Raises:
        NotAllowed: the actor may not draft agreements of the unit.
        Refused: it is no draft, somebody changed it meanwhile, a committee approved other terms,
            or fields are wrong.
    """
    _need_drafter(actor, agreement.unit)
    with transaction.atomic():
        row = lock_agreement(agreement.pk)
        need_draft(row, seen)
        _check(row.unit, terms)
        before = _told(row, terms_of(row))
        if terms == terms_of(row):
            return row
        _need_unapproved(row, terms)
        _write(row, terms)
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before=before,
            after=_told(row, terms),
            reason=terms.reason,
        )
    return row


def discard_agreement(agreement: Agreement, *, actor: Person | None, seen: str) -> None:
    """Throw a draft away; history keeps what it said.

    Raises:
        NotAllowed: the actor may not draft agreements of the unit.
        Refused: it is no draft, or somebody changed it meanwhile.
    """
    _need_drafter(actor, agreement.unit)
    with transaction.atomic():
        row = lock_agreement(agreement.pk)
        need_draft(row, seen)
        record_change(
            row,
            kind=Change.Kind.REMOVED,
            actor=actor,
            unit=row.unit,
            before=_told(row, terms_of(row)),
        )
        row.delete()


def draft_mark(agreement: Agreement) -> str:
    """Return the mark of a draft and its steps, by which a page knows that it is still that."""
    told = _told(agreement, terms_of(agreement))
    return digest_of(told | {"steps": steps_now(agreement)})


def terms_mark(agreement: Agreement) -> str:
    """Return the mark of what an agreement says, its steps and the words of its reason left out.

    Who notes an approval sends it back, so that no other terms than those they read are approved.
    """
    return digest_of(_told(agreement, replace(terms_of(agreement), reason="")))


def need_draft(row: Agreement, seen: str) -> None:
    """Refuse what may be done with drafts alone, and with the draft that was seen alone.

    Raises:
        Refused: it was handed over, is in force, or says something else by now.
    """
    if row.state == Agreement.State.SIGNING:
        text = _("This agreement waits for signatures: withdraw it first, then change it.")
        raise Refused([text])
    if row.state != Agreement.State.DRAFT:
        text = _("This agreement is in force and never changes: draft one that follows it.")
        raise Refused([text])
    if seen != draft_mark(row):
        text = _("Somebody changed this draft since you opened it. Open it again and look.")
        raise Refused([text])


def _need_unapproved(row: Agreement, terms: Terms) -> None:
    """Refuse other terms than those a committee approved; the reason may be put in other words."""
    approved = row.steps.filter(kind=AgreementStep.Kind.APPROVAL, waived=False)
    if replace(terms, reason="") == replace(terms_of(row), reason="") or not approved.exists():
        return
    names = ", ".join(sorted(approved.values_list("committee__name", flat=True)))
    text = _(
        "What stands here was approved by: %(names)s. Take the approval back first, then change "
        "the agreement, and note it again once the new terms are approved."
    )
    raise Refused([text % {"names": names}])


def _need_drafter(actor: Person | None, unit: Unit) -> None:
    if not may_draft_agreement(actor, unit):
        text = _("Only the coordinator and finance officers draft agreements of this unit.")
        raise NotAllowed([text])


def _check(unit: Unit, terms: Terms) -> None:
    found = terms_problems(
        terms,
        known=set(unit.instruments.values_list("code", flat=True)),
        joint=joint_rules(),
        overhead=overhead_rules(),
    )
    problems = problems_told(found)
    if len(terms.reason) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        words = {"longest": LONGEST, "number": len(terms.reason)}
        problems.append(Problem("reason", text % words))
    numbers = [share for _code, share in terms.shares if share is not None]
    if any(max(share.numerator, share.denominator) > LARGEST for share in numbers):
        problems.append(Problem("shares", _("Write fractions with smaller numbers.")))
    rate = terms.support
    if rate is not None and max(rate.numerator, rate.denominator) > LARGEST:
        problems.append(Problem("support", _("Write a fraction with smaller numbers.")))
    if problems:
        raise Refused(problems)


def _write(row: Agreement, terms: Terms) -> None:
    row.start, row.end, row.basis = terms.span.start, terms.span.end, terms.basis
    row.joint_policy, row.overhead_policy = terms.joint, terms.overhead
    row.support_num = None if terms.support is None else terms.support.numerator
    row.support_den = None if terms.support is None else terms.support.denominator
    row.reason = terms.reason
    row.save()
    row.shares.all().delete()
    ids = dict(row.unit.instruments.values_list("code", "pk"))
    AgreementShare.objects.bulk_create(
        AgreementShare(
            agreement=row,
            instrument_id=ids[code],
            share_num=None if share is None else share.numerator,
            share_den=None if share is None else share.denominator,
        )
        for code, share in terms.shares
    )


def _told(row: Agreement, terms: Terms) -> dict[str, object]:
    return content_of(terms, unit=row.unit.code, number=row.round)
