"""What the interface for programs says and is told about signatures, whatever the document."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from secretariats.models import Signature

LONGEST = 500


class DecisionSerializer(serializers.Serializer[Any]):
    """One side's yes or no to what a digest names."""

    instrument = serializers.CharField(max_length=32, help_text="The side, by its code.")
    digest = serializers.CharField(max_length=71, help_text="Of the content that was read.")
    decision = serializers.ChoiceField(Signature.Decision.choices)
    reason = serializers.CharField(
        max_length=LONGEST, allow_blank=True, default="", help_text="Needed to refuse."
    )


class SignatureLineSerializer(serializers.Serializer[Any]):
    """Where one side stands."""

    instrument = serializers.CharField()
    state = serializers.ChoiceField(["signed", "refused", "waiting"])
    people = serializers.ListField(
        child=serializers.CharField(), help_text="Who decided, or may decide today."
    )
    at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class ReasonSerializer(serializers.Serializer[Any]):
    """Why what was handed over is withdrawn."""

    reason = serializers.CharField(max_length=LONGEST)


class SeenSerializer(serializers.Serializer[Any]):
    """Which draft was seen: somebody may have changed it meanwhile."""

    seen = serializers.CharField(max_length=71, help_text="Its mark, as it was read.")
