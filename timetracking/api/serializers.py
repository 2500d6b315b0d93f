"""What the interface says about time; minutes are whole, or exact where shares make parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from timetracking.api.beneficiaries import (
    CODE,
    ForAskedSerializer,
    ForShownSerializer,
    ForStoredSerializer,
)
from timetracking.core.grid import RowKey
from timetracking.core.pieces import LONGEST_NOTE
from timetracking.models import Activity, Kind, TimeEntry
from timetracking.queries.importing import WORDS

if TYPE_CHECKING:
    import datetime as dt


# The schema knows an activity with its value already.
@extend_schema_serializer(component_name="ActivityOfWork")
class ActivityListedSerializer(serializers.ModelSerializer[Activity]):
    """What an entry is logged against."""

    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    area = serializers.SerializerMethodField(help_text="Code of the work area, or empty.")
    kind = serializers.SerializerMethodField(help_text="service, overhead or absence.")

    class Meta:
        model = Activity
        fields = ["unit", "code", "title", "area", "kind"]
        read_only_fields = fields

    def get_area(self, activity: Activity) -> str:
        """Return the code of the work area."""
        return activity.area.code if activity.area else ""

    def get_kind(self, activity: Activity) -> str:
        """Return the kind in one word."""
        return WORDS[Kind(activity.kind)]


class EntrySerializer(ForStoredSerializer):
    """An entry of one's own."""

    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    activity = serializers.SlugRelatedField[Any]("code", read_only=True)

    class Meta:
        model = TimeEntry
        fields = [
            "id", "unit", "date", "minutes", "activity", "note", "version", "first_minutes",
            "saved", "begin", "end", "source",
        ]  # fmt: skip
        read_only_fields = fields


class CellAskedSerializer(ForAskedSerializer):
    """A cell of one's own week: a unit, a work date, an activity and whom it is for."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    date = serializers.DateField(help_text="The work date.")
    activity = serializers.CharField(max_length=CODE, help_text="The activity's code.")
    version = serializers.CharField(
        max_length=100, required=False, allow_blank=True, default="",
        help_text="As last read; empty where nothing was stored.",
    )  # fmt: skip


class CellWrittenSerializer(CellAskedSerializer):
    """What a cell shall hold."""

    minutes = serializers.IntegerField(
        min_value=0, max_value=1440, help_text="0 removes the entry."
    )
    note = serializers.CharField(
        max_length=LONGEST_NOTE, required=False, allow_blank=True, allow_null=True, default=None,
        help_text="Left out: as it is.",
    )  # fmt: skip


def key_of(values: dict[str, Any]) -> tuple[RowKey, dt.date]:
    """Return key and day of a cell that was asked for."""
    return RowKey.of(values["activity"], values["for"]), values["date"]


class CellSerializer(serializers.Serializer[Any]):
    """What a cell holds."""

    date = serializers.DateField()
    minutes = serializers.IntegerField()
    version = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class GridCellSerializer(serializers.Serializer[Any]):
    """A cell of the grid, with whether it can be changed."""

    date = serializers.DateField()
    minutes = serializers.IntegerField()
    version = serializers.CharField(allow_blank=True)
    notes = serializers.ListField(child=serializers.CharField())
    entries = serializers.IntegerField(help_text="A cell of several cannot be changed as one.")
    open = serializers.BooleanField(help_text="Whether it can be changed.")
    why = serializers.CharField(
        allow_blank=True,
        help_text=(
            "Why not: locked, submitted, future, not_here, not_yet_here, never_here, several."
        ),
    )


class GridRowSerializer(ForShownSerializer):
    """A row of the grid: an activity and whom it is for."""

    activity = serializers.CharField()
    title = serializers.CharField()
    area = serializers.CharField(allow_blank=True)
    kind = serializers.CharField()
    minutes = serializers.IntegerField()
    cells = GridCellSerializer(many=True)


class GridDaySerializer(serializers.Serializer[Any]):
    """A day of the grid."""

    date = serializers.DateField()
    holiday = serializers.CharField(allow_blank=True)
    state = serializers.CharField(
        allow_blank=True, help_text="Of its week sheet, if there is one."
    )
    recorded = serializers.IntegerField(help_text="Service and overhead.")
    absence = serializers.IntegerField()
    expected = serializers.CharField(help_text='"n/d", absence taken off.')
    missing = serializers.CharField(help_text='"n/d", never below zero.')


class GridPartSerializer(serializers.Serializer[Any]):
    """The part of a week that lies in one month, as it is handed in and decided on."""

    start = serializers.DateField()
    end = serializers.DateField()
    state = serializers.CharField(help_text="open, submitted, returned or approved.")
    id = serializers.IntegerField(allow_null=True, help_text="Of its sheet, if there is one.")
    ready = serializers.BooleanField(help_text="Whether it can be submitted now.")
    reason = serializers.CharField(allow_blank=True, help_text="Why it was sent back.")


class GridSerializer(serializers.Serializer[Any]):
    """A person's own week in a unit."""

    unit = serializers.CharField()
    week = serializers.CharField(help_text="ISO 8601, such as 2017-W02.")
    days = GridDaySerializer(many=True)
    rows = GridRowSerializer(many=True)
    recorded = serializers.IntegerField()
    expected = serializers.CharField(help_text='"n/d".')
    missing = serializers.CharField(help_text='"n/d".')
    shares = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="Minutes by beneficiary, such as AEWA+CMS; the empty one is overhead.",
    )
    parts = GridPartSerializer(many=True)
    seen = serializers.CharField(help_text="The mark of the week, with which it is submitted.")
