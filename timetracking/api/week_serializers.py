"""What the interface says about weeks that are handed in, and corrections of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from secretariats.core.exact import exact_text
from timetracking.actions.submit_week import LONGEST_TEXT
from timetracking.api.beneficiaries import CODE, ForStoredSerializer
from timetracking.api.serializers import CellAskedSerializer
from timetracking.models import Amendment, Kind, WeekSheet
from timetracking.queries.hidden_kinds import hides_kind, units_read

if TYPE_CHECKING:
    from timetracking.actions.submit_week import Submitted

LARGEST = 10**15
MOST_WEEKS = 500


class WeekSheetSerializer(serializers.ModelSerializer[WeekSheet]):
    """A week, or the part of it that lies in one month."""

    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    person = serializers.SlugRelatedField[Any]("username", read_only=True)
    decided_by = serializers.SlugRelatedField[Any]("username", read_only=True, allow_null=True)

    class Meta:
        model = WeekSheet
        fields = [
            "id", "unit", "person", "start", "end", "state", "version", "submitted", "decided",
            "decided_by", "note", "reason",
        ]  # fmt: skip
        read_only_fields = fields


class GapSerializer(serializers.Serializer[Any]):
    """A day on which time is still expected."""

    date = serializers.DateField()
    missing = serializers.CharField(help_text='Minutes, "n/d".')


class WeekAskedSerializer(serializers.Serializer[Any]):
    """One's own week."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    week = serializers.CharField(max_length=8, help_text="Such as 2017-W02.")


class WeekSubmittedSerializer(WeekAskedSerializer):
    """One's own week, to be handed in."""

    seen = serializers.CharField(
        max_length=64, help_text="The mark of the week as it was read (time: seen)."
    )
    note = serializers.CharField(
        max_length=LONGEST_TEXT, required=False, allow_blank=True, default="",
        help_text="For whoever approves, such as why hours are missing.",
    )  # fmt: skip


class SubmittedSerializer(serializers.Serializer[Any]):
    """What was handed in, and which days lack time."""

    weeks = WeekSheetSerializer(many=True)
    gaps = GapSerializer(many=True)


class WeeksSerializer(serializers.Serializer[Any]):
    """Weeks as they are now."""

    weeks = WeekSheetSerializer(many=True)


class SeenWeekSerializer(serializers.Serializer[Any]):
    """A week as it was read."""

    id = serializers.IntegerField(min_value=1, max_value=LARGEST)
    version = serializers.IntegerField(min_value=1, max_value=LARGEST)


class ApproveSerializer(serializers.Serializer[Any]):
    """Weeks to approve, all or none."""

    weeks = serializers.ListField(
        child=SeenWeekSerializer(), allow_empty=False, max_length=MOST_WEEKS
    )


class SendBackSerializer(serializers.Serializer[Any]):
    """Why a week goes back."""

    version = serializers.IntegerField(min_value=1, max_value=LARGEST)
    reason = serializers.CharField(max_length=LONGEST_TEXT)


class AmendmentSerializer(ForStoredSerializer):
    """A correction of one cell of an approved week."""

    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    person = serializers.SlugRelatedField[Any]("username", read_only=True)
    activity = serializers.SerializerMethodField(
        help_text="Code; empty where the kind of an absence is not for you."
    )
    decided_by = serializers.SlugRelatedField[Any]("username", read_only=True, allow_null=True)

    class Meta:
        model = Amendment
        fields = [
            "id", "unit", "person", "date", "activity", "minutes_before", "minutes_after",
            "reason", "answer", "state", "asked", "decided", "decided_by",
        ]  # fmt: skip
        read_only_fields = fields

    def get_activity(self, amendment: Amendment) -> str:
        """Return the code of the activity, that of an absence only to whom it may be told."""
        if amendment.activity.kind != Kind.ABSENCE:
            return amendment.activity.code
        request = self.context.get("request")
        if request is None:
            return amendment.activity.code
        hidden = hides_kind(amendment, request.user, self._units_read)
        return "" if hidden else amendment.activity.code

    @cached_property
    def _units_read(self) -> frozenset[int]:
        """The units whose kinds of absence are for who asks; one query for a whole list."""
        return units_read(self.context["request"].user)


class AmendmentAskedSerializer(CellAskedSerializer):
    """What a cell of an approved week shall hold, and why."""

    minutes = serializers.IntegerField(
        min_value=0, max_value=1440, help_text="0 removes what it holds."
    )
    reason = serializers.CharField(max_length=LONGEST_TEXT)


class AmendmentDecidedSerializer(serializers.Serializer[Any]):
    """A decision on a correction."""

    decision = serializers.ChoiceField(choices=["accepted", "refused"])
    answer = serializers.CharField(
        max_length=LONGEST_TEXT, required=False, allow_blank=True, default="",
        help_text="Needed to refuse.",
    )  # fmt: skip


def submitted_document(done: Submitted) -> dict[str, Any]:
    """Return what was handed in."""
    return {
        "weeks": done.sheets,
        "gaps": [{"date": day.date, "missing": exact_text(day.missing)} for day in done.gaps],
    }
