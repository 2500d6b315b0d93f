"""Lines of an explanation as rows of a table for programs: plain texts, exact numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.hourly import MINUTES
from secretariats.core.exact import exact_text
from secretariats.core.text import no_formula

if TYPE_CHECKING:
    from costsharing.core.explain_lines import Line, Weight

HEAD = (
    "figure", "instrument", "from", "to", "kind", "activity", "for", "block", "minutes",
    "cost_per_hour", "value", "reason", "policy", "in_proportion_to", "part", "support_rate",
    "factor", "amount",
)  # fmt: skip


def row_of(line: Line, figure: str, instrument: str) -> list[str]:
    """Return a line as cells under ``HEAD``; blocks are counted from 1."""
    return [
        figure,
        no_formula(instrument),
        line.start.isoformat(),
        line.end.isoformat(),
        line.about,
        no_formula(line.activity),
        no_formula("+".join(line.whom)),
        block_text(line.block),
        "" if line.price is None else exact_text(line.minutes),
        "" if line.price is None else exact_text(line.price * MINUTES),
        exact_text(line.value),
        line.weight.reason,
        line.weight.rule,
        basis_text(line.weight),
        exact_text(line.weight.part),
        "" if line.rate is None else exact_text(line.rate),
        exact_text(line.factor),
        exact_text(line.amount),
    ]


def basis_text(weight: Weight) -> str:
    """Return what a part is in proportion to: ``AEWA 1/3; CMS 2/3``."""
    return no_formula("; ".join(f"{code} {exact_text(of)}" for code, of in weight.basis))


def block_text(block: int | None) -> str:
    """Return the number of a block as tables have it, counted from 1; empty for none."""
    return "" if block is None else str(block + 1)
