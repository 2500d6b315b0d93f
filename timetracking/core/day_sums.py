"""Sums over days that know what was recorded and what is expected of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol


class Counted(Protocol):
    """A day of a person."""

    @property
    def recorded(self) -> int:
        """Minutes of service and overhead."""

    @property
    def absence(self) -> int:
        """Minutes of absence."""

    @property
    def expected(self) -> Fraction:
        """Minutes expected, absence taken off."""


class DaySums:
    """What is made of days, in ``days``."""

    __slots__ = ()

    days: Sequence[Counted]

    @property
    def recorded(self) -> int:
        """Minutes of service and overhead."""
        return sum(day.recorded for day in self.days)

    @property
    def absence(self) -> int:
        """Minutes of absence."""
        return sum(day.absence for day in self.days)

    @property
    def expected(self) -> Fraction:
        """Minutes expected, absence taken off day by day."""
        return sum((day.expected for day in self.days), Fraction(0))
