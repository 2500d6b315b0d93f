"""Everything a valuation rests on, as one record that can be kept, hashed and computed again.

People have no names here, not even numbers: a block of :class:`Time` holds the time of all who
cost the same (``standard``) or of one person in one month (``actual``), and blocks are told apart
by what they hold. So a snapshot is the same after export and import, and after a person who left
is anonymised.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from costsharing.core.keys import Agreed, Keys

SERVICE, OVERHEAD = "service", "overhead"
STANDARD, ACTUAL = "standard", "actual"
METHODS = (STANDARD, ACTUAL)


@dataclass(frozen=True, slots=True)
class Fee:
    """An hour's cost under a contract."""

    hourly: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class OnPosts:
    """An hour's cost by grade: grade → part of the person's share of full time, adding up to 1."""

    grades: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class StaffCostOf:
    """What one person cost in one month, line by line."""

    month: dt.date
    lines: tuple[tuple[Fraction, str], ...]


@dataclass(frozen=True, slots=True)
class Time:
    """The time of those who cost the same.

    Attributes:
        cost: what an hour costs.
        minutes: (first day of the stretch, activity, beneficiary) → whole minutes; a beneficiary
            is a sorted tuple of instrument codes, empty for overhead.
        missing: first day of the stretch → expected minutes that were not recorded.
    """

    cost: Fee | OnPosts | StaffCostOf
    minutes: Mapping[tuple[dt.date, str, tuple[str, ...]], int]
    missing: Mapping[dt.date, Fraction]


@dataclass(frozen=True, slots=True)
class GradeCost:
    """The annual standard cost of a grade and the productive hours it pays for."""

    annual: Fraction
    currency: str
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Spent:
    """Money laid out: ``charged_to`` None is shared by the key on its date."""

    date: dt.date
    amount: Fraction
    currency: str
    paid_by: str
    charged_to: str | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """All inputs of one run.

    Attributes:
        unit: the unit's code.
        start: first day of the period.
        end: last day, inclusive.
        method: ``standard`` or ``actual``.
        joint: the unit's policy for joint work; so too overhead and support.
        overhead: policy for overhead.
        support: support rate.
        keys: agreements that touch the period, budgets, rates and the unit's currency.
        grades: (grade, year) → standard cost.
        activities: code → (work area or "", kind) of the activities with minutes.
        times: the time, block by block.
        spent: the expenditure of the period.
    """

    unit: str
    start: dt.date
    end: dt.date
    method: str
    joint: str
    overhead: str
    support: Fraction
    keys: Keys
    grades: Mapping[tuple[str, int], GradeCost]
    activities: Mapping[str, tuple[str, str]]
    times: Sequence[Time]
    spent: Sequence[Spent]

    @property
    def currency(self) -> str:
        """The unit's currency, in which every amount of the results is."""
        return self.keys.currency

    def support_on(self, agreed: Agreed | None) -> Fraction:
        """Return the support rate under an agreement; without one, the unit's."""
        if agreed is None or agreed.support is None:
            return self.support
        return agreed.support

    def joint_on(self, agreed: Agreed) -> str:
        """Return the policy for joint work under an agreement."""
        return agreed.joint or self.joint

    def overhead_on(self, agreed: Agreed) -> str:
        """Return the policy for overhead under an agreement."""
        return agreed.overhead or self.overhead


def stretches(
    start: dt.date, end: dt.date, keys: Keys, currencies: frozenset[str]
) -> list[tuple[dt.date, dt.date]]:
    """Return the period cut at each month and wherever key, policy or one of the rates changes.

    Within a stretch everything dated but people's own contracts, posts and grades is constant.
    """
    cuts = [agreed.span.start for agreed in keys.agreements]
    cuts += [agreed.span.end + ONE_DAY for agreed in keys.agreements if agreed.span.end]
    for currency in currencies:
        cuts += [day for day, _ in keys.rates.by_currency.get(currency, ())]
    return pieces(start, end, cuts)
