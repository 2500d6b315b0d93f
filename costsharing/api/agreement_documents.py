"""What the interface says and is told about agreements; fractions are exact text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from costsharing.api.agreement_way_documents import (
    EndingSerializer,
    StepSerializer,
    ending_document,
    step_document,
)
from costsharing.core.agreed_terms import BUDGET, FIXED, Terms
from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.models import Agreement
from secretariats.core.dates import Span
from secretariats.core.exact import parse_fraction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from costsharing.queries.agreements_listed import AgreementShown

CODE = 32
FRACTION = r"^[0-9]{1,18}(/[0-9]{1,18})?$"
MOST_INSTRUMENTS = 50


class PoliciesSerializer(serializers.Serializer[Any]):
    """The rules of an agreement; null: the unit's own."""

    joint = serializers.CharField(allow_null=True)
    overhead = serializers.CharField(allow_null=True)
    support = serializers.CharField(allow_null=True, help_text='A fraction such as "13/100".')


class AgreementSerializer(serializers.Serializer[Any]):
    """An agreement: what it says, where it stands, who signed."""

    id = serializers.IntegerField()
    unit = serializers.CharField()
    state = serializers.ChoiceField(Agreement.State.choices)
    basis = serializers.ChoiceField([FIXED, BUDGET])
    key = serializers.DictField(
        child=serializers.CharField(),
        allow_null=True,
        help_text='Instrument → fraction such as "1/3"; null where the budgets decide.',
    )
    instruments = serializers.ListField(child=serializers.CharField())
    policies = PoliciesSerializer()
    reason = serializers.CharField(allow_blank=True)
    is_over = serializers.BooleanField()
    sides = serializers.DictField(
        child=serializers.CharField(),
        help_text="Instrument → signed, refused or waiting; empty where nothing is signed here.",
    )
    digest = serializers.CharField(allow_blank=True, help_text="Of what is signed.")
    mark = serializers.CharField(
        allow_blank=True, help_text="Of a draft: send it back as seen to change or hand it over."
    )
    terms_mark = serializers.CharField(
        help_text="Of what it says, without its steps: send it back as seen to note an approval."
    )
    ends = serializers.DateField(
        allow_null=True, help_text="First day of the agreement that this one ends, if any."
    )
    handed_over = serializers.DateTimeField(allow_null=True)
    agreed = serializers.DateTimeField(allow_null=True)
    returned = serializers.CharField(allow_blank=True, help_text="Why it came back.")
    returned_by = serializers.CharField(allow_blank=True)
    closed_by = serializers.IntegerField(
        allow_null=True, help_text="The agreement that ended this one, if any."
    )
    steps = StepSerializer(many=True, help_text="What was noted on its way, in its order.")
    endings = EndingSerializer(
        many=True, help_text="What was proposed to end it with nothing after it."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the days, the first of which has a name that Python keeps for itself."""
        days = {
            "from": serializers.DateField(),
            "to": serializers.DateField(allow_null=True),
        }
        return {**super().get_fields(), **days}


def agreement_document(shown: AgreementShown, *, mark: str, terms_mark: str) -> dict[str, Any]:
    """Return an agreement as the interface says it.

    Args:
        shown: the agreement.
        mark: of a draft, what is sent back as ``seen``.
        terms_mark: of what it says, what is sent back as ``seen`` with an approval.
    """
    terms = shown.terms
    fixed = terms.basis == FIXED
    return {
        "id": shown.pk,
        "unit": shown.unit_code,
        "state": shown.state,
        "from": terms.span.start,
        "to": terms.span.end,
        "basis": terms.basis,
        "key": {code: str(share) for code, share in terms.shares} if fixed else None,
        "instruments": sorted(terms.instruments),
        "policies": {
            "joint": terms.joint or None,
            "overhead": terms.overhead or None,
            "support": None if terms.support is None else str(terms.support),
        },
        "reason": terms.reason,
        "is_over": shown.is_over,
        "sides": shown.sides,
        "digest": shown.digest,
        "mark": mark,
        "terms_mark": terms_mark,
        "ends": shown.ends,
        "handed_over": shown.handed_over,
        "agreed": shown.agreed,
        "returned": shown.returned,
        "returned_by": shown.returned_by,
        "closed_by": shown.closed_by[0] if shown.closed_by else None,
        "steps": [step_document(one) for one in shown.steps],
        "endings": [ending_document(one) for one in shown.endings],
    }


class TermsSerializer(serializers.Serializer[Any]):
    """What an agreement shall say."""

    basis = serializers.ChoiceField([FIXED, BUDGET])
    key = serializers.DictField(
        child=serializers.RegexField(FRACTION),
        required=False,
        help_text='Instrument → fraction such as "1/3", where the key is fixed.',
    )
    instruments = serializers.ListField(
        child=serializers.CharField(max_length=CODE),
        max_length=MOST_INSTRUMENTS,
        required=False,
        help_text="Where the budgets decide: who takes part.",
    )
    joint = serializers.ChoiceField(joint_rules(), required=False)
    overhead = serializers.ChoiceField(overhead_rules(), required=False)
    support = serializers.RegexField(FRACTION, required=False, help_text='Such as "13/100".')
    reason = serializers.CharField(max_length=500)

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        days = {
            "from": serializers.DateField(help_text="First day."),
            "to": serializers.DateField(
                required=False, allow_null=True, help_text="Last day; left out: open."
            ),
        }
        return {**super().get_fields(), **days}

    def validate_support(self, text: str) -> Fraction:
        """Return the exact rate."""
        return _fraction(text)

    def validate_key(self, key: Mapping[str, str]) -> dict[str, Fraction]:
        """Return the exact shares."""
        return {code: _fraction(text) for code, text in key.items()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for the key where it is fixed, and for the instruments where the budgets decide."""
        wanted, other = (
            ("key", "instruments") if attrs["basis"] == FIXED else ("instruments", "key")
        )
        if wanted not in attrs:
            raise serializers.ValidationError({wanted: ["Needed with this basis."]})
        if other in attrs:
            raise serializers.ValidationError({other: ["Does not go with this basis."]})
        return attrs

    def terms(self) -> Terms:
        """Return what was sent, once it is valid."""
        sent = self.validated_data
        shares = sent["key"].items() if "key" in sent else ((c, None) for c in sent["instruments"])
        return Terms(
            span=Span(sent["from"], sent.get("to")),
            basis=sent["basis"],
            shares=tuple(sorted(shares, key=lambda pair: pair[0])),
            joint=sent.get("joint", ""),
            overhead=sent.get("overhead", ""),
            support=sent.get("support"),
            reason=sent["reason"],
        )


class NewAgreementSerializer(TermsSerializer):
    """A draft, and whose it is."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")


class ChangedAgreementSerializer(TermsSerializer):
    """What a draft shall say, and which draft was seen."""

    seen = serializers.CharField(max_length=71, help_text="The draft's mark, as it was read.")


def _fraction(text: str) -> Fraction:
    try:
        return parse_fraction(text)
    except ValueError as error:
        raise serializers.ValidationError(str(error)) from error
