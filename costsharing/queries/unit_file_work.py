"""The work of a unit as its unit file would say it: activities, weeks, entries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from costsharing.core.unit_file.work_records import (
    Activity,
    Entry,
    Output,
    ProgrammeItem,
    RemovedEntry,
    WeekSheet,
)
from secretariats.models import Person
from timetracking import models
from timetracking.core.programme import (
    categories_from,
    days_from,
    milestones_from,
    strategies_from,
)
from timetracking.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariats.models import Unit

CHUNK = 10_000


def kind_word(kind: int) -> str:
    """Return what a unit file calls a kind of activity."""
    return Kind(kind).name.lower()


def stored_activities(unit: Unit) -> tuple[Activity, ...]:
    """Return the unit's activities; one query."""
    return tuple(
        Activity(code, title, area, kind_word(kind))
        for code, title, area, kind in models.Activity.objects.filter(unit=unit).values_list(
            "code", "title", "area__code", "kind"
        )
    )


def stored_programme(unit: Unit) -> tuple[ProgrammeItem, ...]:
    """Return the rows of the unit's programmes of work; two queries."""
    marks = models.MilestoneDone.objects.filter(unit=unit)
    done = {
        (year, number, title): day
        for year, number, title, day in marks.values_list("year", "number", "title", "done")
    }
    items = models.ProgrammeItem.objects.filter(unit=unit).select_related("activity")
    return tuple(
        ProgrammeItem(
            year=item.year,
            number=item.number,
            title=item.title,
            activity=item.activity.code if item.activity else None,
            mandate=item.mandate,
            priority=item.priority,
            outputs=item.outputs,
            time_frame=item.time_frame,
            responsible=item.responsible,
            funding=item.funding,
            planned_days=days_from(item.planned_days),
            category_days=categories_from(item.category_days),
            milestones=tuple(
                (one.date, one.title, done.get((item.year, item.number, one.title)))
                for one in milestones_from(item.milestones)
            ),
            strategies=tuple(
                (one.instrument, one.text, one.address) for one in strategies_from(item.strategies)
            ),
        )
        for item in items
    )


def stored_outputs(unit: Unit) -> tuple[Output, ...]:
    """Return what the unit delivered; two queries."""
    rows = models.Output.objects.filter(unit=unit)
    serves: dict[int, list[str]] = defaultdict(list)
    for pk, code in rows.order_by().values_list("pk", "instruments__code"):
        if code is not None:
            serves[pk].append(code)
    return tuple(
        Output(date, kind, title, tuple(sorted(serves[pk])), address, activity)
        for pk, date, kind, title, address, activity in rows.values_list(
            "pk", "date", "kind", "title", "address", "activity__code"
        )
    )


def stored_weeks(unit: Unit) -> tuple[WeekSheet, ...]:
    """Return the week sheets that are not open; one query."""
    sheets = models.WeekSheet.objects.filter(unit=unit).exclude(state="open")
    return tuple(
        WeekSheet(*row) for row in sheets.values_list("person__username", "start", "end", "state")
    )


def stored_removed(unit: Unit) -> tuple[RemovedEntry, ...]:
    """Return what is left of removed entries; one query."""
    return tuple(
        RemovedEntry(person, date, kind_word(kind), minutes)
        for person, date, kind, minutes in models.RemovedEntry.objects.filter(
            unit=unit
        ).values_list("person__username", "date", "kind", "first_minutes")
    )


def stored_entries(unit: Unit) -> Iterator[tuple[int, Entry]]:
    """Yield the identity of each entry's row and the entry, in four queries for any number."""
    logged = models.TimeEntry.objects.filter(unit=unit)
    people = dict(
        Person.objects.filter(pk__in=logged.values("person")).values_list("pk", "username")
    )
    activities = dict(models.Activity.objects.filter(unit=unit).values_list("pk", "code"))
    members: dict[int | None, tuple[str, ...]] = {None: ()}
    for beneficiary, code in models.Beneficiary.objects.filter(unit=unit).values_list(
        "pk", "code"
    ):
        members[beneficiary] = tuple(code.split("+"))
    rows = logged.values_list(
        "pk", "person_id", "date", "minutes", "activity_id", "beneficiary_id", "note", "saved",
        "first_minutes", "begin", "end", "zone", "source", "source_id",
    )  # fmt: skip
    for pk, person, date, minutes, activity, beneficiary, *rest in rows.iterator(CHUNK):
        yield (
            pk,
            Entry(
                people[person],
                date,
                minutes,
                activities[activity],
                members[beneficiary],
                *rest,
            ),
        )
