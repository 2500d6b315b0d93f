"""The programme of work as a table: what is planned for whom, and what was recorded for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from timetracking.core.programme import recorded_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timetracking.core.programme import Planned

# How wide the longest bar is.
BAR = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One item as a row of the table.

    Attributes:
        pk: of the item that may be changed; None where none may.
        item: what it says.
        days: planned days in the order of the columns; None where none are planned.
        recorded: recorded days; None where they belong to no item, or to one before it.
        bar: length of what was recorded and place of what was planned, of a hundred; None where
            nothing is compared.
    """

    pk: int | None
    item: Planned
    days: tuple[Fraction | None, ...]
    recorded: Fraction | None
    bar: tuple[int, int] | None


def table_of(
    items: Sequence[tuple[int | None, Planned]],
    *,
    codes: Sequence[str],
    daily: int,
    minutes: Mapping[str, int] | None,
) -> dict[str, Any]:
    """Return the rows and sums of the table.

    Args:
        items: the row that may be changed, and the item, in order.
        codes: of the instruments, which are the columns.
        daily: whole minutes of a working day.
        minutes: activity code → recorded whole minutes; None for those who may not see them.

    Returns:
        ``lines``; ``sums`` of planned days by column; ``total`` planned; ``recorded`` in all for
        the items; ``beside``, recorded days on activities that no item names; ``compares``,
        whether anything was recorded that the reader may see.
    """
    planned = [item for _pk, item in items]
    took = recorded_for(planned, minutes or {})
    worked = [Fraction(found, daily) if found is not None and minutes else None for found in took]
    longest = max([item.total for item in planned] + [days for days in worked if days], default=0)
    lines = []
    for (pk, item), days in zip(items, worked, strict=True):
        by_code = dict(item.days)
        bar = None
        if days is not None and longest:
            bar = (int(days * BAR / longest), int(item.total * BAR / longest))
        lines.append(Line(pk, item, tuple(by_code.get(code) for code in codes), days, bar))
    named = {item.activity for item in planned}
    beside = sum(found for code, found in (minutes or {}).items() if code not in named)
    return {
        "lines": lines,
        "sums": [
            sum((dict(item.days).get(code, Fraction(0)) for item in planned), Fraction(0))
            for code in codes
        ],
        "total": sum((item.total for item in planned), Fraction(0)),
        "recorded": sum((days for days in worked if days), Fraction(0)),
        "beside": Fraction(beside, daily),
        "compares": bool(minutes),
    }
