"""Writes the programmes of work and the register of outputs of a unit file."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from costsharing.actions.sync_rows import delete_rows, sync_rows
from timetracking.core.milestones import Milestone
from timetracking.core.programme import (
    Strategy,
    days_content,
    milestones_content,
    strategies_content,
)
from timetracking.models import MilestoneDone, Output, ProgrammeItem

if TYPE_CHECKING:
    from costsharing.core.unit_file import UnitFile
    from costsharing.core.unit_file.work_records import Output as OutputRecord
    from secretariats.models import Unit

Ids = dict[str, int]
BATCH = 500


def write_programme(unit: Unit, file: UnitFile, activities: Ids) -> None:
    """Make the programmes of work, and what of them was reached, what the file says."""
    sync_rows(
        ProgrammeItem.objects.filter(unit=unit),
        [
            {
                "year": item.year,
                "number": item.number,
                "title": item.title,
                "activity_id": activities[item.activity] if item.activity else None,
                "mandate": item.mandate,
                "priority": item.priority,
                "outputs": item.outputs,
                "time_frame": item.time_frame,
                "responsible": item.responsible,
                "funding": item.funding,
                "planned_days": days_content(item.planned_days),
                "category_days": days_content(item.category_days),
                "milestones": milestones_content(
                    Milestone(day, title) for day, title, _done in item.milestones
                ),
                "strategies": strategies_content(Strategy(*one) for one in item.strategies),
            }
            for item in file.programme
        ],
        key=("year", "number"),
        unit=unit,
    )
    sync_rows(
        MilestoneDone.objects.filter(unit=unit),
        [
            {"year": item.year, "number": item.number, "title": title, "done": done}
            for item in file.programme
            for _day, title, done in item.milestones
            if done is not None
        ],
        key=("year", "number", "title"),
        unit=unit,
    )


def write_outputs(unit: Unit, file: UnitFile, activities: Ids, instruments: Ids) -> None:
    """Make the register of outputs what the file says; equal rows stay."""
    stored: dict[tuple[object, ...], list[int]] = defaultdict(list)
    rows = Output.objects.filter(unit=unit)
    serves: dict[int, list[str]] = defaultdict(list)
    for pk, code in rows.order_by().values_list("pk", "instruments__code"):
        serves[pk].append(code)
    for pk, *columns in rows.values_list("pk", "date", "kind", "title", "address", "activity_id"):
        stored[(*columns, *sorted(serves[pk]))].append(pk)
    new: list[OutputRecord] = []
    for record in file.outputs:
        activity = activities[record.activity] if record.activity else None
        columns = [record.date, record.kind, record.title, record.address, activity]
        same = stored.get((*columns, *record.members))
        if same:
            same.pop()
        else:
            new.append(record)
    delete_rows(Output, [pk for left in stored.values() for pk in left])
    made = Output.objects.bulk_create(
        [
            Output(
                unit=unit,
                date=record.date,
                kind=record.kind,
                title=record.title,
                address=record.address,
                activity_id=activities[record.activity] if record.activity else None,
            )
            for record in new
        ],
        batch_size=BATCH,
    )
    through = Output.instruments.through
    through.objects.bulk_create(
        [
            through(output_id=row.pk, instrument_id=instruments[code])
            for row, record in zip(made, new, strict=True)
            for code in record.members
        ],
        batch_size=BATCH,
    )
