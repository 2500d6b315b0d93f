"""The programme of work beside the time recorded for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariats.core.exact import exact_text
from timetracking.core.programme import recorded_for
from timetracking.queries.programme import planned_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Unit


def programme(unit: Unit, years: range, minutes: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the items of some years, by year and number, as signed where they were; two queries.

    Args:
        unit: the unit.
        years: calendar years.
        minutes: activity code → recorded whole minutes of the period.

    Returns:
        For each item ``year``, ``number``, ``title``, ``activity`` (code or None), ``planned``
        (instrument code → exact working days) and ``minutes``: what its activity took, None where
        it has no activity, or where an item before it has the same, which holds all of it.
    """
    found = planned_items(unit, years)
    recorded = recorded_for([item for _year, item in found], minutes)
    return [
        {
            "year": year,
            "number": item.number,
            "title": item.title,
            "activity": item.activity or None,
            "planned": {code: exact_text(days) for code, days in item.days},
            "minutes": took,
        }
        for (year, item), took in zip(found, recorded, strict=True)
    ]
