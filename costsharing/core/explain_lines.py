"""The lines that a figure of a run is made of, each a product, their sum the figure exactly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import month_start

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from costsharing.core.inputs import Spent

ONE, ZERO = Fraction(1), Fraction(0)

# Why a part of a value is an instrument's.
DIRECT = "direct"
BY_KEY = "key"
NO_KEY = "no_key"
BY_VALUE = "value"
EQUALLY = "equal"
BY_RULE = "rule"
RECORDED = "recorded"
WHOLE = "whole"
SHARE = "share"
NOBODY = "none"
PAID = "paid"
CHARGED = "charged"

# What a line is about.
SERVICES, OVERHEAD, MISSING, STAFF_COST, SPENT = (
    "service", "overhead", "missing", "staff_cost", "expenditure",
)  # fmt: skip
KINDS = (SERVICES, OVERHEAD, MISSING, STAFF_COST, SPENT)


@dataclass(frozen=True, slots=True)
class Weight:
    """The part of a value that counts, and why.

    Attributes:
        part: exact, from 0 to 1.
        reason: one of the reasons above.
        basis: what the part is in proportion to: instrument and its share or value; for
            ``recorded`` the minutes recorded and missing.
        rule: the policy that was in force, empty where none is asked.
    """

    part: Fraction
    reason: str
    basis: tuple[tuple[str, Fraction], ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One product of the sum that a figure is.

    Attributes:
        about: ``service``, ``overhead``, ``missing``, ``staff_cost`` or ``expenditure``.
        start: first day of the stretch, or the date of an expenditure.
        end: last day of the stretch.
        value: minutes times the price of a minute, or an amount in the unit's currency.
        weight: the part of the value that counts.
        rate: support rate of the stretch, None where no support is part of the figure.
        factor: what the support makes of it (1, the rate, 1 + the rate), below 0 where the line
            is taken off.
        block: position of the block of time in ``Inputs.times``; None for an expenditure.
        activity: empty where there is none.
        whom: the beneficiary, sorted; empty for overhead.
        minutes: whole for recorded time; 0 for an amount.
        price: of a minute, None for an amount.
        spent: the expenditure.
    """

    about: str
    start: dt.date
    end: dt.date
    value: Fraction
    weight: Weight
    rate: Fraction | None = None
    factor: Fraction = ONE
    block: int | None = None
    activity: str = ""
    whom: tuple[str, ...] = ()
    minutes: Fraction = ZERO
    price: Fraction | None = None
    spent: Spent | None = None

    @property
    def amount(self) -> Fraction:
        """What the line adds to the figure."""
        return self.value * self.weight.part * self.factor

    @property
    def month(self) -> dt.date:
        """The first day of the month that the line belongs to."""
        return month_start(self.start)

    @property
    def per_minute(self) -> Fraction | None:
        """What a minute adds to the figure; None for an amount."""
        return None if self.price is None else self.price * self.weight.part * self.factor

    @property
    def order(self) -> tuple[dt.date, bool, int, int, tuple[str, ...], str, int]:
        """Where the line stands among others: by time, then whom it served, what, and block."""
        place = -1 if self.block is None else self.block
        return (
            self.start, self.factor < 0, KINDS.index(self.about), len(self.whom), self.whom,
            self.activity, place,
        )  # fmt: skip


def add(amounts: Iterable[Fraction]) -> Fraction:
    """Return the exact sum; whole numbers of each denominator are added first."""
    whole: dict[int, int] = defaultdict(int)
    for amount in amounts:
        whole[amount.denominator] += amount.numerator
    return sum((Fraction(top, below) for below, top in whole.items()), ZERO)
