"""What the interface says and is told about the programme of work; days are decimal text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from secretariats.core.exact import decimal_text
from timetracking.api.programme_parts import (
    CODE,
    MilestoneSerializer,
    MilestoneShownSerializer,
    StrategySerializer,
    milestones_shown,
)
from timetracking.core.milestones import Milestone, in_order
from timetracking.core.programme import (
    CATEGORIES,
    LONGEST,
    YEARS,
    Planned,
    Strategy,
    categories_from,
    days_from,
    item_content,
)
from timetracking.models import ProgrammeVersion

if TYPE_CHECKING:
    from fractions import Fraction

    from timetracking.core.milestones import Marks
    from timetracking.queries.programme_versions import VersionShown

DAYS = r"^[0-9]{1,5}(\.[0-9]{1,4})?$"


class ItemSerializer(serializers.Serializer[Any]):
    """What an item says."""

    number = serializers.CharField(max_length=LONGEST["number"])
    title = serializers.CharField(max_length=LONGEST["title"])
    activity = serializers.CharField(
        max_length=CODE, allow_null=True, default=None, help_text="Its code, if time is logged."
    )
    mandate = serializers.CharField(max_length=LONGEST["mandate"], allow_blank=True, default="")
    priority = serializers.CharField(max_length=LONGEST["priority"], allow_blank=True, default="")
    outputs = serializers.CharField(max_length=LONGEST["outputs"], allow_blank=True, default="")
    time_frame = serializers.CharField(
        max_length=LONGEST["time_frame"], allow_blank=True, default=""
    )
    responsible = serializers.CharField(
        max_length=LONGEST["responsible"], allow_blank=True, default=""
    )
    funding = serializers.CharField(max_length=LONGEST["funding"], allow_blank=True, default="")
    planned_days = serializers.DictField(
        child=serializers.RegexField(DAYS),
        default=dict,
        help_text='Instrument → planned working days, such as "10" or "2.5".',
    )
    category_days = serializers.DictField(
        child=serializers.RegexField(DAYS),
        default=dict,
        help_text=f"Category of staff ({', '.join(CATEGORIES)}) → working days. They add up to "
        "planned_days; empty where nobody said.",
    )
    milestones = MilestoneSerializer(many=True, default=list)
    strategies = serializers.DictField(
        child=StrategySerializer(),
        default=dict,
        help_text="Instrument → what of its communication strategy is carried out.",
    )

    def planned(self) -> Planned:
        """Return what was sent, once it is valid."""
        sent = self.validated_data
        return Planned(
            activity=sent["activity"] or "",
            days=days_from(sent["planned_days"]),
            categories=categories_from(sent["category_days"]),
            milestones=in_order(
                Milestone(one["date"], one["title"]) for one in sent["milestones"]
            ),
            strategies=tuple(
                Strategy(code, one["text"], one["address"])
                for code, one in sorted(sent["strategies"].items())
            ),
            **{name: sent[name] for name in LONGEST},
        )


class NewItemSerializer(ItemSerializer):
    """A new item, and where it belongs."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])


class ChangedItemSerializer(ItemSerializer):
    """What an item shall say, and which was seen."""

    seen = serializers.CharField(max_length=71, help_text="The item's mark, as it was read.")


class ItemShownSerializer(ItemSerializer):
    """An item of the working programme."""

    id = serializers.IntegerField()
    unit = serializers.CharField()
    year = serializers.IntegerField()
    mark = serializers.CharField(help_text="Send it back as seen to change or remove the item.")
    milestones = MilestoneShownSerializer(many=True)


class LineSerializer(ItemSerializer):
    """An item beside what was recorded for it."""

    id = serializers.IntegerField(
        allow_null=True, help_text="Of the working programme; null in a version."
    )
    milestones = MilestoneShownSerializer(many=True)
    total_days = serializers.CharField(help_text="Planned for all instruments.")
    recorded_minutes = serializers.IntegerField(
        allow_null=True,
        help_text="Of its activity in the year, joint time once. Null where an item before it "
        "holds them, where it has no activity, or where you may not see them.",
    )


class VersionSerializer(serializers.Serializer[Any]):
    """Where a version stands."""

    id = serializers.IntegerField()
    year = serializers.IntegerField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(ProgrammeVersion.State.choices)
    digest = serializers.CharField()
    sides = serializers.DictField(
        child=serializers.CharField(), help_text="Instrument → signed, refused or waiting."
    )
    handed_over = serializers.DateTimeField()
    agreed = serializers.DateTimeField(allow_null=True)
    returned = serializers.CharField(allow_blank=True)
    returned_by = serializers.CharField(allow_blank=True)


class ProgrammeSerializer(serializers.Serializer[Any]):
    """A year's programme."""

    unit = serializers.CharField()
    year = serializers.IntegerField()
    version = serializers.IntegerField(
        allow_null=True, help_text="Which one this is; null: the working programme, a draft."
    )
    items = LineSerializer(many=True)
    mark = serializers.CharField(
        help_text="Of the working programme: send it back as seen to hand it over."
    )
    versions = VersionSerializer(many=True)


class VersionWholeSerializer(VersionSerializer):
    """A version with its frozen content."""

    unit = serializers.CharField()
    items = ItemSerializer(many=True)


class ProgrammeAskedSerializer(serializers.Serializer[Any]):
    """Unit and year, as query parameters."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    draft = serializers.BooleanField(
        default=False, help_text="The working programme, even where a version is in force."
    )


class HandOverSerializer(serializers.Serializer[Any]):
    """Which programme is handed over, and what was seen of it."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    seen = serializers.CharField(max_length=71, help_text="Its mark, as it was read.")


class CopySerializer(serializers.Serializer[Any]):
    """A year that begins with the items of another."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    copy_of = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])


class CopiedItemsSerializer(serializers.Serializer[Any]):
    """How many items there are now."""

    items = serializers.IntegerField()


def line_document(
    pk: int | None, item: Planned, minutes: int | None, marks: Marks
) -> dict[str, Any]:
    """Return an item beside what was recorded and reached."""
    return {
        "id": pk,
        **item_content(item),
        "milestones": milestones_shown(item, marks),
        "total_days": _days(item.total),
        "recorded_minutes": minutes,
    }


def version_document(version: VersionShown) -> dict[str, Any]:
    """Return where a version stands."""
    return {
        "id": version.pk,
        "year": version.year,
        "number": version.number,
        "state": version.state,
        "digest": version.digest,
        "sides": version.sides,
        "handed_over": version.handed_over,
        "agreed": version.agreed,
        "returned": version.returned,
        "returned_by": version.returned_by,
    }


def _days(days: Fraction) -> str:
    return decimal_text(days, places=0)
