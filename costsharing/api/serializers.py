"""What the interface says about runs; amounts are text, exact and rounded."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from costsharing.core.inputs import METHODS
from costsharing.models import ValuationRun


class FigureSerializer(serializers.Serializer[Any]):
    """An amount in both forms."""

    exact = serializers.CharField(help_text='"n/d" in lowest terms.')
    rounded = serializers.CharField(help_text="With two decimals.")


class ReceivedSerializer(serializers.Serializer[Any]):
    """What one instrument received, beside its share by key."""

    minutes_direct = serializers.IntegerField()
    direct = FigureSerializer()
    joint = FigureSerializer()
    overhead = FigureSerializer()
    support = FigureSerializer()
    received = FigureSerializer()
    funded = FigureSerializer(help_text="The share by key.")
    balance = FigureSerializer(help_text="Received less the share by key.")
    lowest = FigureSerializer()
    highest = FigureSerializer()


class TotalSerializer(serializers.Serializer[Any]):
    """The figures of all instruments together."""

    received = FigureSerializer()
    funded = FigureSerializer()
    unallocated = FigureSerializer()
    unrecorded = FigureSerializer()


class ActivitySerializer(serializers.Serializer[Any]):
    """The direct and joint value of one activity, instrument by instrument."""

    activity = serializers.CharField()
    area = serializers.CharField(allow_blank=True)
    minutes = serializers.IntegerField()
    value = serializers.DictField(child=FigureSerializer())
    direct = serializers.DictField(child=FigureSerializer())
    joint = FigureSerializer()


class ValuationSerializer(serializers.Serializer[Any]):
    """The document of ``value --json``; keys may be added to it, never taken away."""

    run = serializers.UUIDField()
    unit = serializers.CharField()
    method = serializers.ChoiceField(METHODS)
    currency = serializers.CharField()
    digest = serializers.CharField()
    policies = serializers.DictField(child=serializers.CharField())
    keys = serializers.ListField(child=serializers.DictField())
    provisional = serializers.BooleanField()
    whole_months = serializers.BooleanField()
    warnings = serializers.ListField(child=serializers.CharField())
    instruments = serializers.DictField(child=ReceivedSerializer())
    total = TotalSerializer()
    activities = ActivitySerializer(many=True)
    areas = serializers.ListField(child=serializers.DictField())
    table = serializers.DictField()
    months = serializers.ListField(child=serializers.DictField())
    settlement = serializers.DictField()
    supersedes = serializers.UUIDField(allow_null=True)
    differences = serializers.ListField()

    def get_fields(self) -> dict[str, Any]:
        """Add the days, the first of which has a name that Python keeps for itself."""
        return {**super().get_fields(), **_days()}


class RunSerializer(serializers.ModelSerializer[ValuationRun]):
    """A run in a list: without figures, which never stand without their range."""

    run = serializers.UUIDField(source="pk", read_only=True)
    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    supersedes = serializers.UUIDField(source="supersedes_id", read_only=True, allow_null=True)
    superseded_by = serializers.SerializerMethodField()

    class Meta:
        model = ValuationRun
        fields = [
            "run", "unit", "method", "digest", "provisional", "whole_months", "supersedes",
            "superseded_by", "created",
        ]  # fmt: skip
        read_only_fields = fields

    def get_superseded_by(self, run: ValuationRun) -> str | None:
        """Return the run that corrects this one."""
        later = getattr(run, "superseded_by", None)
        return str(later.pk) if later else None

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        days = {
            "from": serializers.DateField(source="start", read_only=True),
            "to": serializers.DateField(source="end", read_only=True),
        }
        return {**super().get_fields(), **days}


class AskedSerializer(serializers.Serializer[Any]):
    """A valuation that is asked for."""

    unit = serializers.CharField(help_text="The unit's code.")
    method = serializers.ChoiceField(
        METHODS, required=False, help_text="Left out: as the unit agreed."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        return {**super().get_fields(), **_days()}


class JobAskedSerializer(serializers.Serializer[Any]):
    """The job that does what was asked."""

    job = serializers.UUIDField()
    state = serializers.CharField()
    url = serializers.CharField(help_text="Where to ask how far it is.")


class PeriodSerializer(serializers.Serializer[Any]):
    """Unit and period, as query parameters."""

    unit = serializers.CharField(help_text="The unit's code.")

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        return {**super().get_fields(), **_days()}


class LimitationsSerializer(serializers.Serializer[Any]):
    """The document of ``limitations --json``, cut down to what its reader may see."""

    unit = serializers.CharField()
    team = serializers.DictField(allow_null=True, help_text="Null where you may not see it.")
    people = serializers.DictField(
        child=serializers.DictField(), help_text="Username → figures, of whom you may see."
    )
    measured = serializers.DateTimeField(help_text="When the record was measured.")

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        return {**super().get_fields(), **_days()}


def _days() -> dict[str, Any]:
    return {
        "from": serializers.DateField(help_text="First day."),
        "to": serializers.DateField(help_text="Last day, inclusive."),
    }
