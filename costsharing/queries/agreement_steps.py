"""The steps that were noted on an agreement's way, and those that are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from costsharing.core.agreement_steps import Step, steps_content, steps_missing
from costsharing.models import AgreementStep
from costsharing.queries.agreed_inputs import agreed_keys
from secretariats.models import Committee

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from costsharing.core.agreed_terms import Terms
    from costsharing.models import Agreement
    from secretariats.core.text import Message
    from secretariats.models import Unit


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step, and who noted it.

    Attributes:
        pk: its row.
        step: what was noted.
        committee_name: of the committee that approved; empty for other steps.
        instrument: code of that committee's instrument.
        noted_by: who noted it; empty for the operator.
        noted_at: when, the last time it was changed.
    """

    pk: int
    step: Step
    committee_name: str
    instrument: str
    noted_by: str
    noted_at: dt.datetime


def with_steps() -> Prefetch[Any]:
    """Return how agreements read their steps along, in one query."""
    rows = AgreementStep.objects.select_related("committee__instrument", "person")
    return Prefetch("steps", queryset=rows.order_by("date", "pk"))


def step_of(row: AgreementStep) -> Step:
    """Return what a row says; its committee was read along."""
    return Step(
        kind=row.kind,
        committee=row.committee.code if row.committee else "",
        date=row.date,
        document=row.document,
        text=row.text,
        waived=row.waived,
    )


def steps_of(agreement: Agreement) -> list[Step]:
    """Return an agreement's steps, in the order of its way."""
    return sorted((step_of(row) for row in agreement.steps.all()), key=lambda step: step.place)


def steps_shown(agreement: Agreement) -> list[StepShown]:
    """Return an agreement's steps with who noted them, in the order of its way.

    No query where they were read along (``with_steps``).
    """
    found = [
        StepShown(
            pk=row.pk,
            step=step_of(row),
            committee_name=row.committee.name if row.committee else "",
            instrument=row.committee.instrument.code if row.committee else "",
            noted_by=str(row.person or ""),
            noted_at=row.at,
        )
        for row in agreement.steps.all()
    ]
    return sorted(found, key=lambda one: one.step.place)


def signed_steps(agreement: Agreement) -> Sequence[dict[str, object]] | None:
    """Return the steps in what was handed over; None where steps were not part of it."""
    found: list[dict[str, object]] | None = (agreement.content or {}).get("steps")
    return found


def steps_now(agreement: Agreement) -> list[dict[str, object]]:
    """Return the steps as they would be signed now, as plain values."""
    return steps_content(steps_of(agreement))


def committees_of(unit: Unit, instruments: Iterable[str]) -> list[Committee]:
    """Return the unit's committees of some instruments, by code; one query."""
    rows = Committee.objects.of_unit(unit).filter(instrument__code__in=list(instruments))
    return list(rows.select_related("instrument").order_by("code"))


def before_handing_over(
    agreement: Agreement, terms: Terms, committees: Iterable[Committee]
) -> list[tuple[str, Message]]:
    """Return what has to be noted, or mended, before an agreement is handed over.

    No query for fixed fractions; where budgets decide, four more for those that are known.

    Args:
        agreement: with its steps.
        terms: what it says.
        committees: of its instruments.
    """
    found = steps_missing(steps_of(agreement), {body.code: body.name for body in committees})
    if terms.basis == "budget":
        keys = agreed_keys(agreement.unit)
        codes = sorted(terms.instruments)
        found += [("basis", gap.what) for gap in keys.years_of_nothing(terms.span, codes)]
    return found
