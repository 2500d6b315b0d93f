"""What a run holds month by month: each month valued alone, exact, ready to be added up.

The months of a run add up to it exactly, since each is shared out on its own; only their rounded
figures do not, which is why tables by month are rounded as tables of their own.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.part import part_of
from costsharing.core.valuation import value
from secretariats.core.dates import is_whole_months, month_end, months
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs
    from costsharing.core.published import Json
    from costsharing.core.valued import Valuation

ZERO = Fraction(0)
PARTS = ("direct", "joint", "overhead", "support")


def monthly(inputs: Inputs) -> list[Json]:
    """Return the months of a run, in order; empty where the run does not cover whole months.

    Each has ``month`` (``YYYY-MM``), ``minutes`` (recorded), ``missing`` (exact minutes),
    ``instruments`` (code → ``direct``, ``joint``, ``overhead``, ``support``, ``received``,
    ``funded``, ``lowest``, ``highest``) and ``activities`` (code → ``minutes`` and ``value``,
    instrument → direct and joint value); every amount exact, as ``"n/d"``.
    """
    if not is_whole_months(inputs.start, inputs.end):
        return []
    listed: list[Json] = []
    for first in months(inputs.start, inputs.end):
        part = part_of(inputs, first, month_end(first))
        listed.append(_month(f"{first:%Y-%m}", part, value(part)))
    return listed


def _month(name: str, part: Inputs, found: Valuation) -> Json:
    missing = sum((sum(time.missing.values(), ZERO) for time in part.times), ZERO)
    return {
        "month": name,
        "minutes": sum(sum(time.minutes.values()) for time in part.times),
        "missing": exact_text(missing),
        "instruments": {code: _instrument(found, code) for code in found.instruments},
        "activities": {
            code: {
                "minutes": of.minutes,
                "value": {
                    whom: exact_text(of.direct.get(whom, ZERO) + of.shared.get(whom, ZERO))
                    for whom in found.instruments
                },
            }
            for code, of in sorted(found.activities.items())
        },
    }


def _instrument(found: Valuation, code: str) -> Json:
    figures: dict[str, Fraction] = {
        name: getattr(found, name).get(code, ZERO) for name in (*PARTS, "funded")
    }
    figures["received"] = found.received(code)
    figures["lowest"] = found.lowest.get(code, ZERO)
    figures["highest"] = found.highest.get(code, ZERO)
    return {name: exact_text(amount) for name, amount in figures.items()}
