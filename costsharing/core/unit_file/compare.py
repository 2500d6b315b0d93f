"""What differs between two contents of a unit: what is stored, and what a file wants."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from costsharing.core.unit_file.sections import IDENTITY, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from costsharing.core.unit_file.records import Person, UnitFile
    from costsharing.core.unit_file.work_records import Entry

_NAMED = 8


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """What a file adds to a section, takes from it, and changes in it, by name."""

    section: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [
            f"{len(names)} {word} ({_few(names)})"
            for word, names in (
                ("added", self.added),
                ("removed", self.removed),
                ("changed", self.changed),
            )
            if names
        ]
        return f"{self.section}: {', '.join(parts)}"


@dataclass(frozen=True, slots=True)
class EntryMatch:
    """Entries compared as a multiset: which stored rows go, and which entries come."""

    kept: int
    removed: list[int]
    added: list[Entry]

    def __str__(self) -> str:
        return f"entries: {len(self.added)} added, {len(self.removed)} removed, {self.kept} kept"


def _few(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def differences(stored: UnitFile, wanted: UnitFile) -> list[SectionDifference]:
    """Return the sections, entries apart, in which two contents differ; none if they are equal.

    The order of rows is no content, and neither is the file's digest. What a file leaves open
    about a person agrees with what is stored.
    """
    found = []
    if stored.unit != wanted.unit:
        names = [
            field.name
            for field in fields(stored.unit)
            if getattr(stored.unit, field.name) != getattr(wanted.unit, field.name)
        ]
        found.append(SectionDifference("unit", changed=tuple(names)))
    for section in IDENTITY:
        old, new = getattr(stored, section), getattr(wanted, section)
        if section == "people":
            new = fill_people(stored.people, new)
        difference = _section(section, old, new)
        if difference is not None:
            found.append(difference)
    return found


def fill_people(stored: Iterable[Person], wanted: Iterable[Person]) -> tuple[Person, ...]:
    """Return the people of a file with what it leaves open taken from the stored ones."""
    known = {person.username: person for person in stored}
    filled = []
    for person in wanted:
        old = known.get(person.username)
        filled.append(
            person
            if old is None
            else replace(
                person,
                email=old.email if person.email is None else person.email,
                language=old.language if person.language is None else person.language,
                timezone=old.timezone if person.timezone is None else person.timezone,
            )
        )
    return tuple(filled)


def _section(
    section: str, old: Iterable[object], new: Iterable[object]
) -> SectionDifference | None:
    gone, come = Counter(old), Counter(new)
    common = gone & come
    gone -= common
    come -= common
    if not gone and not come:
        return None
    identity = IDENTITY[section]
    old_names = {identity(record): label(identity(record)) for record in gone}
    new_names = {identity(record): label(identity(record)) for record in come}
    both = old_names.keys() & new_names.keys()
    return SectionDifference(
        section,
        added=tuple(
            sorted(label(identity(x)) for x in come.elements() if identity(x) not in both)
        ),
        removed=tuple(
            sorted(label(identity(x)) for x in gone.elements() if identity(x) not in both)
        ),
        changed=tuple(sorted(old_names[key] for key in both)),
    )


def match_entries(stored: Iterable[tuple[int, Entry]], wanted: Sequence[Entry]) -> EntryMatch:
    """Compare entries as a multiset.

    Args:
        stored: identity of the row and entry, each with its time of saving.
        wanted: the file's entries. An absent time of saving agrees with any stored one, and so
            does an absent source.

    Returns:
        The identities of the stored rows that no entry of the file stands for, and the entries
        that no stored row stands for.
    """
    left = Counter(wanted)
    rest: list[tuple[int, Entry]] = []
    kept = 0
    for row, entry in stored:
        if left.get(entry):
            left[entry] -= 1
            kept += 1
        else:
            rest.append((row, entry))
    removed = []
    for row, entry in rest:
        for looser in _looser(entry):
            if left.get(looser):
                left[looser] -= 1
                kept += 1
                break
        else:
            removed.append(row)
    return EntryMatch(kept, removed, list(left.elements()))


def _looser(entry: Entry) -> tuple[Entry, ...]:
    """Return the forms in which a file may leave open when an entry was saved and whence."""
    unsaved = entry._replace(saved=None)
    if not entry.source and not entry.source_id:
        return (unsaved,)
    return (
        unsaved,
        entry._replace(source="", source_id=""),
        unsaved._replace(source="", source_id=""),
    )
