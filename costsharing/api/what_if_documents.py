"""What the interface says and is told about runs under other terms; numbers are exact text."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from costsharing.actions.keep_scenario import LONGEST
from costsharing.api.compare import ComparedActivitySerializer, PairSerializer
from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.core.what_if.values import DROPPED, KEPT

CODE, NUMBER = 32, 80


class NewBudgetSerializer(serializers.Serializer[Any]):
    """A budget that counts in place of the recorded one, in the unit's currency."""

    instrument = serializers.CharField(max_length=CODE)
    amount = serializers.CharField(max_length=140, help_text='Such as "2400000.00".')
    year = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=9999, help_text="Left out: each."
    )
    provisional = serializers.BooleanField(required=False)


class NewGradeSerializer(serializers.Serializer[Any]):
    """What a grade costs, in the unit's currency."""

    grade = serializers.CharField(max_length=16)
    annual = serializers.CharField(max_length=NUMBER, help_text='Such as "160000.00".')
    productive_hours = serializers.CharField(max_length=NUMBER, help_text='Such as "1650".')


class NewRateSerializer(serializers.Serializer[Any]):
    """A rate of exchange."""

    currency = serializers.CharField(max_length=3)
    per_usd = serializers.CharField(max_length=NUMBER, help_text="Units for one US dollar.")


class AddedSerializer(serializers.Serializer[Any]):
    """An instrument that joins the agreement."""

    instrument = serializers.CharField(max_length=CODE)
    share = serializers.CharField(
        max_length=NUMBER,
        required=False,
        allow_null=True,
        help_text="A fraction; the others keep their proportions. Left out: key or budgets say.",
    )
    joint = serializers.BooleanField(
        required=False, help_text="Whether all joint work is for it too."
    )


class LeavingSerializer(serializers.Serializer[Any]):
    """An instrument that leaves the agreement."""

    instrument = serializers.CharField(max_length=CODE)
    work = serializers.ChoiceField(
        [KEPT, DROPPED],
        required=False,
        help_text="kept: as it is recorded, outside of the agreement. dropped: not done any more.",
    )


def _percent(text: str) -> serializers.CharField:
    return serializers.CharField(
        max_length=NUMBER, required=False, allow_null=True, help_text=f"{text}, such as +5%."
    )


class OtherTermsSerializer(serializers.Serializer[Any]):
    """What is to be different; what is left out stays as the run has it."""

    key = serializers.DictField(
        child=serializers.CharField(max_length=NUMBER),
        required=False,
        allow_null=True,
        help_text='Instrument → fraction such as "2/3", adding up to 1.',
    )
    basis = serializers.ChoiceField(
        ["fixed", "budget"], required=False, help_text="budget: the budgets decide the key."
    )
    budgets = NewBudgetSerializer(many=True, required=False)
    joint = serializers.ChoiceField(joint_rules(), required=False)
    overhead = serializers.ChoiceField(overhead_rules(), required=False)
    support = serializers.CharField(
        max_length=NUMBER, required=False, allow_null=True, help_text='Such as "13/100".'
    )
    costs = _percent("Every hour's cost: standard costs, fees, staff costs")
    fees = _percent("Fees of contracts alone; for finance officers and auditors")
    expenditure = _percent("Money spent")
    grades = NewGradeSerializer(
        many=True, required=False, help_text="For finance officers and auditors."
    )
    rates = NewRateSerializer(
        many=True, required=False, help_text="For finance officers and auditors."
    )
    add = AddedSerializer(many=True, required=False)
    leave = LeavingSerializer(many=True, required=False)

    def get_fields(self) -> dict[str, Any]:
        """Add the day, whose name Python keeps for itself."""
        start = serializers.DateField(
            required=False,
            allow_null=True,
            help_text="From when on key, policies and instruments differ: the first of a month.",
        )
        return {**super().get_fields(), "from": start}


class TryAskedSerializer(serializers.Serializer[Any]):
    """A run, and what is to be different."""

    run = serializers.UUIDField()
    changes = OtherTermsSerializer()


class KeepAskedSerializer(TryAskedSerializer):
    """A run, what is to be different, and the name under which it is kept."""

    name = serializers.CharField(max_length=LONGEST)


class _BesideSerializer(serializers.Serializer[Any]):
    """A run (before) beside what it would be under other terms (after)."""

    run = serializers.UUIDField()
    currency = serializers.CharField()
    changes = serializers.DictField(help_text="As asked, with the recorded budgets it rests on.")
    instruments = serializers.DictField(
        child=serializers.DictField(child=PairSerializer()),
        help_text="Instrument → figure → both values; lowest and highest are the range.",
    )
    activities = ComparedActivitySerializer(many=True)
    total = serializers.DictField(child=PairSerializer())
    settlement = serializers.DictField(
        child=serializers.DictField(child=PairSerializer()),
        help_text="Instrument → paid, due and net of the money spent → both values.",
    )
    today = serializers.DictField(help_text="The results of the run.")
    what_if = serializers.DictField(help_text="The results under the other terms.")


class WhatIfSerializer(_BesideSerializer):
    """What a run would be under other terms; nothing is stored."""


class ScenarioLineSerializer(serializers.Serializer[Any]):
    """A scenario in a list: without figures, which never stand without their range."""

    scenario = serializers.UUIDField()
    name = serializers.CharField()
    run = serializers.UUIDField()
    unit = serializers.CharField()
    changes = serializers.DictField()
    kept_by = serializers.CharField(allow_null=True)
    created = serializers.DateTimeField()

    def get_fields(self) -> dict[str, Any]:
        """Add the days of the run."""
        days = {"from": serializers.DateField(), "to": serializers.DateField()}
        return {**super().get_fields(), **days}


class ScenarioSerializer(_BesideSerializer, ScenarioLineSerializer):
    """A scenario with its figures beside those of its run."""
