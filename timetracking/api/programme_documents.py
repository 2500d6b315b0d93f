"""What the interface says and is told about the programme of work; days are decimal text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from secretariats.core.exact import decimal_text, parse_decimal
from timetracking.core.programme import LONGEST, YEARS, Planned, item_content
from timetracking.models import ProgrammeVersion

if TYPE_CHECKING:
    from fractions import Fraction

    from timetracking.queries.programme_versions import VersionShown

CODE = 32
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

    def planned(self) -> Planned:
        """Return what was sent, once it is valid."""
        sent = self.validated_data
        days = ((code, parse_decimal(text)) for code, text in sent["planned_days"].items())
        return Planned(
            activity=sent["activity"] or "",
            days=tuple(sorted(days)),
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


class LineSerializer(ItemSerializer):
    """An item beside what was recorded for it."""

    id = serializers.IntegerField(
        allow_null=True, help_text="Of the working programme; null in a version."
    )
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


class CopiedSerializer(serializers.Serializer[Any]):
    """How many items there are now."""

    items = serializers.IntegerField()


def line_document(pk: int | None, item: Planned, minutes: int | None) -> dict[str, Any]:
    """Return an item beside what was recorded."""
    return {
        "id": pk,
        **item_content(item),
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
