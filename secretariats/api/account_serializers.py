"""What the interface says of one's own account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from secretariats.actions.make_token import LONGEST_DAYS, LONGEST_NAME
from secretariats.core.roles import scope_of
from secretariats.models import ApiToken, Role


class RoleSerializer(serializers.ModelSerializer[Role]):
    """A role with its days."""

    person = serializers.CharField(source="person.username")
    unit = serializers.CharField(source="unit.code")
    instrument = serializers.SerializerMethodField(help_text="Code, where it is for one.")
    committee = serializers.SerializerMethodField(help_text="Code, where it is for one.")

    class Meta:
        model = Role
        fields = ["id", "person", "unit", "role", "instrument", "committee"]
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        days = {
            "from": serializers.DateField(source="start", read_only=True),
            "to": serializers.DateField(
                source="end", read_only=True, allow_null=True, help_text="Null: open."
            ),
        }
        return {**super().get_fields(), **days}

    def get_instrument(self, role: Role) -> str | None:
        """Return the code of the instrument."""
        return role.instrument.code if role.instrument else None

    def get_committee(self, role: Role) -> str | None:
        """Return the code of the committee."""
        return role.committee.code if role.committee and scope_of(role.role) != "unit" else None


class MeSerializer(serializers.Serializer[Any]):
    """Oneself."""

    username = serializers.CharField(read_only=True)
    name = serializers.CharField(max_length=200)
    email = serializers.CharField(read_only=True, help_text="An administrator changes it.")
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    timezone = serializers.CharField(
        max_length=64, allow_blank=True, help_text="Such as Europe/Berlin; empty: of the unit."
    )
    reminders = serializers.BooleanField(
        required=False, help_text="Whether to be reminded of days without time."
    )
    roles = RoleSerializer(
        many=True, read_only=True, help_text="All of them; each counts on its days alone."
    )


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token, without its secret."""

    begins_with = serializers.CharField(source="token_key", help_text="Of the secret.")

    class Meta:
        model = ApiToken
        fields = ["id", "name", "begins_with", "created", "expiry"]
        read_only_fields = fields


class TokenAskedSerializer(serializers.Serializer[Any]):
    """What a token is for."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    days = serializers.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, default=90, help_text="How long it lasts."
    )


class TokenMadeSerializer(TokenSerializer):
    """A token that was made just now."""

    token = serializers.CharField(help_text="The secret: shown this once, and stored nowhere.")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields
