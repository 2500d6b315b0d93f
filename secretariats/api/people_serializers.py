"""What the interface says of the people of units."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from secretariats.models import Person, Role


class PersonSerializer(serializers.ModelSerializer[Person]):
    """A person, as those see them who look after the unit's people."""

    open = serializers.BooleanField(source="is_active", help_text="Whether they may log in.")
    has_password = serializers.BooleanField(
        source="has_usable_password", help_text="Whether they chose one yet."
    )

    class Meta:
        model = Person
        fields = ["id", "username", "name", "email", "language", "open", "has_password", "joined"]
        read_only_fields = fields


class DetailsSerializer(serializers.Serializer[Any]):
    """What an account says of its person."""

    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(allow_blank=True, max_length=254)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)


class PersonAskedSerializer(DetailsSerializer):
    """A person who comes to a unit."""

    unit = serializers.CharField(max_length=32, help_text="The code of the unit.")
    username = serializers.CharField(max_length=150)
    email = serializers.EmailField(allow_blank=True, max_length=254, default="")
    language = serializers.ChoiceField(choices=settings.LANGUAGES, default="en")
    invite = serializers.BooleanField(
        default=False, help_text="Whether to send them a link to choose a password."
    )


class StateSerializer(serializers.Serializer[Any]):
    """Whether an account is open."""

    open = serializers.BooleanField()
    reason = serializers.CharField(max_length=500, help_text="It stays in the history.")


class RoleAskedSerializer(serializers.Serializer[Any]):
    """A role to be given."""

    unit = serializers.CharField(max_length=32, help_text="The code of the unit.")
    role = serializers.ChoiceField(choices=Role.Kind.choices)
    instrument = serializers.CharField(
        max_length=32,
        allow_null=True,
        default=None,
        help_text="Its code, for an Executive Secretary or a finance officer.",
    )
    committee = serializers.CharField(
        max_length=32, allow_null=True, default=None, help_text="Its code, for a committee member."
    )
    to = serializers.DateField(
        allow_null=True, default=None, help_text="The last day, which belongs to it; null: open."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the first day, whose name Python keeps for its own."""
        return {**super().get_fields(), "from": serializers.DateField(help_text="The first day.")}


class RoleEndSerializer(serializers.Serializer[Any]):
    """The last day of a role."""

    to = serializers.DateField(help_text="It belongs to the role.")
