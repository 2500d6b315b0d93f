"""The field ``for`` of serializers: instruments, under a name that Python keeps for itself."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

CODE = 32
MOST_INSTRUMENTS = 50


class ForAskedSerializer(serializers.Serializer[Any]):
    """Something that is asked for with the codes of instruments, which may be left out."""

    for_help: ClassVar[str] = "Instruments; left out for none."

    def get_fields(self) -> dict[str, Any]:
        """Add the beneficiary."""
        members = serializers.ListField(
            child=serializers.CharField(max_length=CODE), required=False, default=list,
            max_length=MOST_INSTRUMENTS, help_text=self.for_help,
        )  # fmt: skip
        return {**super().get_fields(), "for": members}


class ForShownSerializer(serializers.Serializer[Any]):
    """Something that tells the codes of its instruments under ``for``."""

    def get_fields(self) -> dict[str, Any]:
        """Add the beneficiary."""
        members = serializers.ListField(child=serializers.CharField())
        return {**super().get_fields(), "for": members}


class ForStoredSerializer(serializers.ModelSerializer[Any]):
    """A row of the database that has a beneficiary or none."""

    def get_fields(self) -> dict[str, Any]:
        """Add the beneficiary."""
        members = serializers.SerializerMethodField(
            method_name="members", help_text="Codes of instruments; empty for none."
        )
        return {**super().get_fields(), "for": members}

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def members(self, row: Any) -> list[str]:
        """Return the codes of the beneficiary's instruments."""
        return row.beneficiary.code.split("+") if row.beneficiary else []
