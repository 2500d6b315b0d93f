"""What the interface says about absence; days of absence are exact fractions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from timetracking.core.pieces import LONGEST_NOTE

CODE = 32
FIRST, LAST = dt.date(1970, 1, 1), dt.date(2199, 12, 31)


def _checked(day: dt.date) -> None:
    if not FIRST <= day <= LAST:
        raise serializers.ValidationError(_("Choose a year from 1970 to 2199."))


class YearAskedSerializer(serializers.Serializer[Any]):
    """A year of absence in a unit."""

    unit = serializers.CharField(
        max_length=CODE, required=False, default="",
        help_text="The unit's code; left out: where you work today.",
    )  # fmt: skip
    year = serializers.IntegerField(
        min_value=FIRST.year + 1, max_value=LAST.year - 1, required=False, default=None,
        help_text="Left out: this year.",
    )  # fmt: skip


class AbsenceWishSerializer(serializers.Serializer[Any]):
    """An absence from a day to a day."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    activity = serializers.CharField(max_length=CODE, help_text="An activity of the kind absence.")
    half_first = serializers.BooleanField(
        required=False, default=False, help_text="Half of the first day."
    )
    half_last = serializers.BooleanField(
        required=False, default=False, help_text="Half of the last day."
    )
    note = serializers.CharField(
        max_length=LONGEST_NOTE, required=False, allow_blank=True, allow_null=True, default=None,
        help_text="Of each day. Left out: as it is.",
    )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        """Add the days, whose names Python keeps for itself."""
        days = {
            "from": serializers.DateField(validators=[_checked], help_text="The first day."),
            "to": serializers.DateField(
                validators=[_checked], help_text="The last day, which belongs to it."
            ),
        }
        return {**super().get_fields(), **days}


class AbsenceAskedSerializer(AbsenceWishSerializer):
    """An absence to be entered, or looked at first."""

    preview = serializers.BooleanField(
        required=False, default=False, help_text="Say what would be entered; store nothing."
    )


class AbsenceNamedSerializer(serializers.Serializer[Any]):
    """An absence that is there: its kind, a day of it, and its version as last read."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    activity = serializers.CharField(max_length=CODE, help_text="The kind it has.")
    day = serializers.DateField(validators=[_checked], help_text="A day that belongs to it.")
    version = serializers.CharField(max_length=64, help_text="As last read.")


class AbsenceChangedSerializer(AbsenceWishSerializer):
    """What an absence shall be."""

    was = serializers.CharField(max_length=CODE, help_text="The kind it has now.")
    day = serializers.DateField(validators=[_checked], help_text="A day that belongs to it now.")
    version = serializers.CharField(max_length=64, help_text="As last read.")


class AbsenceDaySerializer(serializers.Serializer[Any]):
    """A day of an absence that was asked for."""

    date = serializers.DateField()
    expected = serializers.CharField(help_text='"n/d" minutes, absence not taken off.')
    minutes = serializers.IntegerField(help_text="Of absence; 0 where the day is left out.")
    left_out = serializers.CharField(
        allow_blank=True, help_text="no_workday, holiday, not_here, free, or empty."
    )
    why = serializers.CharField(
        allow_blank=True, help_text="Why it cannot be stored: locked, submitted, future, several."
    )
    over = serializers.BooleanField(help_text="Whether it holds more than is expected.")


class AbsenceStoredSerializer(serializers.Serializer[Any]):
    """What became of an absence."""

    what = serializers.CharField(
        help_text="created, changed, removed, unchanged; preview where nothing was to be stored."
    )
    created = serializers.ListField(child=serializers.DateField())
    changed = serializers.ListField(child=serializers.DateField())
    removed = serializers.ListField(child=serializers.DateField())
    kept = serializers.DictField(
        child=serializers.CharField(), help_text="Days that could not change, and why."
    )
    days = AbsenceDaySerializer(many=True)
    version = serializers.CharField(
        allow_blank=True, help_text="Of the absence as it is now; empty where there is none."
    )


class AbsenceShownSerializer(serializers.Serializer[Any]):
    """An absence: days of one kind with nothing expected between them."""

    activity = serializers.CharField()
    half_first = serializers.BooleanField()
    half_last = serializers.BooleanField()
    minutes = serializers.IntegerField()
    days = serializers.CharField(help_text='"n/d": each day its minutes of what is expected.')
    note = serializers.CharField(allow_blank=True, help_text="That all its days have.")
    version = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """Add the days, whose names Python keeps for itself."""
        return {
            **super().get_fields(),
            "from": serializers.DateField(),
            "to": serializers.DateField(),
        }


class AbsentYearSerializer(serializers.Serializer[Any]):
    """A person's own absence in a year."""

    unit = serializers.CharField()
    year = serializers.IntegerField()
    kinds = serializers.DictField(child=serializers.CharField(), help_text="Code → title.")
    days = serializers.DictField(
        child=serializers.CharField(), help_text='Code → days in the year, "n/d".'
    )
    absences = AbsenceShownSerializer(many=True)
