"""Two runs beside each other, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from secretariats.core.exact import cents_text, exact_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Exact and rounded, as results have it.
Figure: TypeAlias = "Mapping[str, str]"
NOTHING: Figure = {"exact": "0/1", "rounded": "0.00"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of one run and the same of another.

    Attributes:
        before: of the run that is compared with.
        after: of the run that is looked at.
    """

    before: Figure
    after: Figure

    @property
    def difference(self) -> Figure:
        """After less before: exactly, and of the rounded figures, so that tables add up."""
        exact = Fraction(self.after["exact"]) - Fraction(self.before["exact"])
        return {
            "exact": exact_text(exact),
            "rounded": cents_text(_cents(self.after) - _cents(self.before)),
        }

    @property
    def differs(self) -> bool:
        """Whether the two are not the same, exactly or rounded."""
        return dict(self.before) != dict(self.after)

    def as_json(self) -> dict[str, Figure]:
        """Return the pair with its difference."""
        return {"before": self.before, "after": self.after, "difference": self.difference}


def pair(before: Mapping[str, Figure], after: Mapping[str, Figure], name: str) -> Pair:
    """Return a figure of both; where one lacks it, it is 0 there."""
    return Pair(before.get(name, NOTHING), after.get(name, NOTHING))


def together(pairs: Iterable[Pair]) -> Pair:
    """Return the sum of pairs, exact and of the rounded figures."""
    listed = list(pairs)
    return Pair(_sum(one.before for one in listed), _sum(one.after for one in listed))


def _sum(figures: Iterable[Figure]) -> Figure:
    listed = list(figures)
    exact = sum((Fraction(one["exact"]) for one in listed), Fraction(0))
    return {
        "exact": exact_text(exact),
        "rounded": cents_text(sum(_cents(one) for one in listed)),
    }


def _cents(figure: Figure) -> int:
    return int(Fraction(figure["rounded"]) * 100)
