"""Writes the entries of a unit file: those that are not there yet, in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from costsharing.actions.sync_rows import delete_rows
from secretariats.models import Instrument
from timetracking.actions.insert_entries import insert_entries
from timetracking.models import Activity, Beneficiary, TimeEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from costsharing.core.unit_file.compare import EntryMatch
    from costsharing.core.unit_file.work_records import Entry
    from secretariats.models import Unit


def remove_entries(unit: Unit, match: EntryMatch) -> None:
    """Delete the rows that no entry of the file stands for."""
    if match.kept:
        delete_rows(TimeEntry, match.removed)
    elif match.removed:
        TimeEntry.objects.filter(unit=unit).delete()


def follow_kinds(unit: Unit) -> None:
    """Give the entries that stay the kind that their activity has now."""
    for pk, kind in Activity.objects.filter(unit=unit).values_list("pk", "kind"):
        TimeEntry.objects.filter(unit=unit, activity=pk).exclude(kind=kind).update(kind=kind)


def write_entries(
    unit: Unit,
    entries: Sequence[Entry],
    people: dict[str, int],
    progress: Callable[[int, int], None] | None,
) -> None:
    """Store new entries; those whose time of saving the file leaves open were saved now.

    Args:
        unit: the unit.
        entries: what to store, checked.
        people: username → identity.
        progress: told how many of how many are stored.
    """
    beneficiaries = _write_beneficiaries(unit, {entry.members for entry in entries})
    done = 0

    def tell(batch: int) -> None:
        nonlocal done
        done += batch
        if progress is not None:
            progress(done, len(entries))

    insert_entries(_rows(unit, entries, people, beneficiaries), progress=tell)


def _write_beneficiaries(unit: Unit, sets: set[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Return the identity of the row of each set, made where there was none."""
    wanted = {"+".join(members): members for members in sets if members}
    rows = Beneficiary.objects.filter(unit=unit)
    known = set(rows.values_list("code", flat=True))
    Beneficiary.objects.bulk_create(
        Beneficiary(unit=unit, code=code) for code in sorted(wanted.keys() - known)
    )
    ids = dict(rows.values_list("code", "pk"))
    codes = dict(Instrument.objects.filter(units=unit).values_list("code", "pk"))
    through = Beneficiary.members.through
    through.objects.bulk_create(
        through(beneficiary_id=ids[code], instrument_id=codes[member])
        for code in sorted(wanted.keys() - known)
        for member in wanted[code]
    )
    return {members: ids[code] for code, members in wanted.items()}


def _rows(
    unit: Unit,
    entries: Sequence[Entry],
    people: dict[str, int],
    beneficiaries: dict[tuple[str, ...], int],
) -> Iterator[TimeEntry]:
    now = timezone.now()
    activities = {
        code: (pk, kind)
        for code, pk, kind in Activity.objects.filter(unit=unit).values_list("code", "pk", "kind")
    }
    for entry in entries:
        activity, kind = activities[entry.activity]
        yield TimeEntry(
            unit_id=unit.pk,
            person_id=people[entry.person],
            date=entry.date,
            minutes=entry.minutes,
            activity_id=activity,
            kind=kind,
            beneficiary_id=beneficiaries[entry.members] if entry.members else None,
            first_minutes=entry.first_minutes,
            saved=entry.saved or now,
            begin=entry.begin,
            end=entry.end,
            zone=entry.zone,
            source=entry.source,
            source_id=entry.source_id,
            note=entry.note,
        )
