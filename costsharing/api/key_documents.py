"""What the interface says about the key on a date; fractions are exact text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from costsharing.api.agreement_documents import CODE, AgreementSerializer
from secretariats.core.exact import cents, cents_text, decimal_text, exact_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from costsharing.queries.key_on import BudgetLine, KeyOn


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


class RateOfKeySerializer(serializers.Serializer[Any]):
    """A rate of exchange, units of a currency for one US dollar."""

    currency = serializers.CharField()
    since = serializers.DateField()
    per_usd = serializers.CharField()


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
    rates = RateOfKeySerializer(
        many=True, help_text="By which budgets in another currency are converted: of 1 January."
    )
    agreement = AgreementSerializer(
        allow_null=True, help_text="From which the key comes, with its reason and its steps."
    )
    previous = serializers.DateField(
        allow_null=True, help_text="Without an agreement: the last day of the one before."
    )
    next = serializers.DateField(
        allow_null=True, help_text="Without an agreement: the first day of the one after."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the days of the agreement in force."""
        days = {
            "from": serializers.DateField(allow_null=True),
            "to": serializers.DateField(allow_null=True),
        }
        return {**super().get_fields(), **days}


def key_document(found: KeyOn, agreement: dict[str, Any] | None) -> dict[str, Any]:
    """Return a key as the interface says it.

    Args:
        found: the key on a date.
        agreement: the one in force, as ``agreement_document`` says it.
    """
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
        "rates": [
            {"currency": rate.currency, "since": rate.since, "per_usd": rate.number}
            for rate in found.rates
        ],
        "agreement": agreement,
        "previous": found.before.end if found.before else None,
        "next": found.after.start if found.after else None,
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
