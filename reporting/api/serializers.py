"""What the interface says about reports, and what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reporting.actions.draft_report import HEAD
from reporting.models import Report
from reporting.queries.report_words import file_name, title_of
from reporting.renderers import renderers

if TYPE_CHECKING:
    from collections.abc import Iterator


class ReportFileSerializer(serializers.Serializer[Any]):
    """A file of a report."""

    medium = serializers.CharField(help_text="Such as pdf, xlsx, csv or json.")
    name = serializers.CharField(help_text="Under which it is downloaded.")
    url = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField()


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report: for whom, of what period, where it stands, where its files are."""

    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    committee = serializers.SlugRelatedField[Any]("code", read_only=True)
    title = serializers.SerializerMethodField(help_text="Its own, or the usual one.")
    document = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()
    supersedes = serializers.IntegerField(
        source="supersedes_id", read_only=True, allow_null=True,
        help_text="The earlier revision that this one corrects.",
    )  # fmt: skip

    class Meta:
        model = Report
        fields = [
            "id", "unit", "committee", "language", "state", "symbol", "title", "meeting_name",
            "meeting_place", "meeting_start", "meeting_end", "agenda_item", "date", "run",
            "revision", "supersedes", "correction", "published", "document", "pages", "size",
            "sha256", "files", "digest", "created", "updated",
        ]  # fmt: skip
        read_only_fields = fields

    def get_title(self, report: Report) -> str:
        """Return the title that the document has."""
        return title_of(report)

    def get_document(self, report: Report) -> str | None:
        """Return the address of the PDF; null while there is none."""
        return reverse("api_report_document", args=[report.pk]) if report.pdf else None

    @extend_schema_field(ReportFileSerializer(many=True))
    def get_files(self, report: Report) -> list[dict[str, Any]]:
        """Return every file, the document first."""
        return list(_files(report))

    def get_fields(self) -> dict[str, Any]:
        """Add the days, the first of which has a name that Python keeps for itself."""
        days = {
            "from": serializers.DateField(source="start", read_only=True),
            "to": serializers.DateField(source="end", read_only=True),
        }
        return {**super().get_fields(), **days}


def _files(report: Report) -> Iterator[dict[str, Any]]:
    if report.pdf:
        yield {
            "medium": "pdf",
            "name": file_name(report, ".pdf"),
            "url": reverse("api_report_document", args=[report.pk]),
            "size": report.size,
            "sha256": report.sha256,
        }
    for file in report.data_files.all():
        known = renderers().get(file.medium)
        yield {
            "medium": file.medium,
            "name": file_name(report, known.suffix if known else ""),
            "url": reverse("api_report_data", args=[report.pk, file.medium]),
            "size": file.size,
            "sha256": file.sha256,
        }


class HeadSerializer(serializers.Serializer[Any]):
    """The head and the texts of a draft; what is left out is empty."""

    symbol = serializers.CharField(max_length=64, allow_blank=True, default="")
    title = serializers.CharField(max_length=300, allow_blank=True, default="")
    meeting_name = serializers.CharField(max_length=200, allow_blank=True, default="")
    meeting_place = serializers.CharField(max_length=200, allow_blank=True, default="")
    meeting_start = serializers.DateField(allow_null=True, default=None)
    meeting_end = serializers.DateField(allow_null=True, default=None)
    agenda_item = serializers.CharField(max_length=32, allow_blank=True, default="")
    date = serializers.DateField(allow_null=True, default=None)
    mandate = serializers.CharField(allow_blank=True, default="")
    lessons = serializers.CharField(allow_blank=True, default="")
    savings = serializers.CharField(allow_blank=True, default="")

    @staticmethod
    def head(values: dict[str, Any]) -> dict[str, Any]:
        """Return the fields that the actions take."""
        return {name: values[name] for name in HEAD}


class NewReportSerializer(HeadSerializer):
    """A report that is asked for."""

    unit = serializers.CharField(max_length=32, help_text="The unit's code.")
    committee = serializers.CharField(max_length=32, help_text="The committee's code.")
    languages = serializers.ListField(
        child=serializers.ChoiceField(settings.LANGUAGES), min_length=1, max_length=10,
        help_text="Each is a report of its own.",
    )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        """Add the days."""
        days = {
            "from": serializers.DateField(help_text="First day of a month."),
            "to": serializers.DateField(help_text="Last day of a month, inclusive."),
        }
        return {**super().get_fields(), **days}


class JobOfReportSerializer(serializers.Serializer[Any]):
    """The job that does what was asked; its result is the identity of the report."""

    job = serializers.UUIDField()
    state = serializers.CharField()
    url = serializers.CharField(help_text="Where to ask how far it is.")


class MakeSerializer(serializers.Serializer[Any]):
    """Whether the figures are taken anew."""

    fresh = serializers.BooleanField(
        default=False, help_text="Value the period again, and take its figures of today."
    )


class CorrectionSerializer(serializers.Serializer[Any]):
    """What a revision corrects."""

    correction = serializers.CharField(max_length=500)


class DigestSerializer(serializers.Serializer[Any]):
    """A digest to look for, as a query parameter."""

    sha256 = serializers.CharField(
        max_length=300, help_text="64 hexadecimal digits, or a line of sha256sum."
    )


class CheckedSerializer(serializers.Serializer[Any]):
    """Whether a file is one that was published for you."""

    sha256 = serializers.CharField()
    published = serializers.BooleanField()
    report = serializers.IntegerField(allow_null=True)
    symbol = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    revision = serializers.IntegerField(allow_null=True)
    medium = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    corrected_by = serializers.IntegerField(
        allow_null=True, help_text="The published revision that took its place."
    )
