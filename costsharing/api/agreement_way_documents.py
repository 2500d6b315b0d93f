"""What the interface says and is told about an agreement's steps, and about its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from costsharing.core.agreement_steps import Step
from costsharing.models import AgreementEnding, AgreementStep

if TYPE_CHECKING:
    from costsharing.queries.agreement_endings import EndingShown
    from costsharing.queries.agreement_steps import StepShown


class StepSerializer(serializers.Serializer[Any]):
    """A step that was noted."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(AgreementStep.Kind.choices)
    committee = serializers.CharField(
        allow_null=True, help_text="Code of the committee that approved; null for other steps."
    )
    date = serializers.DateField()
    document = serializers.CharField(allow_blank=True)
    text = serializers.CharField(
        allow_blank=True, help_text="Statement, conditions, or why the step was left out."
    )
    waived = serializers.BooleanField(help_text="Whether the step was left out.")
    noted_by = serializers.CharField(allow_blank=True)
    noted_at = serializers.DateTimeField()


class EndingSerializer(serializers.Serializer[Any]):
    """A wish that an agreement ends on a day, with nothing after it."""

    id = serializers.IntegerField()
    last = serializers.DateField(help_text="The last day.")
    reason = serializers.CharField()
    state = serializers.ChoiceField(AgreementEnding.State.choices)
    sides = serializers.DictField(
        child=serializers.CharField(), help_text="Instrument → signed, refused or waiting."
    )
    digest = serializers.CharField(help_text="Of what is signed.")
    returned = serializers.CharField(
        allow_blank=True, help_text="Why it was refused or withdrawn."
    )
    by = serializers.CharField(allow_blank=True, help_text="Who proposed it.")
    created = serializers.DateTimeField()
    decided = serializers.DateTimeField(allow_null=True)


class StepPartsSerializer(serializers.Serializer[Any]):
    """What may be corrected of a step; what is left out stays."""

    date = serializers.DateField(required=False)
    document = serializers.CharField(max_length=200, allow_blank=True, required=False)
    text = serializers.CharField(max_length=1000, allow_blank=True, required=False)
    waived = serializers.BooleanField(required=False, help_text="An approval is left out.")
    seen = serializers.CharField(
        max_length=71,
        required=False,
        help_text="Needed for an approval that is not left out: the agreement's terms_mark, as it "
        "was read. Refused where a draft says something else by now.",
    )


class NewStepSerializer(StepPartsSerializer):
    """A step to be noted."""

    kind = serializers.ChoiceField(AgreementStep.Kind.choices)
    committee = serializers.CharField(
        max_length=32, allow_blank=True, default="", help_text="Of an approval: its code."
    )
    date = serializers.DateField()

    def step(self) -> Step:
        """Return what was sent, once it is valid."""
        sent = self.validated_data
        return Step(
            kind=sent["kind"],
            committee=sent["committee"],
            date=sent["date"],
            document=sent.get("document", ""),
            text=sent.get("text", ""),
            waived=sent.get("waived", False),
        )


class NewEndingSerializer(serializers.Serializer[Any]):
    """The wish that an agreement ends."""

    last = serializers.DateField(help_text="The last day.")
    reason = serializers.CharField(max_length=500, help_text="Why; all sides sign it.")


def step_document(one: StepShown) -> dict[str, Any]:
    """Return a step as the interface says it."""
    return {
        "id": one.pk,
        "kind": one.step.kind,
        "committee": one.step.committee or None,
        "date": one.step.date,
        "document": one.step.document,
        "text": one.step.text,
        "waived": one.step.waived,
        "noted_by": one.noted_by,
        "noted_at": one.noted_at,
    }


def ending_document(one: EndingShown) -> dict[str, Any]:
    """Return an ending as the interface says it."""
    return {
        "id": one.pk,
        "last": one.last,
        "reason": one.reason,
        "state": one.state,
        "sides": one.sides,
        "digest": one.digest,
        "returned": one.returned,
        "by": one.by,
        "created": one.created,
        "decided": one.decided,
    }
