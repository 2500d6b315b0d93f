"""What changed between two states of a programme: item by item, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from secretariats.core.exact import decimal_text
from timetracking.core.programme import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from timetracking.core.programme import Planned

# What an item was, and what it is.
Pair: TypeAlias = "tuple[Planned | None, Planned | None]"
ADDED, CHANGED, REMOVED = "added", "changed", "removed"

TEXTS = (
    *("number", "title", "activity", "mandate", "priority", "outputs", "time_frame"),
    *("responsible", "funding"),
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an item that says something else.

    Attributes:
        field: ``title`` and the like, ``days``, ``category``, ``milestone`` or ``strategy``.
        part: of the field: an instrument, a category of staff, the title of a milestone.
        before: as plain text, ``10.5`` or ``2017-05-10``; empty where there was nothing.
        after: the same.
    """

    field: str
    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that was added, changed or removed.

    Attributes:
        kind: ``ADDED``, ``CHANGED`` or ``REMOVED``.
        number: of the item as it is now; as it was, where it was removed.
        title: likewise.
        fields: what changed; all that it says or said, where it was added or removed.
    """

    kind: str
    number: str
    title: str
    fields: tuple[FieldChange, ...]


def changes_content(changes: Iterable[ItemChange]) -> list[dict[str, object]]:
    """Return changes as plain JSON values."""
    return [
        {
            "kind": one.kind,
            "number": one.number,
            "title": one.title,
            "changes": [
                {"field": f.field, "part": f.part, "before": f.before, "after": f.after}
                for f in one.fields
            ],
        }
        for one in changes
    ]


def changes_between(old: Sequence[Planned], new: Sequence[Planned]) -> list[ItemChange]:
    """Return what differs between two programmes, by the number of the item."""
    places = {id(item): place for place, item in enumerate(in_order([*old, *new]))}
    changed = [pair for pair in pairs_of(old, new) if pair[0] != pair[1]]
    changed.sort(key=lambda pair: places[id(pair[1] or pair[0])])
    return [_change(before, after) for before, after in changed]


def pairs_of(old: Sequence[Planned], new: Sequence[Planned]) -> list[Pair]:
    """Return each item of two programmes beside what it was.

    An item is the same if it has the same number; else if it has the same title and activity,
    which no other item left over has: then its number changed.
    """
    by_number = {item.number: item for item in old}
    pairs: list[Pair] = []
    come: list[Planned] = []
    for item in new:
        before = by_number.pop(item.number, None)
        if before is None:
            come.append(item)
        else:
            pairs.append((before, item))
    gone = list(by_number.values())
    for item in come:
        same = [one for one in gone if _named(one) == _named(item)]
        alone = sum(_named(one) == _named(item) for one in come) == 1
        if len(same) == 1 and alone:
            gone.remove(same[0])
            pairs.append((same[0], item))
        else:
            pairs.append((None, item))
    return [*pairs, *((item, None) for item in gone)]


def _named(item: Planned) -> tuple[str, str]:
    return (item.title, item.activity)


def _change(before: Planned | None, after: Planned | None) -> ItemChange:
    shown = after or before
    if shown is None:
        message = "an item is there before or after"
        raise ValueError(message)
    kind = ADDED if before is None else REMOVED if after is None else CHANGED
    return ItemChange(kind, shown.number, shown.title, tuple(_fields(before, after)))


def _fields(before: Planned | None, after: Planned | None) -> Iterator[FieldChange]:
    for name in TEXTS:
        old = "" if before is None else str(getattr(before, name))
        new = "" if after is None else str(getattr(after, name))
        if old != new:
            yield FieldChange(name, "", old, new)
    yield from _parts("days", _days(before, "days"), _days(after, "days"))
    yield from _parts("category", _days(before, "categories"), _days(after, "categories"))
    yield from _parts("milestone", _milestones(before), _milestones(after))
    yield from _parts("strategy", _strategies(before), _strategies(after))


def _parts(field: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FieldChange]:
    for part in {**old, **new}:
        if old.get(part, "") != new.get(part, ""):
            yield FieldChange(field, part, old.get(part, ""), new.get(part, ""))


def _days(item: Planned | None, name: str) -> dict[str, str]:
    days: Iterable[tuple[str, Fraction]] = () if item is None else getattr(item, name)
    return {code: decimal_text(value, places=0) for code, value in days}


def _milestones(item: Planned | None) -> dict[str, str]:
    return {} if item is None else {one.title: one.date.isoformat() for one in item.milestones}


def _strategies(item: Planned | None) -> dict[str, str]:
    if item is None:
        return {}
    return {
        one.instrument: "\n".join(part for part in (one.text, one.address) if part)
        for one in item.strategies
    }
