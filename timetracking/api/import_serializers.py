"""What the interface says about files of time."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from timetracking.core.written import ORDERS
from timetracking.models import Upload

MAP_HELP = (
    'JSON: what names of the file stand for, such as {"AEWA": {"for": ["AEWA"]}, "S01": '
    '{"activity": "S01"}}. Left out: as remembered from your last file of the format.'
)


class ImportOptionsSerializer(serializers.Serializer[Any]):
    """How a file is to be read, and what is to become of it."""

    unit = serializers.CharField(
        max_length=32, required=False, default="", allow_blank=True,
        help_text="The unit's code; left out: where you work today.",
    )  # fmt: skip
    dates = serializers.ChoiceField(
        choices=ORDERS, required=False, default="", allow_blank=True,
        help_text="The order of day, month and year, where the file leaves it open.",
    )  # fmt: skip
    map = serializers.CharField(
        max_length=200_000, required=False, default=None, allow_null=True, help_text=MAP_HELP
    )
    dry_run = serializers.BooleanField(
        required=False, default=False, help_text="Say what would happen, store nothing."
    )
    name = serializers.CharField(
        max_length=200, required=False, default="", allow_blank=True,
        help_text="The file's name; its ending helps to tell the format.",
    )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        """Add what is called like something that the class has."""
        name = serializers.CharField(
            max_length=16, required=False, default="", allow_blank=True,
            help_text="Which program wrote it; left out: told by the file.",
        )  # fmt: skip
        update = serializers.BooleanField(
            required=False, default=False, help_text="Amend entries that changed at the source."
        )
        return {**super().get_fields(), "format": name, "update": update}


class ImportAskedSerializer(ImportOptionsSerializer):
    """The same with the file itself."""

    file = serializers.FileField(help_text="The file.")


class ImportRowReasonSerializer(serializers.Serializer[Any]):
    """A row of the file and why it is not stored."""

    row = serializers.IntegerField(help_text="As a spreadsheet numbers it.")
    reason = serializers.CharField()


class ImportRowChangedSerializer(serializers.Serializer[Any]):
    """A row that is stored with other values."""

    row = serializers.IntegerField()
    differences = serializers.DictField(
        child=serializers.ListField(child=serializers.JSONField(allow_null=True)),
        help_text="Field → stored, in the file.",
    )


class OutcomeSerializer(serializers.Serializer[Any]):
    """What became of the rows of a file, as ``import_time --json`` tells it."""

    created = serializers.IntegerField(help_text="Entries stored; 0 while a row is rejected.")
    acceptable = serializers.IntegerField(help_text="New entries without fault.")
    unchanged = serializers.IntegerField(help_text="Entries that were stored before.")
    updated = serializers.IntegerField(help_text="Rows whose entries were amended.")
    changed = ImportRowChangedSerializer(many=True)
    rejected = ImportRowReasonSerializer(many=True)
    skipped = ImportRowReasonSerializer(many=True)
    ignored = serializers.DictField(
        child=serializers.IntegerField(), help_text="Names that stand for nothing → how often."
    )
    seconds = serializers.IntegerField(help_text="What the file says in all.")
    minutes = serializers.IntegerField(help_text="What the entries say in all.")


class ImportProblemSerializer(serializers.Serializer[Any]):
    """Why a file cannot be read."""

    path = serializers.CharField(allow_blank=True)
    message = serializers.CharField()


class ImportSerializer(serializers.Serializer[Any]):
    """A file of time: how it is read, where it stands and what it does."""

    id = serializers.UUIDField()
    unit = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    state = serializers.ChoiceField(choices=Upload.State.choices)
    problems = ImportProblemSerializer(many=True)
    outcome = OutcomeSerializer(
        allow_null=True, help_text="At most 2,000 rows of each kind; null until it was read."
    )
    job = serializers.UUIDField(allow_null=True, help_text="Of the worker that reads a large one.")

    def get_fields(self) -> dict[str, Any]:
        """Add the format, whose name the class keeps for its own."""
        return {**super().get_fields(), "format": serializers.CharField(allow_blank=True)}


class ImportedSerializer(OutcomeSerializer):
    """What became of a small file, at once."""

    id = serializers.UUIDField()
    dry_run = serializers.BooleanField()

    def get_fields(self) -> dict[str, Any]:
        """Add the format, whose name the class keeps for its own."""
        return {**super().get_fields(), "format": serializers.CharField()}


class ImportQueuedSerializer(serializers.Serializer[Any]):
    """A large file, which a worker reads."""

    id = serializers.UUIDField()
    job = serializers.UUIDField()
    url = serializers.CharField(help_text="Where to ask what became of it.")


OUTCOME_KEYS = tuple(OutcomeSerializer().get_fields())


def outcome_document(kept: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of an outcome as the interface tells it."""
    found = {key: kept[key] for key in OUTCOME_KEYS}
    found["changed"] = [
        {"row": one["row"], "differences": one["differences"]} for one in kept["changed"]
    ]
    return found


def import_document(upload: Upload) -> dict[str, Any]:
    """Return a file as the interface tells it."""
    return {
        "id": str(upload.pk),
        "unit": upload.unit.code,
        "format": upload.format,
        "name": upload.name,
        "size": upload.size,
        "sha256": upload.sha256,
        "state": upload.state,
        "problems": upload.problems,
        "outcome": outcome_document(upload.outcome) if upload.outcome else None,
        "job": str(upload.job_id) if upload.job_id else None,
    }
