"""Which rows of a file are stored already, which of those changed, and which are new."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from timetracking.core.pieces import Item, Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Beyond so many rows a day, which no day holds, nothing is compared by place.
MOST_A_DAY = 400


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry that came from the same source: its row in the database, and what it says."""

    pk: int
    source_id: str
    values: Values

    @property
    def item_id(self) -> str:
        """Return the identity of the row it came from."""
        return self.source_id.partition("#")[0]

    @property
    def part(self) -> int:
        """Return which part of that row it is, from 1."""
        return int(self.source_id.partition("#")[2] or 1)


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the file and what is stored of it: part number → entry, empty for a new row."""

    item: Item
    stored: dict[int, Stored]

    @property
    def differences(self) -> dict[str, list[object]]:
        """Return field → [stored, in the file], empty where nothing differs.

        A part that only one side has differs as ``parts``.
        """
        if self.item.parts.keys() != self.stored.keys():
            return {
                "minutes": [
                    sum(entry.values.minutes for entry in self.stored.values()),
                    self.item.minutes,
                ],
                "parts": [len(self.stored), len(self.item.parts)],
            }
        found: dict[str, list[object]] = {}
        for part, values in self.item.parts.items():
            if self.stored[part].values == values:
                continue
            found = differences(self.stored[part].values, values) | found
        return found


def differences(stored: Values, given: Values) -> dict[str, list[object]]:
    """Return field → [stored, given] as plain values, for the fields that differ."""
    return {
        field.name: [plain(getattr(stored, field.name)), plain(getattr(given, field.name))]
        for field in fields(Values)
        if getattr(stored, field.name) != getattr(given, field.name)
    }


def plain(value: object) -> object:
    """Return a value of an entry as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, dt.date) else value


def match(items: Sequence[Item], stored: Iterable[Stored]) -> list[Match]:
    """Return each row of a file with the entries that it gave before.

    Args:
        items: the file's rows, in its order.
        stored: all entries of the person from the same source, oldest first.

    The identity at the source decides. A row whose identity is new is still no new entry where
    it stands for one that the file no longer has: an interval that overlaps a stored one (a
    program's intervals never overlap each other), or, without clock times, a row at the place of
    a stored one among its day's rows that differs in its minutes, its note, or what it is for,
    and in nothing else. So a corrected file changes entries, and one that goes on adds some.
    """
    by_id: dict[str, dict[int, Stored]] = defaultdict(dict)
    for entry in stored:
        by_id[entry.item_id][entry.part] = entry
    given = {item.source_id for item in items}
    gone = {name: parts for name, parts in by_id.items() if name not in given}
    new = [item for item in items if item.source_id not in by_id]
    replaced = dict(_overlapping(new, gone))
    replaced |= dict(_in_place(items, by_id, gone))
    return [
        Match(item, by_id.get(replaced.get(item.source_id, item.source_id), {})) for item in items
    ]


def _first(parts: dict[int, Stored] | dict[int, Values]) -> Values:
    found = parts[min(parts)]
    return found.values if isinstance(found, Stored) else found


def _overlapping(
    new: Sequence[Item], gone: dict[str, dict[int, Stored]]
) -> Iterator[tuple[str, str]]:
    """Yield (new identity, stored identity) of intervals that share time; each one once."""

    def span(values: Iterable[Values]) -> tuple[dt.datetime, dt.datetime] | None:
        clocked = [(one.begin, one.end) for one in values]
        begins = [begin for begin, end in clocked if begin is not None]
        ends = [end for begin, end in clocked if end is not None]
        return (min(begins), max(ends)) if begins and ends else None

    left = [
        (*found, name)
        for name, parts in gone.items()
        if (found := span(entry.values for entry in parts.values()))
    ]
    left.sort()
    for item in new:
        mine = span(item.parts.values())
        if mine is None:
            continue
        for place, (begin, end, name) in enumerate(left):
            if begin < mine[1] and mine[0] < end:
                yield item.source_id, name
                del left[place]
                break


def _in_place(
    items: Sequence[Item],
    by_id: dict[str, dict[int, Stored]],
    gone: dict[str, dict[int, Stored]],
) -> Iterator[tuple[str, str]]:
    """Yield (new identity, stored identity) of rows without clock times, day by day."""
    days: dict[dt.date, list[Item]] = defaultdict(list)
    for item in items:
        if _first(item.parts).begin is None:
            days[_first(item.parts).date].append(item)
    before: dict[dt.date, list[str]] = defaultdict(list)
    for name, parts in by_id.items():
        before[_first(parts).date].append(name)
    touched = {_first(parts).date for parts in gone.values()}
    for day in sorted(touched & days.keys()):
        old, new = before[day], days[day]
        if max(len(old), len(new)) > MOST_A_DAY:
            continue
        new_ids = [item.source_id for item in new]
        for how, old_from, old_to, new_from, new_to in SequenceMatcher(
            None, old, new_ids, autojunk=False
        ).get_opcodes():
            if how != "replace":
                continue
            for name, item in zip(old[old_from:old_to], new[new_from:new_to], strict=False):
                if name in gone and item.source_id not in by_id and _alike(gone[name], item):
                    yield item.source_id, name


def _alike(parts: dict[int, Stored], item: Item) -> bool:
    """Return whether one can be the other corrected: the work stayed, or the words did."""
    old, new = _first(parts), _first(item.parts)
    same_work = (old.activity, old.members) == (new.activity, new.members)
    same_words = old.note == new.note
    same_minutes = old.minutes == new.minutes
    if same_work:
        return same_words or same_minutes
    return same_words and same_minutes and bool(old.note)
