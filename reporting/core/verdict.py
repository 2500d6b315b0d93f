"""What a value received says about the key, given its range and the coverage behind it."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

ENOUGH = Fraction(4, 5)


class Verdict(StrEnum):
    """The three things that may be said (valuation.md, Limitations), and nothing as yet."""

    CONSISTENT = "consistent"
    NOT_EXPLAINED = "not_explained"
    COVERAGE_TOO_LOW = "coverage_too_low"
    NOT_MEASURED = "not_measured"


def verdict(
    *, lowest: Fraction, funded: Fraction, highest: Fraction, coverage: Fraction | None
) -> Verdict:
    """Return what may be said of one instrument.

    Args:
        lowest: the least it may have received, exact.
        funded: its share by key, exact.
        highest: the most it may have received, exact.
        coverage: recorded over expected minutes; None where nothing was expected, which tells as
            little as too little does.
    """
    if coverage is None or coverage < ENOUGH:
        return Verdict.COVERAGE_TOO_LOW
    if lowest <= funded <= highest:
        return Verdict.CONSISTENT
    return Verdict.NOT_EXPLAINED
