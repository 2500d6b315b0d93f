"""Writes the content of a unit as a unit file in YAML."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from costsharing.core.unit_file import rows, scalars
from costsharing.core.unit_file.records import default_committees, default_secretariats
from costsharing.core.unit_file.sections import entry_order, in_order
from costsharing.core.unit_file.times import parse_zone
from costsharing.core.unit_file.words import DEFAULT_LANGUAGES, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from costsharing.core.unit_file.records import UnitFile
    from costsharing.core.unit_file.work_records import Entry

T = TypeVar("T")

# Sections with a line for each key; the others have a line for each row.
_WIDE = frozenset({"posts", "people", "programme", "outputs"})
_CHUNK = 5000


def unit_file_text(file: UnitFile) -> Iterator[str]:
    """Yield the text of a unit file, piece by piece.

    The same content gives the same text, in whatever order its rows come. What the text leaves
    out is as by default; reading it gives the content back.
    """
    yield f"imca: {VERSION}\n"
    yield _section("instruments", file.instruments, rows.named_row)
    yield f"unit:\n{scalars.block_mapping(rows.unit_row(file.unit), '  ')}\n"
    yield _secretariats(file)
    yield _committees(file)
    yield _section("holidays", file.holidays, rows.holiday_row)
    yield _section("budgets", file.budgets, rows.budget_row)
    yield _section("agreements", file.agreements, rows.agreement_row)
    yield _section("grades", file.grades, rows.grade_row)
    yield _section("exchange_rates", file.exchange_rates, rows.rate_row)
    yield _section("posts", file.posts, rows.post_row)
    yield _people(file)
    yield _section("roles", file.roles, rows.role_row)
    yield _section("staff_costs", file.staff_costs, rows.staff_cost_row)
    yield _section("work_areas", file.work_areas, rows.named_row)
    yield _section("activities", file.activities, rows.activity_row)
    yield _section("programme", file.programme, rows.programme_row)
    yield _section("outputs", file.outputs, rows.output_row)
    yield _section("expenditures", file.expenditures, rows.expenditure_row)
    yield _list("weeks", rows.week_rows(in_order("weeks", file.weeks)))
    yield from _entries(file)
    yield _section("removed_entries", file.removed_entries, rows.removed_row)


def _list(section: str, found: list[rows.Mapping]) -> str:
    if not found:
        return ""
    return f"{section}:\n{scalars.block_list(found, wide=section in _WIDE)}"


def _section(section: str, records: Iterable[T], row: Callable[[T], rows.Mapping]) -> str:
    return _list(section, [row(record) for record in in_order(section, records)])


def _secretariats(file: UnitFile) -> str:
    if set(file.secretariats) == set(default_secretariats(file.instruments)):
        return ""
    return (
        _section("secretariats", file.secretariats, rows.secretariat_row) or "secretariats: []\n"
    )


def _committees(file: UnitFile) -> str:
    if set(file.committees) == set(default_committees(file.instruments, DEFAULT_LANGUAGES)):
        return ""
    return _section("committees", file.committees, rows.committee_row) or "committees: []\n"


def _people(file: UnitFile) -> str:
    assignments = in_order("assignments", file.assignments)
    contracts = in_order("contracts", file.contracts)
    found = [
        rows.person_row(
            person,
            [item for item in assignments if item.person == person.username],
            [item for item in contracts if item.person == person.username],
        )
        for person in sorted(file.people, key=lambda person: person.username)
    ]
    return _list("people", found)


def _entries(file: UnitFile) -> Iterator[str]:
    if not file.entries:
        return
    yield "entries:\n"
    zone = parse_zone(file.unit.timezone)
    text = lru_cache(maxsize=10_000)(scalars.text)
    lines: list[str] = []
    for entry in sorted(file.entries, key=entry_order):
        lines.append(_entry(entry, zone, text))
        if len(lines) == _CHUNK:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def _entry(entry: Entry, zone: dt.tzinfo, text: Callable[[str], str]) -> str:
    start = (
        f"person: {text(entry.person)}, date: {entry.date}, minutes: {entry.minutes}, "
        f"activity: {text(entry.activity)}"
    )
    parts = [start]
    if entry.members:
        parts.append(f"for: [{', '.join(map(text, entry.members))}]")
    if entry.note:
        parts.append(f"note: {text(entry.note)}")
    if entry.saved is not None:
        parts.append(f'saved: "{_time(entry.saved, zone)}"')
    if entry.first_minutes != entry.minutes:
        parts.append(f"first_minutes: {entry.first_minutes}")
    own_zone = parse_zone(entry.zone) if entry.zone else zone
    if entry.begin is not None and entry.end is not None:
        parts.append(
            f'begin: "{_time(entry.begin, own_zone)}", end: "{_time(entry.end, own_zone)}"'
        )
    parts += [
        f"{key}: {text(value)}"
        for key, value in (
            ("zone", entry.zone),
            ("source", entry.source),
            ("source_id", entry.source_id),
        )
        if value
    ]
    return f"  - {{{', '.join(parts)}}}\n"


def _time(instant: dt.datetime, zone: dt.tzinfo) -> str:
    return instant.astimezone(zone).isoformat()
