"""A year's programme of work as it is planned, signed, and compared with what was recorded."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NotRequired, TypedDict

from secretariats.core.exact import decimal_text, parse_decimal
from secretariats.core.text import gettext_noop
from timetracking.core.milestones import Milestone, MilestoneContent, moved
from timetracking.core.milestones import in_order as by_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Field → the most characters that are kept.
LONGEST = {
    "number": 16, "title": 300, "mandate": 300, "priority": 32, "outputs": 10_000,
    "time_frame": 100, "responsible": 200, "funding": 200,
}  # fmt: skip
# Texts of several lines.
PROSE = frozenset({"mandate", "outputs", "responsible", "funding"})
# Years in which there are joint units.
YEARS = range(1979, 3000)
# Code → name of each category of staff: posts are Professional or General Service.
CATEGORIES = {
    "P": gettext_noop("Professional"),
    "G": gettext_noop("General Service"),
    "other": gettext_noop("Consultants and others"),
}


@dataclass(frozen=True, slots=True)
class Strategy:
    """What an item carries out of an instrument's communication strategy, and where that is.

    Attributes:
        instrument: its code.
        text: such as the number of an objective; may be empty where there is an address.
        address: of the strategy or its part, ``https://…``; may be empty where there is a text.
    """

    instrument: str
    text: str = ""
    address: str = ""


class StrategyContent(TypedDict):
    """A strategy as plain JSON values, under the code of its instrument."""

    text: str
    address: str


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
        categories: category of staff and exact working days, in the order of ``CATEGORIES``; they
            add up to the days by instrument. Empty where nobody said.
        milestones: by day.
        strategies: of communication, by instrument.
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
    categories: tuple[tuple[str, Fraction], ...] = ()
    milestones: tuple[Milestone, ...] = ()
    strategies: tuple[Strategy, ...] = ()

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
    # Absent where empty, so that what says no more than an older version has its digest.
    category_days: NotRequired[dict[str, str]]
    milestones: NotRequired[list[MilestoneContent]]
    strategies: NotRequired[dict[str, StrategyContent]]


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


def item_content(item: Planned) -> ItemContent:
    """Return an item as plain JSON values, days as decimal text."""
    content: ItemContent = {
        "number": item.number,
        "title": item.title,
        "activity": item.activity or None,
        "mandate": item.mandate,
        "priority": item.priority,
        "outputs": item.outputs,
        "time_frame": item.time_frame,
        "responsible": item.responsible,
        "funding": item.funding,
        "planned_days": days_content(item.days),
    }
    if item.categories:
        content["category_days"] = days_content(item.categories)
    if item.milestones:
        content["milestones"] = milestones_content(item.milestones)
    if item.strategies:
        content["strategies"] = strategies_content(item.strategies)
    return content


def days_content(days: Iterable[tuple[str, Fraction]]) -> dict[str, str]:
    """Return working days as plain JSON values."""
    return {code: decimal_text(value, places=0) for code, value in days}


def milestones_content(milestones: Iterable[Milestone]) -> list[MilestoneContent]:
    """Return milestones as plain JSON values."""
    return [{"date": one.date.isoformat(), "title": one.title} for one in milestones]


def strategies_content(strategies: Iterable[Strategy]) -> dict[str, StrategyContent]:
    """Return strategies as plain JSON values."""
    return {one.instrument: {"text": one.text, "address": one.address} for one in strategies}


def days_from(content: Mapping[str, str]) -> tuple[tuple[str, Fraction], ...]:
    """Return the days by code of plain JSON values."""
    return tuple((code, parse_decimal(text)) for code, text in sorted(content.items()))


def categories_from(content: Mapping[str, str]) -> tuple[tuple[str, Fraction], ...]:
    """Return the days by category of staff of plain JSON values; ones unknown here come last."""
    places = {code: place for place, code in enumerate(CATEGORIES)}
    found = days_from(content)
    return tuple(sorted(found, key=lambda one: (places.get(one[0], len(places)), one[0])))


def milestones_from(content: Iterable[MilestoneContent]) -> tuple[Milestone, ...]:
    """Return the milestones of plain JSON values, by day."""
    return by_day(Milestone(dt.date.fromisoformat(one["date"]), one["title"]) for one in content)


def strategies_from(content: Mapping[str, StrategyContent]) -> tuple[Strategy, ...]:
    """Return the strategies of plain JSON values, by instrument."""
    return tuple(
        Strategy(code, one["text"], one["address"]) for code, one in sorted(content.items())
    )


def item_from(content: ItemContent) -> Planned:
    """Return the item of plain values that ``item_content`` made, now or in an older version."""
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
        days=days_from(content["planned_days"]),
        categories=categories_from(content.get("category_days", {})),
        milestones=milestones_from(content.get("milestones", [])),
        strategies=strategies_from(content.get("strategies", {})),
    )


def for_year(item: Planned, *, source: int, year: int) -> Planned:
    """Return what an item of one year says for another: its milestones move along."""
    return replace(item, milestones=by_day(moved(item.milestones, year - source)))


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
