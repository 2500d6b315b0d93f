"""The programme of work beside the time recorded for it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from secretariats.core.exact import exact_text
from timetracking.models import ProgrammeItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Unit


def programme(unit: Unit, years: range, minutes: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the items of some years, by year and number; one query.

    Args:
        unit: the unit.
        years: calendar years.
        minutes: activity code → recorded whole minutes of the period.

    Returns:
        For each item ``year``, ``number``, ``title``, ``activity`` (code or None), ``planned``
        (instrument code → exact working days) and ``minutes``: what its activity took, None where
        it has no activity, or where an item before it has the same, which holds all of it.
    """
    rows, seen = [], set[str]()
    found = ProgrammeItem.objects.of_unit(unit).filter(year__in=years).select_related("activity")
    for item in sorted(found, key=lambda item: (item.year, _natural(item.number))):
        code = item.activity.code if item.activity else None
        first = code is not None and code not in seen
        rows.append(
            {
                "year": item.year,
                "number": item.number,
                "title": item.title,
                "activity": code,
                "planned": {
                    instrument: exact_text(Fraction(days))
                    for instrument, days in sorted(item.planned_days.items())
                },
                "minutes": minutes.get(code, 0) if code is not None and first else None,
            }
        )
        seen.update({code} if code else ())
    return rows


def _natural(number: str) -> list[tuple[int, str]]:
    """Return the sort key by which 2 comes before 10, and 1.2 before 1.10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in
            re.findall(r"[0-9]+|[^0-9]+", number)]  # fmt: skip
