"""What the interface says about the figures of a dashboard; amounts are text, both forms."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from reporting.core.periods import BEFORE, COMPARISONS
from reporting.core.verdict import Verdict
from secretariats.queries.signatures import Waiting

EXACT = '"n/d" in lowest terms.'


class AmountSerializer(serializers.Serializer[Any]):
    """An amount in both forms."""

    exact = serializers.CharField(help_text=EXACT)
    rounded = serializers.CharField(help_text="With two decimals.")


class BoardAskedSerializer(serializers.Serializer[Any]):
    """Unit, period and side, as query parameters; what is left out is the usual."""

    unit = serializers.CharField(required=False, default="", help_text="The unit's code.")
    instrument = serializers.CharField(
        required=False, default="", help_text="Whose side is shown first, by its code."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        text = "First day of a month, or the month, such as 2017-04."
        last = "Last day of a month, or the month; left out with the first: the newest period."
        days = {
            "from": serializers.CharField(required=False, default="", help_text=text),
            "to": serializers.CharField(required=False, default="", help_text=last),
        }
        return {**super().get_fields(), **days}


class ComparedAskedSerializer(BoardAskedSerializer):
    """The same with a comparison."""

    compare = serializers.ChoiceField(
        COMPARISONS,
        required=False,
        default=BEFORE,
        help_text="With as many months before, with the same of the year before, with nothing.",
    )


class FiguresSerializer(serializers.Serializer[Any]):
    """What one instrument received, in its range, beside its share by key."""

    minutes_direct = serializers.IntegerField()
    direct = AmountSerializer()
    joint = AmountSerializer()
    overhead = AmountSerializer()
    support = AmountSerializer()
    received = AmountSerializer()
    funded = AmountSerializer(help_text="The share by key.")
    balance = AmountSerializer(help_text="Received less the share by key.")
    lowest = AmountSerializer()
    highest = AmountSerializer()
    verdict = serializers.ChoiceField(
        [(one.value, one.value) for one in Verdict],
        help_text="What may be said of it, given its range and the coverage; no more.",
    )


class _PeriodSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        """Add the days, the first of which has a name that Python keeps for itself."""
        days = {
            "from": serializers.DateField(help_text="First day."),
            "to": serializers.DateField(help_text="Last day, inclusive."),
        }
        return {**super().get_fields(), **days}


class _RunSerializer(_PeriodSerializer):
    unit = serializers.CharField()
    method = serializers.CharField()
    currency = serializers.CharField()
    run = serializers.UUIDField(help_text="The run that the figures are from.")
    digest = serializers.CharField(help_text="Of that run.")
    computed = serializers.DateTimeField(help_text="When that run was computed.")
    instrument = serializers.CharField(
        allow_blank=True, help_text="Whose side is shown first; empty where there is none."
    )
    coverage = serializers.CharField(
        allow_null=True, help_text="Recorded over expected minutes; null while it is measured."
    )


class ComparedSerializer(_PeriodSerializer):
    """The figures of the period that it is compared with."""

    instruments = serializers.DictField(child=FiguresSerializer())
    total = serializers.DictField(child=AmountSerializer())
    coverage = serializers.CharField(allow_null=True)
    limitations = serializers.DictField(allow_null=True)


class PlannedSerializer(serializers.Serializer[Any]):
    """An item of the programme of work."""

    year = serializers.IntegerField()
    number = serializers.CharField()
    title = serializers.CharField()
    activity = serializers.CharField(allow_null=True)
    planned = serializers.DictField(
        child=serializers.CharField(), help_text="Instrument → working days, exact."
    )
    minutes = serializers.IntegerField(
        allow_null=True,
        help_text="Recorded in the period; null where another item has the same activity.",
    )


class BoardSerializer(_RunSerializer):
    """All figures of a dashboard, rounded as a run of just this period is."""

    policies = serializers.DictField(child=serializers.CharField())
    keys = serializers.ListField(child=serializers.DictField())
    provisional = serializers.BooleanField()
    warnings = serializers.ListField(child=serializers.CharField())
    instruments = serializers.DictField(child=FiguresSerializer())
    total = serializers.DictField(child=AmountSerializer())
    limitations = serializers.DictField(
        allow_null=True,
        help_text="Of the whole team, as the limitations have them; null while measured.",
    )
    measured = serializers.DateTimeField(allow_null=True)
    activities = serializers.ListField(child=serializers.DictField())
    areas = serializers.ListField(child=serializers.DictField())
    months = serializers.ListField(
        child=serializers.DictField(),
        help_text="Received and share by key by month, rounded as a table of its own.",
    )
    programme = PlannedSerializer(many=True)
    compared = ComparedSerializer(allow_null=True)
    reach = serializers.ListField(
        child=serializers.CharField(), help_text="Every month that a current run has figures of."
    )


class BoardRowSerializer(serializers.Serializer[Any]):
    """An activity, the overhead, or the programme support, month by month."""

    kind = serializers.ChoiceField([(one, one) for one in ("activity", "overhead", "support")])
    activity = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    minutes = serializers.IntegerField(allow_null=True)
    months = serializers.DictField(child=AmountSerializer())
    total = AmountSerializer()


class BoardMonthSerializer(serializers.Serializer[Any]):
    """A month of an instrument."""

    month = serializers.CharField(help_text="Such as 2017-04.")
    minutes = serializers.IntegerField(help_text="Recorded by everybody.")
    direct = AmountSerializer()
    joint = AmountSerializer()
    overhead = AmountSerializer()
    support = AmountSerializer()
    received = AmountSerializer()
    funded = AmountSerializer()
    balance = AmountSerializer()
    lowest = AmountSerializer()
    highest = AmountSerializer()


class BoardFigureSerializer(_RunSerializer):
    """What one instrument received, by activity and month: two tables, each adding up."""

    lowest = AmountSerializer(allow_null=True)
    highest = AmountSerializer(allow_null=True)
    columns = serializers.ListField(child=serializers.CharField(), help_text="The months.")
    rows = BoardRowSerializer(many=True)
    totals = serializers.DictField(child=AmountSerializer())
    total = AmountSerializer()
    by_month = BoardMonthSerializer(many=True)


class WaitingSerializer(serializers.Serializer[Any]):
    """A document that waits for the signature of one of your sides."""

    kind = serializers.CharField(help_text="Such as report or agreement.")
    document_id = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField(help_text="What it is, and what the signature does.")
    url = serializers.SerializerMethodField(help_text="Its page.")
    unit = serializers.CharField(source="unit_code")
    instrument = serializers.CharField(help_text="The side that is waited for.")
    signed_by = serializers.ListField(child=serializers.CharField())
    since = serializers.DateTimeField(allow_null=True)
    digest = serializers.CharField(help_text="Of the content that is to be signed.")

    def get_url(self, one: Waiting) -> str:
        """Return the address of the page that shows it."""
        return reverse(one.address, args=one.arguments)
