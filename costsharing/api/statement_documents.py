"""What the interface for programs says and is told about statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from costsharing.api.serializers import FigureSerializer
from costsharing.models import Statement, StatementFile
from secretariats.signing_documents import SignatureLineSerializer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.queries.statement_now import StatementNow
    from costsharing.queries.statements import StatementShown


class TransferSerializer(serializers.Serializer[Any]):
    """One payment."""

    to = serializers.CharField(help_text="Code of the instrument that is paid.")
    amount = serializers.CharField(help_text="In exact cents.")

    def get_fields(self) -> dict[str, Any]:
        """Add who pays, whose name Python keeps for itself."""
        return {"from": serializers.CharField(help_text="Who pays."), **super().get_fields()}


class SettledSerializer(serializers.Serializer[Any]):
    """The figures of one instrument."""

    paid = FigureSerializer(help_text="What it paid since 1 January.")
    due = FigureSerializer(help_text="What is due from it since 1 January.")
    net = FigureSerializer(help_text="Paid less due.")
    settled_before = FigureSerializer(help_text="Net of the year's final statements before.")
    paid_now = FigureSerializer(help_text="What this statement adds to paid, in whole cents.")
    due_now = FigureSerializer(help_text="What it adds to due.")
    net_now = FigureSerializer(help_text="Paid less due of this statement.")
    corrections = FigureSerializer(help_text="Net of earlier years that changed since.")
    to_settle = FigureSerializer(help_text="Net now and corrections: plus gets money back.")


class SumSerializer(serializers.Serializer[Any]):
    """The figures of all instruments together."""

    paid = FigureSerializer()
    due = FigureSerializer()
    paid_now = FigureSerializer()
    due_now = FigureSerializer()


class CorrectedSerializer(serializers.Serializer[Any]):
    """What one instrument's correction of an earlier year is."""

    paid = FigureSerializer()
    due = FigureSerializer()
    net = FigureSerializer()


class CorrectedYearSerializer(serializers.Serializer[Any]):
    """An earlier year that was settled to its last day and changed since."""

    year = serializers.IntegerField()
    instruments = serializers.DictField(child=CorrectedSerializer())


class BeforeSerializer(serializers.Serializer[Any]):
    """A final statement of the year before this one."""

    number = serializers.IntegerField()
    to = serializers.DateField()
    digest = serializers.CharField()


class SettledLineSerializer(serializers.Serializer[Any]):
    """An expenditure."""

    date = serializers.DateField()
    description = serializers.CharField(allow_blank=True)
    paid_by = serializers.CharField()
    charged_to = serializers.CharField(allow_null=True, help_text="Null: shared by the key.")
    amount = serializers.CharField()
    currency = serializers.CharField()
    value = FigureSerializer(help_text="In the unit's currency.")
    key = serializers.DictField(child=serializers.CharField(), allow_null=True)
    due = serializers.DictField(child=FigureSerializer())


class ContentSerializer(serializers.Serializer[Any]):
    """The figures of a statement; keys may be added to them, never taken away."""

    imca = serializers.IntegerField()
    unit = serializers.CharField()
    year = serializers.IntegerField()
    currency = serializers.CharField()
    provisional = serializers.BooleanField()
    sides = serializers.ListField(child=serializers.CharField())
    instruments = serializers.DictField(child=SettledSerializer())
    total = SumSerializer()
    transfers = TransferSerializer(many=True)
    corrections = CorrectedYearSerializer(many=True)
    before = BeforeSerializer(many=True)
    lines = SettledLineSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        return {**super().get_fields(), **_days()}


class StatementFileSerializer(serializers.ModelSerializer[StatementFile]):
    """A document of a final statement."""

    class Meta:
        model = StatementFile
        fields = ["language", "medium", "sha256"]
        read_only_fields = fields


class StatementSerializer(serializers.Serializer[Any]):
    """A statement and where it stands."""

    statement = serializers.IntegerField()
    number = serializers.CharField(allow_blank=True, help_text="Such as IMCA/2017/1; when final.")
    state = serializers.ChoiceField(Statement.State.choices)
    digest = serializers.CharField(help_text="Of figures and snapshot: what the sides confirm.")
    returned = serializers.CharField(allow_blank=True, help_text="Why it came back.")
    prepared = serializers.DateTimeField()
    final = serializers.DateTimeField(allow_null=True)
    confirmations = SignatureLineSerializer(many=True)
    files = StatementFileSerializer(many=True)
    content = ContentSerializer()


class StatementLineSerializer(serializers.Serializer[Any]):
    """A statement in a list."""

    statement = serializers.IntegerField()
    unit = serializers.CharField()
    year = serializers.IntegerField()
    number = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(Statement.State.choices)
    digest = serializers.CharField()
    currency = serializers.CharField()
    sides = serializers.DictField(child=serializers.ChoiceField(["signed", "refused", "waiting"]))
    transfers = TransferSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        return {**super().get_fields(), **_days()}


class PreviewSerializer(serializers.Serializer[Any]):
    """What a statement would say; nothing is stored."""

    digest = serializers.CharField()
    content = ContentSerializer()


class StatementAskedSerializer(serializers.Serializer[Any]):
    """A statement that is asked for."""

    unit = serializers.CharField(help_text="The unit's code.")
    to = serializers.DateField(help_text="Its last day, a month's end.")

    def get_fields(self) -> dict[str, Any]:
        """Add the first day."""
        first = serializers.DateField(
            required=False,
            help_text="Its first day, if you know which it must be; it follows by itself.",
        )
        return {**super().get_fields(), "from": first}


def _days() -> dict[str, Any]:
    return {
        "from": serializers.DateField(help_text="First day."),
        "to": serializers.DateField(help_text="Last day, inclusive."),
    }


def statement_document(shown: StatementShown, files: Sequence[StatementFile]) -> dict[str, Any]:
    """Return a statement as the interface says it."""
    row = shown.row
    return {
        "statement": row.pk,
        "number": shown.symbol,
        "state": row.state,
        "digest": row.digest,
        "returned": row.returned,
        "prepared": row.created,
        "final": row.final,
        "confirmations": shown.sides,
        "files": files,
        "content": row.content,
    }


def preview_document(now: StatementNow) -> dict[str, Any]:
    """Return figures that are not stored, as the interface says them."""
    return {"digest": now.digest, "content": now.content}
