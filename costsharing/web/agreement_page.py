"""The page of one agreement: what it says, its way, what it does, who signs, how it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.actions.draft_agreement import draft_mark, terms_mark
from costsharing.core.agreement_steps import KINDS, Step, standing_problem
from costsharing.models import Agreement
from costsharing.permissions import may_draft_agreement, may_note_step
from costsharing.queries import agreement_endings
from costsharing.queries.agreement_steps import (
    before_handing_over,
    committees_of,
    signed_steps,
)
from costsharing.queries.agreement_terms import DOCUMENT, effect_in, problems_told, terms_of
from costsharing.queries.agreement_way import Point, way_of
from costsharing.queries.agreements_listed import readable, shown
from costsharing.queries.key_on import key_by_budgets
from costsharing.web.agreement_step_forms import EndingForm, StepForm, form_of
from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS
from secretariats.context import person_of
from secretariats.core.dates import ONE_DAY
from secretariats.queries.signatures import signature_lines
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import SignatureForm, WithdrawForm, signing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.queries.agreement_endings import EndingShown
    from secretariats.core.errors import Refused
    from secretariats.models import Committee, Person
    from secretariats.queries.signatures import SignatureLine

State = Agreement.State


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent and could not be done, so that the page shows it again.

    Attributes:
        refused: what stands at the head of the page.
        withdraw_form: which was not accepted; so too the others.
        signature_form: one side's decision, on the agreement or on its end.
        step_form: a step, and the committee whose it is.
        ending_form: the wish to end the agreement.
    """

    refused: Refused | None = None
    withdraw_form: WithdrawForm | None = None
    signature_form: SignatureForm | None = None
    step_form: StepForm | None = None
    ending_form: EndingForm | None = None


NOTHING = Sent()


@dataclass(frozen=True, slots=True)
class Stop:
    """A point of the way, and what its reader may do there.

    Attributes:
        point: the point.
        form: by which the step is noted or corrected; None where it may not be.
        changes: whether the form corrects what is noted.
        removable: whether it may be taken back.
    """

    point: Point
    form: StepForm | None = None
    changes: bool = False
    removable: bool = False


def visible_agreement(request: HttpRequest, pk: int) -> Agreement:
    """Return an agreement that the person may see, with all that its page reads."""
    found: Agreement = visible_or_denied(
        readable(Agreement.objects.all()), person_of(request), pk=pk
    )
    return found


def own_agreement(request: HttpRequest, pk: int) -> Agreement:
    """Return an agreement that the person may write.

    Raises:
        PermissionDenied: they may see it, but draft no agreements of its unit.
    """
    found = visible_agreement(request, pk)
    if not may_draft_agreement(person_of(request), found.unit):
        raise PermissionDenied
    return found


def page(
    request: HttpRequest, row: Agreement, *, status: int = 200, sent: Sent = NOTHING
) -> HttpResponse:
    """Show the page of an agreement.

    Args:
        request: whose.
        row: as ``visible_agreement`` gives it.
        status: of the answer.
        sent: what could not be done.
    """
    person = person_of(request)
    today = timezone.localdate()
    (line,) = shown([row], today=today)
    terms = terms_of(row)
    committees = committees_of(row.unit, terms.instruments)
    lines: list[SignatureLine] = []
    context: dict[str, Any] = {
        "agreement": row,
        "line": line,
        "policies": _policies(row),
        "writes": may_draft_agreement(person, row.unit),
        "refused": sent.refused,
        "mark": draft_mark(row) if row.state == State.DRAFT else "",
        "withdraw_form": sent.withdraw_form or WithdrawForm(),
        "ending_form": sent.ending_form or EndingForm(),
    }
    if row.state != State.IN_FORCE:
        effect, problems = effect_in(row.unit, terms)
        if row.state == State.DRAFT:
            problems = [*before_handing_over(row, terms, committees), *problems]
        context |= {
            "effect": effect,
            "day_before": row.start - ONE_DAY,
            "problems": problems_told(problems),
        }
    if terms.basis == Agreement.Basis.BUDGET:
        key, gaps = key_by_budgets(row.unit, terms.span, sorted(terms.instruments))
        context |= {"first_key": key, "first_gaps": gaps}
    if line.digest:
        lines = signature_lines(
            DOCUMENT, str(row.pk), digest=row.digest, unit=row.unit, sides=line.sides
        )
        context["signing"] = signing(
            lines, person=person, unit=row.unit, digest=row.digest, form=sent.signature_form
        )
        context["signs"] = row.state == State.SIGNING and context["signing"]["side"]
    if line.ending is not None:
        context["ending_signing"] = _ending_signing(row, line.ending, person, sent)
    way = way_of(line, committees=committees, signatures=lines, today=today)
    context["way"] = [_stop(point, row, person, sent) for point in way]
    return render(request, "costsharing/agreement.html", context, status=status)


def refused_page(request: HttpRequest, pk: int, refused: Refused) -> HttpResponse:
    """Show an agreement as it now is, with what could not be done at the head."""
    return page(request, visible_agreement(request, pk), status=422, sent=Sent(refused=refused))


def _ending_signing(
    row: Agreement, ending: EndingShown, person: Person, sent: Sent
) -> dict[str, Any]:
    lines = signature_lines(
        agreement_endings.DOCUMENT,
        str(ending.pk),
        digest=ending.digest,
        unit=row.unit,
        sides=ending.sides,
    )
    return signing(
        lines, person=person, unit=row.unit, digest=ending.digest, form=sent.signature_form
    )


def _stop(point: Point, row: Agreement, person: Person, sent: Sent) -> Stop:
    if point.name not in KINDS:
        return Stop(point)
    body = point.committee
    if not may_note_step(person, row.unit, body.instrument if body else None):
        return Stop(point)
    old = point.step.step if point.step else None
    wish = Step(point.name, body.code if body else "", timezone.localdate())
    signed = signed_steps(row) or ()
    new = replace(old, waived=False) if old else wish
    if standing_problem(old, new, state=row.state, signed=signed) is not None:
        return Stop(point)
    form = _sent_form(sent, point, body)
    mark = terms_mark(row)
    empty = StepForm(kind=point.name, committee=body, mark=mark)
    return Stop(
        point,
        form or (form_of(old, body, mark=mark) if old else empty),
        changes=old is not None,
        removable=old is not None
        and standing_problem(old, None, state=row.state, signed=signed) is None,
    )


def _sent_form(sent: Sent, point: Point, body: Committee | None) -> StepForm | None:
    """Return the form that was sent, at the point it is about."""
    form = sent.step_form
    if form is None or form.initial["kind"] != point.name:
        return None
    return form if form.initial["committee"] == (body.code if body else "") else None


def _policies(row: Agreement) -> list[tuple[Any, str, Any]]:
    """Return the name of each rule, whose it is, and the rule in words."""
    unit = row.unit
    joint, overhead = (
        row.joint_policy or unit.joint_policy,
        (row.overhead_policy or unit.overhead_policy),
    )
    own = terms_of(row).support
    rate = f"{unit.support_num}/{unit.support_den}" if own is None else str(own)
    rate = "0" if own is None and not unit.support_num else rate
    return [
        (_("Joint work"), row.joint_policy, JOINT_WORDS.get(joint, joint)),
        (_("Overhead"), row.overhead_policy, OVERHEAD_WORDS.get(overhead, overhead)),
        (_("Support rate"), "" if own is None else "own", rate),
    ]
