"""The exact results of a run, before anything is rounded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

ZERO = Fraction(0)
Sums = dict[str, Fraction]


@dataclass(slots=True)
class OfActivity:
    """A service activity's minutes, its direct and shared value by instrument, its joint value."""

    minutes: int = 0
    direct: Sums = field(default_factory=lambda: defaultdict(Fraction))
    shared: Sums = field(default_factory=lambda: defaultdict(Fraction))
    joint: Fraction = ZERO


@dataclass(slots=True)
class OfMonth:
    """A month's received and funded by instrument, support included."""

    received: Sums = field(default_factory=lambda: defaultdict(Fraction))
    funded: Sums = field(default_factory=lambda: defaultdict(Fraction))


@dataclass(slots=True)
class Valuation:
    """The exact results of a run; every mapping by instrument holds only what is not 0.

    ``received`` = direct + joint + overhead + support; the sums of received and of funded over
    the instruments are equal.
    """

    instruments: list[str]
    minutes_direct: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    direct: Sums = field(default_factory=lambda: defaultdict(Fraction))
    joint: Sums = field(default_factory=lambda: defaultdict(Fraction))
    overhead: Sums = field(default_factory=lambda: defaultdict(Fraction))
    support: Sums = field(default_factory=lambda: defaultdict(Fraction))
    funded: Sums = field(default_factory=lambda: defaultdict(Fraction))
    lowest: Sums = field(default_factory=lambda: defaultdict(Fraction))
    highest: Sums = field(default_factory=lambda: defaultdict(Fraction))
    unallocated: Fraction = ZERO
    unrecorded: Fraction = ZERO
    # The part of it of months in which time is missing, apart from leave.
    not_logged: Fraction = ZERO
    activities: dict[str, OfActivity] = field(default_factory=lambda: defaultdict(OfActivity))
    months: dict[dt.date, OfMonth] = field(default_factory=lambda: defaultdict(OfMonth))
    due: Sums = field(default_factory=lambda: defaultdict(Fraction))
    paid: Sums = field(default_factory=lambda: defaultdict(Fraction))
    provisional: bool = False
    warnings: list[str] = field(default_factory=list)

    def received(self, code: str) -> Fraction:
        """Return what an instrument received."""
        parts = (self.direct, self.joint, self.overhead, self.support)
        return sum((part.get(code, ZERO) for part in parts), ZERO)

    def balance(self, code: str) -> Fraction:
        """Return received less funded; the balances add up to 0."""
        return self.received(code) - self.funded.get(code, ZERO)
