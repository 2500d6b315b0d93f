"""What the interface says about proposed changes of inputs, files of them and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from costsharing.models import InputProposal
from costsharing.queries.input_proposals import counts_of, sides_shown
from secretariats.signing_documents import SignatureLineSerializer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.actions.bring_inputs import Looked

TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
LONGEST_REASON = 500


class InputCountsSerializer(serializers.Serializer[Any]):
    """How many lines do what."""

    add = serializers.IntegerField()
    change = serializers.IntegerField()
    remove = serializers.IntegerField()
    same = serializers.IntegerField(help_text="Lines of a file that say what is there already.")


class ProposalSerializer(serializers.ModelSerializer[InputProposal]):
    """A proposed change of inputs, or a file of them."""

    unit = serializers.CharField(source="unit.code")
    state = serializers.CharField(help_text="preview, waiting, applied, refused or withdrawn.")
    by = serializers.SerializerMethodField(help_text="The side that proposed it; empty: nobody.")
    person = serializers.CharField(source="person.username")
    sides = serializers.ListField(
        child=serializers.CharField(), help_text="Who must agree; empty: nobody else."
    )
    counts = serializers.SerializerMethodField()

    class Meta:
        model = InputProposal
        fields: tuple[str, ...] = (
            *("id", "unit", "table", "state", "by", "person", "sides", "counts", "reason"),
            *("file", "sha256", "digest", "created", "decided"),
        )

    def get_by(self, row: InputProposal) -> str:
        """Return the code of the side."""
        return row.instrument.code if row.instrument else ""

    @extend_schema_field(InputCountsSerializer)
    def get_counts(self, row: InputProposal) -> dict[str, int]:
        """Return how many lines do what."""
        return counts_of(row.lines)


class ProposalLineSerializer(serializers.Serializer[Any]):
    """What would become of one row."""

    act = serializers.CharField(help_text="add, change, remove or same.")
    row = serializers.IntegerField(allow_null=True, help_text="Null: it is new.")
    place = serializers.IntegerField(allow_null=True, help_text="The row of the file.")
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()

    @extend_schema_field(TEXTS)
    def get_before(self, line: Mapping[str, Any]) -> dict[str, str]:
        """Return column → text; empty where the row is new."""
        return dict(line["before"])

    @extend_schema_field(TEXTS)
    def get_after(self, line: Mapping[str, Any]) -> dict[str, str]:
        """Return column → text; empty where the row is removed."""
        return dict(line["texts"])


class BadLineSerializer(serializers.Serializer[Any]):
    """What is wrong with a row of a file."""

    row = serializers.IntegerField(allow_null=True)
    column = serializers.CharField(allow_blank=True, help_text="Empty: the row as a whole.")
    reason = serializers.CharField(help_text="What is wrong, and what to do.")


class ProposalInFullSerializer(ProposalSerializer):
    """A proposal with its lines and its sides."""

    lines = ProposalLineSerializer(many=True)
    rejected = serializers.SerializerMethodField()
    signatures = serializers.SerializerMethodField()

    class Meta(ProposalSerializer.Meta):
        fields = (*ProposalSerializer.Meta.fields, "lines", "rejected", "signatures")

    @extend_schema_field(BadLineSerializer(many=True))
    def get_rejected(self, row: InputProposal) -> list[dict[str, Any]]:
        """Return what is wrong with rows of the file."""
        return [
            {"row": one["place"], "column": one["column"], "reason": one["message"]}
            for one in row.problems
        ]

    @extend_schema_field(SignatureLineSerializer(many=True))
    def get_signatures(self, row: InputProposal) -> list[dict[str, Any]]:
        """Return where each side stands."""
        if not row.sides:
            return []
        return list(SignatureLineSerializer(sides_shown(row), many=True).data)


class InputFileSerializer(serializers.Serializer[Any]):
    """A file of rows in a form."""

    file = serializers.FileField(allow_empty_file=True, help_text="CSV or XLSX, 2 MB at most.")


class InputFileOptionsSerializer(serializers.Serializer[Any]):
    """What shall become of a file."""

    unit = serializers.CharField(max_length=32, required=False, default="")
    dry_run = serializers.BooleanField(default=False, help_text="Say what would happen.")
    reason = serializers.CharField(
        max_length=LONGEST_REASON, allow_blank=True, default="", help_text="Why."
    )
    name = serializers.CharField(
        max_length=200, allow_blank=True, default="", help_text="Of the file."
    )


class InputFileOutcomeSerializer(serializers.Serializer[Any]):
    """What became of a file, or would."""

    table = serializers.CharField()
    unit = serializers.CharField()
    counts = InputCountsSerializer()
    lines = ProposalLineSerializer(many=True)
    rejected = BadLineSerializer(many=True)
    warnings = serializers.ListField(child=serializers.CharField())
    dry_run = serializers.BooleanField()
    proposal = serializers.IntegerField(
        allow_null=True, help_text="The proposal that waits, or that was applied; null: none."
    )
    state = serializers.CharField(
        help_text=(
            "applied; waiting: for the other sides; nothing: a dry run, a file that changes "
            "nothing, or one with rejected rows."
        )
    )


class InputValueSerializer(serializers.Serializer[Any]):
    """A column that changed, as pages show it."""

    column = serializers.CharField(source="label")
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class InputHistorySerializer(serializers.Serializer[Any]):
    """A change of a table."""

    at = serializers.DateTimeField(source="change.at")
    actor = serializers.CharField(
        source="change.actor", allow_blank=True, help_text="Empty: the operator."
    )
    kind = serializers.CharField(
        source="change.act", help_text="created, changed, removed or loaded."
    )
    row = serializers.CharField(
        source="change.row", allow_blank=True, help_text="Empty: a file of the whole unit."
    )
    columns = InputValueSerializer(source="change.columns", many=True)
    reason = serializers.CharField(source="change.reason", allow_blank=True)
    proposal = serializers.SerializerMethodField()

    def get_proposal(self, line: Any) -> int | None:
        """Return the number of the proposal or file through which it came."""
        return line.proposal.pk if line.proposal else None


def outcome_document(
    looked: Looked, *, table: str, unit: str, warnings: list[str], dry_run: bool
) -> dict[str, Any]:
    """Return what a file would do; what became of it is put in by whoever stored it."""
    return {
        "table": table,
        "unit": unit,
        "counts": looked.counts,
        "lines": [line for line in looked.kept if line["act"] != "same"],
        "rejected": [
            {"row": one.place, "column": one.column, "reason": one.message} for one in looked.bad
        ],
        "warnings": warnings,
        "dry_run": dry_run,
        "proposal": None,
        "state": "nothing",
    }
