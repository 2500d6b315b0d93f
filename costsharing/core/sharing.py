"""What a way of sharing is: from one piece of work to each instrument's part of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at.

    Attributes:
        members: the instruments among which the work is shared, sorted: the beneficiary of joint
            work, the agreement's instruments for overhead.
        key: instrument → share by the key in force on the date; outside the agreement 0.
        basis: instrument → value in the month: direct for joint work, direct + joint for overhead.
    """

    members: tuple[str, ...]
    key: Mapping[str, Fraction]
    basis: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Weights:
    """Parts that add up to 1, or no parts at all where the work is not shared out.

    Attributes:
        parts: instrument → part.
        without_key: whether the key gave nothing to any member, so that they share equally.
    """

    parts: Mapping[str, Fraction]
    without_key: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to share joint work, overhead or both; the record of a file in ``rules``."""

    name: str
    for_joint: bool
    for_overhead: bool
    weigh: Callable[[Case], Weights]


def in_proportion(amounts: Mapping[str, Fraction]) -> dict[str, Fraction] | None:
    """Return the parts of the sum that amounts (never negative) are; None where it is 0."""
    total = sum(amounts.values(), Fraction(0))
    if not total:
        return None
    return {code: amount / total for code, amount in amounts.items() if amount}


def equally(members: tuple[str, ...]) -> dict[str, Fraction]:
    """Return the same part for each member."""
    return {code: Fraction(1, len(members)) for code in members}


def by_key(case: Case) -> Weights:
    """Return the key restricted to the members and scaled to add up to 1.

    If the key gives nothing to any member, they share equally, with a warning
    (valuation.md, The key on a date).
    """
    zero = Fraction(0)
    parts = in_proportion({code: case.key.get(code, zero) for code in case.members})
    if parts is None:
        return Weights(equally(case.members), without_key=True)
    return Weights(parts)
