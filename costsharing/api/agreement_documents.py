"""What the interface says and is told about agreements; fractions are exact text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from costsharing.core.agreed_terms import BUDGET, FIXED, Terms
from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.models import Agreement
from secretariats.core.dates import Span
from secretariats.core.exact import cents, cents_text, decimal_text, exact_text, parse_fraction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from costsharing.queries.agreements_listed import AgreementShown
    from costsharing.queries.key_on import BudgetLine, KeyOn

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

    def get_fields(self) -> dict[str, Any]:
        """Add the days, the first of which has a name that Python keeps for itself."""
        days = {
            "from": serializers.DateField(),
            "to": serializers.DateField(allow_null=True),
        }
        return {**super().get_fields(), **days}


def agreement_document(shown: AgreementShown, *, mark: str = "") -> dict[str, Any]:
    """Return an agreement as the interface says it.

    Args:
        shown: the agreement.
        mark: of a draft, what is sent back as ``seen``.
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
        "ends": shown.ends,
        "handed_over": shown.handed_over,
        "agreed": shown.agreed,
        "returned": shown.returned,
        "returned_by": shown.returned_by,
        "closed_by": shown.closed_by[0] if shown.closed_by else None,
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


class KeyAskedSerializer(serializers.Serializer[Any]):
    """Unit and date, as query parameters."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    on = serializers.DateField(required=False, help_text="Left out: today.")


class ExactSerializer(serializers.Serializer[Any]):
    """An amount in both forms."""

    exact = serializers.CharField(help_text='"n/d" in lowest terms.')
    rounded = serializers.CharField(help_text="With two decimals.")


class BudgetOfKeySerializer(serializers.Serializer[Any]):
    """A budget of the year."""

    instrument = serializers.CharField()
    amount = serializers.CharField(allow_null=True, help_text="Null where none is recorded.")
    currency = serializers.CharField(allow_blank=True)
    converted = ExactSerializer(
        allow_null=True, help_text="In the unit's currency; null without a rate of exchange."
    )
    provisional = serializers.BooleanField()


class KeySerializer(serializers.Serializer[Any]):
    """The key on a date, and what the budgets alone would give."""

    unit = serializers.CharField()
    currency = serializers.CharField()
    on = serializers.DateField()
    basis = serializers.CharField(allow_blank=True, help_text="Empty where none is in force.")
    key = serializers.DictField(
        child=serializers.CharField(),
        allow_null=True,
        help_text='Instrument → "n/d"; null where it cannot be told.',
    )
    gaps = serializers.ListField(child=serializers.CharField(), help_text="Why it cannot.")
    by_budgets = serializers.DictField(child=serializers.CharField(), allow_null=True)
    budget_gaps = serializers.ListField(child=serializers.CharField())
    budgets = BudgetOfKeySerializer(many=True)
    provisional = serializers.BooleanField()

    def get_fields(self) -> dict[str, Any]:
        """Add the days of the agreement in force."""
        days = {
            "from": serializers.DateField(allow_null=True),
            "to": serializers.DateField(allow_null=True),
        }
        return {**super().get_fields(), **days}


def key_document(found: KeyOn) -> dict[str, Any]:
    """Return a key as the interface says it."""
    return {
        "unit": found.unit_code,
        "currency": found.currency,
        "on": found.day,
        "from": found.span.start if found.span else None,
        "to": found.span.end if found.span else None,
        "basis": found.basis,
        "key": _shares(found.key),
        "gaps": list(found.gaps),
        "by_budgets": _shares(found.by_budgets),
        "budget_gaps": list(found.budget_gaps),
        "budgets": [_budget(line) for line in found.budgets],
        "provisional": found.provisional,
    }


def _shares(key: Mapping[str, Fraction] | None) -> dict[str, str] | None:
    return None if key is None else {code: exact_text(share) for code, share in key.items()}


def _budget(line: BudgetLine) -> dict[str, Any]:
    converted = line.converted
    return {
        "instrument": line.instrument,
        "amount": None if line.amount is None else decimal_text(line.amount),
        "currency": line.currency,
        "converted": None
        if converted is None
        else {"exact": exact_text(converted), "rounded": cents_text(cents(converted))},
        "provisional": line.provisional,
    }


def _fraction(text: str) -> Fraction:
    try:
        return parse_fraction(text)
    except ValueError as error:
        raise serializers.ValidationError(str(error)) from error
