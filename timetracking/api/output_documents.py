"""What the interface says and is told about outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from timetracking.core.outputs import KINDS, LONGEST_TITLE, Delivered
from timetracking.core.programme_checks import LONGEST_ADDRESS

if TYPE_CHECKING:
    from timetracking.queries.outputs import OutputRow

CODE = 32
KIND_CHOICES = list(KINDS.items())


class OutputSerializer(serializers.Serializer[Any]):
    """What the register says of an output."""

    date = serializers.DateField()
    kind = serializers.ChoiceField(KIND_CHOICES)
    title = serializers.CharField(max_length=LONGEST_TITLE)
    address = serializers.CharField(
        max_length=LONGEST_ADDRESS, allow_blank=True, default="", help_text="https://…"
    )
    instruments = serializers.ListField(
        child=serializers.CharField(max_length=CODE),
        default=list,
        help_text="Codes of those it serves. Empty: those for which the activity is planned, "
        "else all of the unit's.",
    )
    activity = serializers.CharField(
        max_length=CODE, allow_null=True, default=None, help_text="Its code."
    )

    def delivered(self, instruments: tuple[str, ...]) -> Delivered:
        """Return what was sent, once it is valid, for these instruments where it names none."""
        sent = self.validated_data
        return Delivered(
            date=sent["date"],
            kind=sent["kind"],
            title=sent["title"],
            instruments=tuple(sorted(set(sent["instruments"]))) or instruments,
            address=sent["address"],
            activity=sent["activity"] or "",
        )


class NewOutputSerializer(OutputSerializer):
    """An output, and whose it is."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")


class ChangedOutputSerializer(OutputSerializer):
    """What the register shall say, and which version was seen."""

    version = serializers.IntegerField(min_value=1, help_text="As it was read.")


class OutputShownSerializer(OutputSerializer):
    """An output of the register."""

    id = serializers.IntegerField()
    unit = serializers.CharField()
    version = serializers.IntegerField(help_text="Send it back to change or remove the output.")


class OutputsAskedSerializer(serializers.Serializer[Any]):
    """Which outputs, as query parameters; all but the unit may be left out."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=1, max_value=9999, required=False)
    kind = serializers.ChoiceField(KIND_CHOICES, required=False)
    activity = serializers.CharField(max_length=CODE, required=False)
    instrument = serializers.CharField(max_length=CODE, required=False)


class VersionAskedSerializer(serializers.Serializer[Any]):
    """The version that was seen, as a query parameter."""

    version = serializers.IntegerField(min_value=1)


class CountAskedSerializer(serializers.Serializer[Any]):
    """Unit and days, as query parameters."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    start = serializers.DateField()
    end = serializers.DateField()


class CountSerializer(serializers.Serializer[Any]):
    """How many outputs there are."""

    total = serializers.IntegerField()
    joint = serializers.IntegerField(help_text="Those that serve more than one instrument.")
    kinds = serializers.DictField(child=serializers.IntegerField())
    instruments = serializers.DictField(
        child=serializers.IntegerField(), help_text="An output of several counts for each."
    )
    activities = serializers.DictField(
        child=serializers.IntegerField(), help_text="Those without one under an empty key."
    )


def output_document(row: OutputRow, unit: str) -> dict[str, Any]:
    """Return an output as plain values."""
    found = row.delivered
    return {
        "id": row.pk,
        "unit": unit,
        "version": row.version,
        "date": found.date,
        "kind": found.kind,
        "title": found.title,
        "address": found.address,
        "instruments": list(found.instruments),
        "activity": found.activity or None,
    }
