"""From what a file says to rows of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from timetracking.actions.insert_entries import NewEntry
from timetracking.actions.keep_beneficiaries import keep_beneficiaries
from timetracking.models import TimeEntry
from timetracking.queries.importing import activities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariats.models import Person, Unit
    from timetracking.core.pieces import Item, Values


class EntryFiller:
    """Makes and fills the entries of one person from one source; it saves none of them."""

    def __init__(self, unit: Unit, person: Person, source: str, items: Iterable[Item]) -> None:
        """Look up what the items' entries point to; called in the action's transaction."""
        self.unit, self.person, self.source = unit, person, source
        self._now = timezone.now()
        self._activities = activities(unit)
        self._beneficiaries = keep_beneficiaries(
            unit, {values.members for item in items for values in item.parts.values()}
        )

    def fill(self, entry: TimeEntry, values: Values, source_id: str) -> None:
        """Give an entry what the file says; whose it is and how it was first saved stay."""
        activity = self._activities[values.activity]
        entry.date, entry.minutes, entry.note = values.date, values.minutes, values.note
        entry.activity_id, entry.kind = activity.pk, activity.kind
        entry.beneficiary_id = self._beneficiaries.get(values.members)
        entry.begin, entry.end = values.begin, values.end
        entry.zone = self.unit.timezone if values.begin else ""
        entry.source_id = source_id

    def new(self, values: Values, source_id: str) -> TimeEntry:
        """Return an entry that is not stored yet."""
        entry = TimeEntry(
            unit=self.unit, person=self.person, source=self.source, first_minutes=values.minutes
        )
        self.fill(entry, values, source_id)
        return entry

    def entries(self, item: Item) -> Iterator[NewEntry]:
        """Yield the entries of a row that is not stored yet, by their columns."""
        for part, values in item.parts.items():
            activity = self._activities[values.activity]
            yield NewEntry(
                unit_id=self.unit.pk,
                person_id=self.person.pk,
                date=values.date,
                minutes=values.minutes,
                activity_id=activity.pk,
                kind=activity.kind.value,
                beneficiary_id=self._beneficiaries.get(values.members),
                first_minutes=values.minutes,
                version=1,
                saved=self._now,
                begin=values.begin,
                end=values.end,
                zone=self.unit.timezone if values.begin else "",
                source=self.source,
                source_id=item.part_id(part),
                note=values.note,
            )
