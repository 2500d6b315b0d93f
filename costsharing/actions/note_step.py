"""The steps of an agreement's way, noted, corrected and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.actions.draft_agreement import terms_mark
from costsharing.actions.lock_agreement import lock_agreement
from costsharing.core.agreement_steps import APPROVAL, KINDS, standing_problem, step_problems
from costsharing.models import Agreement, AgreementStep
from costsharing.permissions import may_note_step
from costsharing.queries.agreement_steps import committees_of, signed_steps, step_of
from costsharing.queries.agreement_terms import problems_told, terms_of
from costsharing.queries.missing_inputs import told
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from costsharing.core.agreement_steps import Step
    from secretariats.models import Committee, Person

LONGEST = {"document": 200, "text": 1000}


def note_step(
    agreement: Agreement, step: Step, *, actor: Person | None, seen: str = ""
) -> AgreementStep:
    """Note a step of an agreement's way; the same step a second time changes nothing.

    An approval takes the place of the note that it was left out.

    Args:
        agreement: whose way it is.
        step: what happened.
        actor: who notes it; None is the operator.
        seen: of an approval, the mark of the terms that the actor had before their eyes
            (``terms_mark``); empty: whatever the agreement says now.

    Raises:
        NotAllowed: the actor notes no such step: an approval is noted by the coordinator, or on
            the side of the committee's instrument.
        Refused: naming every field that is wrong; the step is noted already and says something
            else; a draft says something else than was seen; or the agreement
            stands where the step can no longer, or not yet, be noted.
    """
    with transaction.atomic():
        row = lock_agreement(agreement.pk)
        step, committee = _known(row, step)
        _need_noter(actor, row, committee)
        old: AgreementStep | None = next(
            (one for one in row.steps.all() if _is_place(one, step)), None
        )
        if old is not None and step_of(old) == step:
            return old
        if old is not None:
            if old.waived and not step.waived:
                # What was left out has come after all.
                told = {"date": step.date, "document": step.document, "text": step.text}
                told["waived"] = False
                return change_step(old, actor=actor, changes=told, seen=seen)
            text = _("This step is noted already: open the agreement and correct it there.")
            raise Refused([text])
        _need_seen(row, step, seen)
        _check(row, None, step)
        made = AgreementStep(agreement=row, kind=step.kind, committee=committee)
        _write(made, step, actor)
        record_change(
            made,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=row.unit,
            after=_told(row, step),
            reason=_reason(step),
        )
    return made


def change_step(
    noted: AgreementStep, *, actor: Person | None, changes: dict[str, Any], seen: str = ""
) -> AgreementStep:
    """Correct a step that was noted.

    Args:
        noted: the step.
        actor: who corrects it.
        changes: what is to be other than it is: ``date``, ``document``, ``text``, ``waived``.
        seen: of an approval, as for ``note_step``.

    Raises:
        NotAllowed: the actor notes no such step.
        Refused: fields are wrong, a draft says something else than was seen, or the
            step is part of what is signed.
    """
    with transaction.atomic():
        row = lock_agreement(noted.agreement_id)
        found = _locked(row, noted)
        _need_noter(actor, row, found.committee)
        old = step_of(found)
        new = _trimmed(replace(old, **changes))
        if new == old:
            return found
        _need_seen(row, new, seen)
        _check(row, old, new)
        _write(found, new, actor)
        record_change(
            found,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before=_told(row, old),
            after=_told(row, new),
            reason=_reason(new),
        )
    return found


def remove_step(noted: AgreementStep, *, actor: Person | None) -> None:
    """Take a step back that was noted by mistake; history keeps what it said.

    Raises:
        NotAllowed: the actor notes no such step.
        Refused: it is gone already, or part of what is signed.
    """
    with transaction.atomic():
        row = lock_agreement(noted.agreement_id)
        found = _locked(row, noted)
        _need_noter(actor, row, found.committee)
        old = step_of(found)
        _need_standing(row, old, None)
        record_change(
            found,
            kind=Change.Kind.REMOVED,
            actor=actor,
            unit=row.unit,
            before=_told(row, old),
        )
        found.delete()


def _known(row: Agreement, step: Step) -> tuple[Step, Committee | None]:
    """Return the step without blanks around its texts, and the committee it names."""
    if step.kind not in KINDS:
        raise Refused([Problem("kind", _("There is no such step."))])
    if step.kind != APPROVAL:
        if step.committee:
            raise Refused([Problem("committee", _("Only an approval names a committee."))])
        return _trimmed(step), None
    bodies = committees_of(row.unit, terms_of(row).instruments)
    committee = next((body for body in bodies if body.code == step.committee), None)
    if committee is None:
        codes = ", ".join(body.code for body in bodies)
        text = _("Name a committee of the agreement's instruments: %(codes)s.") % {"codes": codes}
        raise Refused([Problem("committee", text)])
    return _trimmed(step), committee


def _trimmed(step: Step) -> Step:
    text = step.text.replace("\r\n", "\n").strip()
    return replace(step, document=step.document.strip(), text=text)


def _locked(row: Agreement, noted: AgreementStep) -> AgreementStep:
    """Return a step as it is now, its agreement being locked."""
    found: AgreementStep | None = next(
        (one for one in row.steps.all() if one.pk == noted.pk), None
    )
    if found is None:
        raise Refused([_("Somebody took this step back meanwhile: open the agreement again.")])
    return found


def _is_place(row: AgreementStep, step: Step) -> bool:
    return step_of(row).place == step.place


def _need_noter(actor: Person | None, row: Agreement, committee: Committee | None) -> None:
    if may_note_step(actor, row.unit, committee.instrument if committee else None):
        return
    if committee is None:
        text = _("Only the coordinator and finance officers note this step.")
        raise NotAllowed([text])
    text = _(
        "Only the coordinator, and the finance officers and the Executive Secretary of %(code)s, "
        "note what this committee decided."
    )
    raise NotAllowed([text % {"code": committee.instrument.code}])


def _need_seen(row: Agreement, step: Step, seen: str) -> None:
    """Refuse to note that terms were approved which the actor did not read."""
    if not seen or step.kind != APPROVAL or step.waived or row.state != Agreement.State.DRAFT:
        return
    if seen != terms_mark(row):
        text = _(
            "The agreement changed since you opened it: read it again, then note what was "
            "approved."
        )
        raise Refused([text])


def _check(row: Agreement, old: Step | None, new: Step) -> None:
    problems = problems_told(step_problems(new, today=timezone.localdate()))
    for field, longest in LONGEST.items():
        if (number := len(getattr(new, field))) > longest:
            text = _("at most %(longest)d characters, not %(number)d")
            problems.append(Problem(field, text % {"longest": longest, "number": number}))
    if problems:
        raise Refused(problems)
    _need_standing(row, old, new)


def _need_standing(row: Agreement, old: Step | None, new: Step | None) -> None:
    found = standing_problem(old, new, state=row.state, signed=signed_steps(row) or ())
    if found is not None:
        raise Refused([told(found)])


def _write(row: AgreementStep, step: Step, actor: Person | None) -> None:
    row.date, row.document, row.text = step.date, step.document, step.text
    row.waived, row.person, row.at = step.waived, actor, timezone.now()
    row.save()


def _told(row: Agreement, step: Step) -> dict[str, object]:
    return {
        "agreement": row.pk,
        "kind": step.kind,
        "committee": step.committee or None,
        "date": step.date.isoformat(),
        "document": step.document,
        "text": step.text,
        "waived": step.waived,
    }


def _reason(step: Step) -> str:
    return step.text[:500] if step.waived else ""
