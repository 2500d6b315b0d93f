"""What differs between the results of two runs of the same period."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# A results document as far as it is read here: instrument → figure → exact and rounded.
Results: TypeAlias = "Mapping[str, Mapping[str, Mapping[str, str]]]"

FIGURES = (
    "direct", "joint", "overhead", "support", "received", "funded", "balance", "lowest", "highest",
)  # fmt: skip


def differences(before: Results, after: Results) -> list[dict[str, str]]:
    """Return each figure of an instrument that is not the same, in the order of the tables.

    Args:
        before: the instruments of the results of the run that is superseded.
        after: those of the new run.

    Returns:
        rows of ``instrument``, ``figure``, ``before`` and ``after`` (rounded) and ``change``
        (exact); an instrument that one of the two lacks has 0 there.
    """
    nothing = {"exact": "0/1", "rounded": "0.00"}
    rows: list[dict[str, str]] = []
    for code in sorted({*before, *after}):
        old = before.get(code, {})
        new = after.get(code, {})
        for name in FIGURES:
            was, now = old.get(name, nothing), new.get(name, nothing)
            change = Fraction(now["exact"]) - Fraction(was["exact"])
            if change or was["rounded"] != now["rounded"]:
                rows.append(
                    {
                        "instrument": code,
                        "figure": name,
                        "before": was["rounded"],
                        "after": now["rounded"],
                        "change": exact_text(change),
                    }
                )
    return rows
