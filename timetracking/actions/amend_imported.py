"""Entries that changed at their source, amended: the old values stay in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariats.actions.record_change import record_change
from secretariats.models import Change
from timetracking.actions.write_entry import gone
from timetracking.core.matching import differences, plain
from timetracking.models import RemovedEntry, TimeEntry

if TYPE_CHECKING:
    from secretariats.models import Person
    from timetracking.actions.fill_entries import EntryFiller
    from timetracking.core.matching import Match, Stored
    from timetracking.core.pieces import Values

# Personal text, which the history keeps apart.
TEXTS = ("note",)


def amend_imported(one: Match, filler: EntryFiller, *, actor: Person | None) -> None:
    """Give the entries of one row of a file the file's values, part by part.

    Called inside the transaction of the import, which checked them and holds the person's row.
    """
    item = one.item
    for part in sorted(one.stored.keys() - item.parts.keys()):
        _remove(one.stored[part], filler, actor=actor)
    for part, values in item.parts.items():
        stored = one.stored.get(part)
        if stored is None:
            entry = filler.new(values, item.part_id(part))
            entry.save(force_insert=True)
            record_change(
                entry,
                kind=Change.Kind.CREATED,
                actor=actor,
                unit=filler.unit,
                after={"date": plain(values.date), "minutes": values.minutes},
            )
        elif stored.values != values or stored.source_id != item.part_id(part):
            _change(stored, values, item.part_id(part), filler, actor=actor)


def _change(
    stored: Stored, values: Values, source_id: str, filler: EntryFiller, *, actor: Person | None
) -> None:
    entry = TimeEntry.objects.get(pk=stored.pk)
    filler.fill(entry, values, source_id)
    entry.version += 1
    entry.save()
    found = differences(stored.values, values)
    if source_id != stored.source_id:
        found["source_id"] = [stored.source_id, source_id]
    record_change(
        entry,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=filler.unit,
        before={name: pair[0] for name, pair in found.items() if name not in TEXTS},
        after={name: pair[1] for name, pair in found.items() if name not in TEXTS},
        texts={
            name: (str(found[name][0]), str(found[name][1])) for name in TEXTS if name in found
        },
    )


def _remove(stored: Stored, filler: EntryFiller, *, actor: Person | None) -> None:
    entry = TimeEntry.objects.select_related("activity", "beneficiary").get(pk=stored.pk)
    record_change(
        entry,
        kind=Change.Kind.REMOVED,
        actor=actor,
        unit=filler.unit,
        before=gone(entry),
        texts={name: (str(getattr(entry, name)), "") for name in TEXTS},
    )
    RemovedEntry.objects.create(
        unit=filler.unit,
        person=filler.person,
        date=entry.date,
        kind=entry.kind,
        first_minutes=entry.first_minutes,
        entry=entry.pk,
    )
    entry.delete()
