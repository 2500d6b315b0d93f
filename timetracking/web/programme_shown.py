"""The programme of work as a table: what is planned for whom, and what was recorded for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from timetracking.core.milestones import DONE, OVERDUE, Standing, standing
from timetracking.core.programme import CATEGORIES, recorded_for
from timetracking.programme_words import category_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from timetracking.core.milestones import Marks
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
    standings: tuple[Standing, ...] = ()

    @property
    def reached(self) -> int:
        """How many of its milestones are reached."""
        return sum(one.state == DONE for one in self.standings)

    @property
    def overdue(self) -> int:
        """How many of its milestones are overdue."""
        return sum(one.state == OVERDUE for one in self.standings)


@dataclass(frozen=True, slots=True)
class SumLine:
    """Days of an instrument, of joint time, or of a category of staff.

    Attributes:
        code: of the instrument; empty for joint time, or where the line is of a category.
        name: of the category.
        planned: working days; None where nothing is planned so.
        recorded: working days; None where they are not told.
    """

    code: str
    name: str
    planned: Fraction | None
    recorded: Fraction | None


def table_of(
    items: Sequence[tuple[int | None, Planned]],
    *,
    codes: Sequence[str],
    daily: int,
    minutes: Mapping[str, int] | None,
    marks: Marks,
    today: dt.date,
) -> dict[str, Any]:
    """Return the rows and sums of the table.

    Args:
        items: the row that may be changed, and the item, in order.
        codes: of the instruments, which are the columns.
        daily: whole minutes of a working day.
        minutes: activity code → recorded whole minutes; None for those who may not see them.
        marks: which milestones were reached.
        today: the day by which they are reached or overdue.

    Returns:
        ``lines``; ``milestones`` of all items by day; ``sums`` of planned days by column;
        ``total`` planned; ``recorded`` in all for the items; ``beside``, recorded days on
        activities that no item names; ``compares``, whether anything was recorded that the reader
        may see.
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
        stand = tuple(standing(item.number, one, marks, today=today) for one in item.milestones)
        planned_for = tuple(by_code.get(code) for code in codes)
        lines.append(Line(pk, item, planned_for, days, bar, stand))
    named = {item.activity for item in planned}
    beside = sum(found for code, found in (minutes or {}).items() if code not in named)
    return {
        "lines": lines,
        "milestones": _by_day(lines),
        "sums": [
            sum((dict(item.days).get(code, Fraction(0)) for item in planned), Fraction(0))
            for code in codes
        ],
        "total": sum((item.total for item in planned), Fraction(0)),
        "recorded": sum((days for days in worked if days), Fraction(0)),
        "beside": Fraction(beside, daily),
        "compares": bool(minutes),
    }


def _by_day(lines: Iterable[Line]) -> list[Standing]:
    found = [one for line in lines for one in line.standings]
    return sorted(found, key=lambda one: (one.milestone.date, one.milestone.title))


def sums_by_instrument(
    items: Sequence[Planned],
    *,
    codes: Sequence[str],
    daily: int,
    recorded: Mapping[str, int] | None,
) -> list[SumLine]:
    """Return planned days of each instrument beside recorded ones, joint time on its own line.

    Args:
        items: of the programme.
        codes: of the instruments.
        daily: whole minutes of a working day.
        recorded: codes of a beneficiary, joined by ``+`` → whole minutes; None for those who may
            not see them.
    """
    found = [
        SumLine(
            code,
            "",
            sum((dict(item.days).get(code, Fraction(0)) for item in items), Fraction(0)),
            None if recorded is None else Fraction(recorded.get(code, 0), daily),
        )
        for code in codes
    ]
    joint = sum(minutes for code, minutes in (recorded or {}).items() if "+" in code)
    return [*found, SumLine("", "", None, Fraction(joint, daily))] if joint else found


def sums_by_category(items: Sequence[Planned]) -> list[SumLine]:
    """Return planned days of each category of staff; none where no item tells them.

    Recorded days are not told by category: in a unit this small they would tell what one person
    did, at least to whoever subtracts the others.
    """
    totals: dict[str, Fraction] = {}
    for item in items:
        for code, days in item.categories:
            totals[code] = totals.get(code, Fraction(0)) + days
    order = [*CATEGORIES, *sorted(totals.keys() - CATEGORIES.keys())]
    return [
        SumLine("", category_name(code), totals[code], None) for code in order if code in totals
    ]
