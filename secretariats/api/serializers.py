"""What the interface says about work in the background."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from secretariats.models import Job


class JobSerializer(serializers.ModelSerializer[Job]):
    """A piece of long work: what was asked, how far it is, how it ended."""

    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    kind = serializers.CharField(source="task", help_text="Such as costsharing.value.")
    asked = serializers.DictField(help_text="What was asked, as plain values.")
    result = serializers.CharField(help_text="The identity of what it made, once it is done.")
    error = serializers.CharField(help_text="Why it failed, and what to do; empty otherwise.")

    class Meta:
        model = Job
        fields = [
            "id", "unit", "kind", "asked", "state", "step", "done", "total", "result", "error",
            "created", "finished",
        ]  # fmt: skip
        read_only_fields = fields
