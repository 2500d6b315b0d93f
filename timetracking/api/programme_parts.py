"""What the interface says of milestones, strategies, and changes of a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from timetracking.core.milestones import LONGEST as LONGEST_MILESTONE
from timetracking.core.programme import LONGEST, YEARS
from timetracking.core.programme_changes import ADDED, CHANGED, REMOVED
from timetracking.core.programme_checks import LONGEST_ADDRESS, LONGEST_STRATEGY

if TYPE_CHECKING:
    from timetracking.core.milestones import Marks
    from timetracking.core.programme import Planned

CODE = 32
CHANGE_KINDS = [ADDED, CHANGED, REMOVED]


class MilestoneSerializer(serializers.Serializer[Any]):
    """A day by which something shall be reached."""

    date = serializers.DateField()
    title = serializers.CharField(max_length=LONGEST_MILESTONE)


class MilestoneShownSerializer(MilestoneSerializer):
    """A milestone, and whether it was reached."""

    done = serializers.DateField(
        allow_null=True,
        read_only=True,
        help_text="When it was reached; no part of what is signed. Null: it was not.",
    )


class StrategySerializer(serializers.Serializer[Any]):
    """What an item carries out of an instrument's communication strategy."""

    text = serializers.CharField(max_length=LONGEST_STRATEGY, allow_blank=True, default="")
    address = serializers.CharField(
        max_length=LONGEST_ADDRESS, allow_blank=True, default="", help_text="https://…"
    )


class MarkSerializer(serializers.Serializer[Any]):
    """Which milestone was reached, and when."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    number = serializers.CharField(max_length=LONGEST["number"], help_text="Of the item.")
    title = serializers.CharField(max_length=LONGEST_MILESTONE, trim_whitespace=False)
    done = serializers.DateField(allow_null=True, help_text="Null: it was not reached.")


class ChangesAskedSerializer(serializers.Serializer[Any]):
    """Unit, year, and which two states of its programme, as query parameters."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    before = serializers.IntegerField(
        min_value=1, max_value=32767, required=False,
        help_text="Number of a version; absent: the one in force, else the latest before.",
    )  # fmt: skip
    after = serializers.IntegerField(
        min_value=1, max_value=32767, required=False,
        help_text="Number of a version; absent: the draft.",
    )  # fmt: skip


class FieldChangeSerializer(serializers.Serializer[Any]):
    """One field that says something else."""

    field = serializers.CharField()
    part = serializers.CharField(
        allow_blank=True, help_text="Instrument, category of staff, or title of a milestone."
    )
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class ItemChangeSerializer(serializers.Serializer[Any]):
    """One item that was added, changed or removed."""

    kind = serializers.ChoiceField(CHANGE_KINDS)
    number = serializers.CharField()
    title = serializers.CharField()
    changes = FieldChangeSerializer(many=True)


class ChangesSerializer(serializers.Serializer[Any]):
    """What differs between two states of a programme."""

    unit = serializers.CharField()
    year = serializers.IntegerField()
    before = serializers.IntegerField(allow_null=True, help_text="Null: nothing was there.")
    after = serializers.IntegerField(allow_null=True, help_text="Null: the draft.")
    items = ItemChangeSerializer(many=True)


def milestones_shown(item: Planned, marks: Marks) -> list[dict[str, Any]]:
    """Return the milestones of an item with the days on which they were reached."""
    return [
        {"date": one.date, "title": one.title, "done": marks.get((item.number, one.title))}
        for one in item.milestones
    ]
