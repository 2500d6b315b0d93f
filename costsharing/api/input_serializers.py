"""What the interface says about inputs: columns by name, amounts as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from secretariats.core.errors import Problem, Refused
from secretariats.input_fields import exact_text
from secretariats.input_table import mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.input_table import InputTable


class InputRowSerializer(serializers.Serializer[Any]):
    """A row of a table of inputs."""

    id = serializers.IntegerField(source="pk", read_only=True)
    table = serializers.SerializerMethodField()
    unit = serializers.SerializerMethodField()
    values = serializers.SerializerMethodField()
    seen = serializers.SerializerMethodField()

    def get_table(self, row: Any) -> str:
        """Return the name of the table."""
        del row
        return str(self.context["table"].name)

    def get_unit(self, row: Any) -> str:
        """Return the code of the unit."""
        del row
        return str(self.context["unit"].code)

    @extend_schema_field({"type": "object", "additionalProperties": {}})
    def get_values(self, row: Any) -> dict[str, Any]:
        """Return column → value: text, a whole number, yes or no, minutes by weekday, or null."""
        return {field.name: field.plain(field.of(row)) for field in self.context["table"].fields}

    def get_seen(self, row: Any) -> str:
        """Return the mark of what the row says, to be sent when it is changed or removed."""
        return mark_of(self.context["table"], row)


class InputAskedSerializer(serializers.Serializer[Any]):
    """A row to be added."""

    unit = serializers.CharField(max_length=32, help_text="The unit's code.")
    values = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text="Column → value, as a row of the table has them.",
    )
    reason = serializers.CharField(
        max_length=500, allow_blank=True, default="", help_text="Why; the history keeps it."
    )


class InputChangeSerializer(serializers.Serializer[Any]):
    """What a row shall say; a column that is left out is empty."""

    values = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text="Column → value, as a row of the table has them.",
    )
    seen = serializers.CharField(max_length=100, help_text="The mark of the row as you read it.")
    reason = serializers.CharField(
        max_length=500, allow_blank=True, default="", help_text="Why; the history keeps it."
    )


def texts_of(table: InputTable, values: Mapping[str, Any]) -> dict[str, str]:
    """Return column → the text that the column reads.

    Raises:
        Refused: naming every column that the table does not have, and every value that is none.
    """
    texts: dict[str, str] = {}
    problems = []
    for name, value in values.items():
        if table.field(name) is None:
            known = ", ".join(field.name for field in table.fields)
            text = _("There is no such column; there are %(known)s.") % {"known": known}
            problems.append(Problem(name, text))
        elif (
            value is None
            or isinstance(value, bool | int | str)
            or (isinstance(value, list) and all(type(one) is int for one in value))
        ):
            texts[name] = exact_text(value)
        else:
            problems.append(Problem(name, _("Send text, a whole number, true, false or null.")))
    if problems:
        raise Refused(problems)
    return texts
