"""A year's programme of work as it is planned, signed, and compared with what was recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypedDict

from secretariats.core.exact import decimal_text, parse_decimal
from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

# Field → the most characters that are kept.
LONGEST = {
    "number": 16, "title": 300, "mandate": 300, "priority": 32, "outputs": 10_000,
    "time_frame": 100, "responsible": 200, "funding": 200,
}  # fmt: skip
# Texts of several lines.
PROSE = frozenset({"mandate", "outputs", "responsible", "funding"})
# Years in which there are joint units.
YEARS = range(1979, 3000)
# More days than a unit of forty people works in a year.
MOST_DAYS = 10_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_PROSE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of a programme.

    Attributes:
        number: such as ``2.1``; one row of a year has it.
        title: what is done.
        activity: code of the activity that time for it is logged on; empty for none.
        mandate: what asks for it; so too the next, texts that may be empty.
        priority: how urgent it is.
        outputs: what there will be.
        time_frame: when.
        responsible: who.
        funding: what it needs.
        days: instrument code and exact planned working days, by code.
    """

    number: str
    title: str
    activity: str = ""
    mandate: str = ""
    priority: str = ""
    outputs: str = ""
    time_frame: str = ""
    responsible: str = ""
    funding: str = ""
    days: tuple[tuple[str, Fraction], ...] = ()

    @property
    def total(self) -> Fraction:
        """The planned working days of all instruments."""
        return sum((days for _code, days in self.days), Fraction(0))


class ItemContent(TypedDict):
    """An item as plain JSON values, in the words of the unit file; days are decimal text."""

    number: str
    title: str
    activity: str | None
    mandate: str
    priority: str
    outputs: str
    time_frame: str
    responsible: str
    funding: str
    planned_days: dict[str, str]


class ProgrammeContent(TypedDict):
    """What is signed, as plain JSON values."""

    unit: str
    year: int
    version: int
    sides: list[str]
    items: list[ItemContent]


def natural(number: str) -> list[tuple[int, str]]:
    """Return the sort key by which 2 comes before 10, and 1.2 before 1.10."""
    return [
        (int(part), "") if part.isdecimal() else (0, part)
        for part in re.findall(r"[0-9]+|[^0-9]+", number)
    ]


def in_order(items: Iterable[Planned]) -> list[Planned]:
    """Return items by number."""
    return sorted(items, key=lambda item: (natural(item.number), item.number))


def recorded_for(items: Sequence[Planned], minutes: Mapping[str, int]) -> list[int | None]:
    """Return the recorded minutes of each item, in its place.

    The first item of an activity holds all of its time, joint time counted once; None where an
    item has no activity, or one before it has the same.
    """
    found: list[int | None] = []
    seen: set[str] = set()
    for item in items:
        first = bool(item.activity) and item.activity not in seen
        found.append(minutes.get(item.activity, 0) if first else None)
        seen.add(item.activity)
    return found


def item_problems(
    item: Planned, *, activities: Collection[str], instruments: Collection[str]
) -> list[tuple[str, Message]]:
    """Return what is wrong with an item, as pairs of field and message.

    Args:
        item: what shall be planned.
        activities: codes that may be named.
        instruments: codes that the unit serves.
    """
    found: list[tuple[str, Message]] = []
    for name, longest in LONGEST.items():
        text = str(getattr(item, name))
        if len(text) > longest:
            long = gettext_noop("at most %(longest)s characters, not %(number)s")
            found.append((name, message(long, longest=longest, number=len(text))))
        if (_CONTROL_IN_PROSE if name in PROSE else _CONTROL).search(text):
            found.append((name, message(gettext_noop("Leave control characters out."))))
    if not item.number.strip():
        found.append(("number", message(gettext_noop("Give it a number, such as 2.1."))))
    if not item.title.strip():
        found.append(("title", message(gettext_noop("Say what is done."))))
    if item.activity and item.activity not in activities:
        text = gettext_noop("There is no activity %(code)s in this unit.")
        found.append(("activity", message(text, code=item.activity)))
    for code, days in item.days:
        if code not in instruments:
            text = gettext_noop("The unit does not serve %(code)s.")
            found.append((f"days.{code}", message(text, code=code)))
        elif not 0 <= days <= MOST_DAYS:
            text = gettext_noop("Plan between 0 and %(most)s days.")
            found.append((f"days.{code}", message(text, most=MOST_DAYS)))
    return found


def item_content(item: Planned) -> ItemContent:
    """Return an item as plain JSON values, days as decimal text."""
    return {
        "number": item.number,
        "title": item.title,
        "activity": item.activity or None,
        "mandate": item.mandate,
        "priority": item.priority,
        "outputs": item.outputs,
        "time_frame": item.time_frame,
        "responsible": item.responsible,
        "funding": item.funding,
        "planned_days": {code: decimal_text(days, places=0) for code, days in item.days},
    }


def item_from(content: ItemContent) -> Planned:
    """Return the item of plain values that ``item_content`` made."""
    days = sorted(content["planned_days"].items())
    return Planned(
        number=content["number"],
        title=content["title"],
        activity=content["activity"] or "",
        mandate=content["mandate"],
        priority=content["priority"],
        outputs=content["outputs"],
        time_frame=content["time_frame"],
        responsible=content["responsible"],
        funding=content["funding"],
        days=tuple((code, parse_decimal(text)) for code, text in days),
    )


def programme_content(
    items: Iterable[Planned], *, unit: str, year: int, sides: Sequence[str] = (), number: int = 0
) -> ProgrammeContent:
    """Return what is signed, as plain JSON values in the words of the unit file.

    Args:
        items: of the year.
        unit: the unit's code.
        year: the calendar year.
        sides: codes of those who must sign.
        number: of the version; what came back needs new signatures, even unchanged.
    """
    return {
        "unit": unit,
        "year": year,
        "version": number,
        "sides": sorted(sides),
        "items": [item_content(item) for item in in_order(items)],
    }


def items_from(content: ProgrammeContent) -> list[Planned]:
    """Return the items of what was handed over, by number."""
    return [item_from(row) for row in content["items"]]
