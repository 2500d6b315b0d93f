"""What can be copied from days with time into others: decided before it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from timetracking.core.checks import DAY_MINUTES, Barrier
from timetracking.core.grid import ABSENCE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from timetracking.core.checks import Rules
    from timetracking.core.grid import Day, RowKey


class Why(Enum):
    """Why time was left out, where nothing bars its day."""

    TAKEN = "taken"
    FULL = "full"
    HOLIDAY = "holiday"
    ABSENT = "absent"
    UNSERVED = "unserved"


@dataclass(frozen=True, slots=True)
class Piece:
    """Time that is to stand in a cell."""

    key: RowKey
    day: dt.date
    minutes: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Time that was not copied, and why."""

    piece: Piece
    why: Why | Barrier


@dataclass(frozen=True, slots=True)
class Plan:
    """What is copied and what is not."""

    pieces: tuple[Piece, ...]
    left: tuple[LeftOut, ...]


def plan_copy(
    wanted: Iterable[Piece],
    *,
    rules: Rules,
    taken: Collection[tuple[RowKey, dt.date]],
    recorded: Mapping[dt.date, int],
    served: frozenset[str],
    closed: Mapping[dt.date, Why],
) -> Plan:
    """Part what can be copied from what cannot; only empty cells of open days are filled.

    What was copied stands in its cell: planned again, nothing is left to copy.

    Args:
        wanted: in the order in which days are filled up.
        rules: which days are open.
        taken: the cells that hold something.
        recorded: date → minutes of the person in all units.
        served: the instruments that the unit serves.
        closed: date → why nothing is copied into it, though time may be typed there.
    """
    minutes = Counter(recorded)
    pieces, left = [], []
    for piece in wanted:
        why = _why(piece, rules, taken, served, closed)
        if why is None and minutes[piece.day] + piece.minutes > DAY_MINUTES:
            why = Why.FULL
        if why is None:
            minutes[piece.day] += piece.minutes
            pieces.append(piece)
        else:
            left.append(LeftOut(piece, why))
    return Plan(tuple(pieces), tuple(left))


def _why(
    piece: Piece,
    rules: Rules,
    taken: Collection[tuple[RowKey, dt.date]],
    served: frozenset[str],
    closed: Mapping[dt.date, Why],
) -> Why | Barrier | None:
    barrier = next(iter(rules.barriers(piece.day, piece.key.activity)), None)
    if barrier is not None:
        return barrier
    if (piece.key, piece.day) in taken:
        return Why.TAKEN
    if piece.day in closed:
        return closed[piece.day]
    return None if piece.key.members <= served else Why.UNSERVED


def closed_days(days: Iterable[Day]) -> dict[dt.date, Why]:
    """Return the days into which nothing is copied by itself: whole holidays, days of absence."""
    found = {}
    for day in days:
        if day.holiday and not day.half:
            found[day.date] = Why.HOLIDAY
        elif day.minutes.get(ABSENCE) and day.whole and not day.expected:
            found[day.date] = Why.ABSENT
    return found


def working_days(days: Sequence[Day]) -> list[dt.date]:
    """Return the days of a week on which the person is to work, and whole holidays among them."""
    return [day.date for day in days if day.whole or (day.holiday and not day.half)]
