"""The published table of a run, rounded as a whole, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from costsharing.core.rounding import direct_and_joint, round_table
from secretariats.core.exact import cents, cents_text, exact_text, largest_remainders

if TYPE_CHECKING:
    from costsharing.core.valued import Valuation

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
ZERO = Fraction(0)
# Rows of the table: activities by code, then these two; no code begins like them.
OVERHEAD_ROW, SUPPORT_ROW = "~overhead", "~support"


def figure(exact: Fraction, rounded: int | None = None) -> Json:
    """Return a figure in both forms; ``rounded`` in cents, by default half up on its own."""
    return {
        "exact": exact_text(exact),
        "rounded": cents_text(cents(exact) if rounded is None else rounded),
    }


@dataclass(frozen=True, slots=True)
class Published:
    """The rounded table of a run and what follows from it, all in cents."""

    codes: list[str]
    rows: list[str]
    table: dict[str, dict[str, int]]
    direct: dict[str, int]
    joint: dict[str, int]
    received: dict[str, int]
    funded: dict[str, int]

    @property
    def total(self) -> int:
        """The grand total."""
        return sum(self.received.values())


def publish(run: Valuation) -> Published:
    """Round a run's table as a whole, and derive the figures of each instrument from it."""
    codes = run.instruments
    rows = [*sorted(run.activities), OVERHEAD_ROW, SUPPORT_ROW]
    exact: dict[str, dict[str, Fraction]] = {
        row: {code: found.direct.get(code, ZERO) + found.shared.get(code, ZERO) for code in codes}
        for row, found in run.activities.items()
    }
    exact[OVERHEAD_ROW] = {code: run.overhead.get(code, ZERO) for code in codes}
    exact[SUPPORT_ROW] = {code: run.support.get(code, ZERO) for code in codes}
    table = round_table(exact, rows=rows, columns=codes)
    services = {code: sum(table[row][code] for row in rows[:-2]) for code in codes}
    split = {
        code: direct_and_joint(
            services[code], run.direct.get(code, ZERO), run.joint.get(code, ZERO)
        )
        for code in codes
    }
    received = {code: sum(table[row][code] for row in rows) for code in codes}
    funded = largest_remainders(
        {code: run.funded.get(code, ZERO) * 100 for code in codes}, sum(received.values())
    )
    return Published(
        codes=codes,
        rows=rows,
        table=table,
        direct={code: direct for code, (direct, _) in split.items()},
        joint={code: joint for code, (_, joint) in split.items()},
        received=received,
        funded=funded,
    )
