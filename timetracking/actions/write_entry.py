"""One entry written by hand, with its history; whoever calls checked it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariats.actions.record_change import Written, record_change
from secretariats.models import Change
from timetracking.actions.keep_beneficiaries import keep_beneficiaries
from timetracking.core.grid import RowKey
from timetracking.models import RemovedEntry, TimeEntry

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit
    from timetracking.models import Activity


def new_entry(
    activity: Activity,
    key: RowKey,
    day: dt.date,
    minutes: int,
    note: str,
    *,
    actor: Person,
    unit: Unit,
    person: Person | None = None,
    reason: str = "",
) -> TimeEntry:
    """Store an entry and return it; of the actor's own, but for a ``person`` whose it is."""
    beneficiary = keep_beneficiaries(unit, [key.members]).get(key.members)
    entry: TimeEntry = TimeEntry.objects.create(
        unit=unit, person=person or actor, date=day, minutes=minutes, first_minutes=minutes,
        activity=activity, kind=activity.kind, beneficiary_id=beneficiary, note=note,
    )  # fmt: skip
    record_change(
        entry,
        kind=Change.Kind.CREATED,
        actor=actor,
        unit=unit,
        after={"date": day.isoformat(), "minutes": minutes},
        texts={"note": ("", note)} if note else None,
        reason=reason,
    )
    return entry


def change_entry(
    entry: TimeEntry, minutes: int, note: str | None, *, actor: Person, reason: str = ""
) -> None:
    """Give an entry other minutes or another note; None leaves the note as it is.

    Clock times that a file brought go with the minutes they meant.
    """
    written = alter_entry(entry, minutes, note)
    entry.save(update_fields=ALTERED)
    record_change(
        entry,
        kind=written.kind,
        actor=actor,
        unit=entry.unit,
        before=written.before,
        after=written.after,
        texts=written.texts,
        reason=reason,
    )


# What :func:`alter_entry` may change.
ALTERED = ("minutes", "note", "begin", "end", "zone", "version")


def alter_entry(entry: TimeEntry, minutes: int, note: str | None) -> Written:
    """Change an entry in memory alone, and return what its history is to say."""
    before: dict[str, Any] = {}
    texts: dict[str, tuple[str, str]] = {}
    if minutes != entry.minutes:
        before["minutes"] = entry.minutes
        if entry.begin and entry.end:
            before |= {"begin": entry.begin.isoformat(), "end": entry.end.isoformat()}
            entry.begin, entry.end, entry.zone = None, None, ""
        entry.minutes = minutes
    if note is not None and note != entry.note:
        texts["note"] = (entry.note, note)
        entry.note = note
    entry.version += 1
    after = {name: minutes if name == "minutes" else None for name in before}
    return Written(entry, Change.Kind.CHANGED, before, after, texts)


def remove_entry(entry: TimeEntry, *, actor: Person, reason: str = "") -> None:
    """Remove an entry; what measures corrections stays, without any text."""
    record_change(
        entry,
        kind=Change.Kind.REMOVED,
        actor=actor,
        unit=entry.unit,
        before=gone(entry),
        texts={"note": (entry.note, "")} if entry.note else None,
        reason=reason,
    )
    RemovedEntry.objects.create(
        unit=entry.unit,
        person_id=entry.person_id,
        date=entry.date,
        kind=entry.kind,
        first_minutes=entry.first_minutes,
        entry=entry.pk,
    )
    entry.delete()


def gone(entry: TimeEntry) -> dict[str, Any]:
    """Return what the history keeps of an entry that is about to go: when, how much, on what."""
    members = [entry.beneficiary.code] if entry.beneficiary else []
    key = RowKey(entry.activity.code, *members)
    return {"date": entry.date.isoformat(), "minutes": entry.minutes, "cell": str(key)}
