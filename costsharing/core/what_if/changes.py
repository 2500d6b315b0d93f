"""What may be different from the inputs of a run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.core.text import Message

ZERO = Fraction(0)


class Impossible(Exception):
    """Changes that make no sense for a run; every problem, not the first only.

    Attributes:
        problems: (place in what was asked, what is wrong).
    """

    def __init__(self, problems: list[tuple[str, Message]]) -> None:
        """Keep the problems."""
        super().__init__("; ".join(f"{path}: {what}" for path, what in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class NewBudget:
    """A budget in the unit's currency.

    Attributes:
        instrument: whose.
        amount: for a year.
        year: the one it is for; None for each year of the period.
        provisional: whether it is marked so, and so then all that rests on it.
    """

    instrument: str
    amount: Fraction
    year: int | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class NewGrade:
    """What a grade costs in each year of the period, in the unit's currency."""

    grade: str
    annual: Fraction
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Added:
    """An instrument that takes part in the agreement.

    Attributes:
        instrument: its code.
        share: its share, the others' scaled to the rest; None where key or budgets say it.
        joint: whether all joint work is for it too.
    """

    instrument: str
    share: Fraction | None = None
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Leaving:
    """An instrument that leaves the agreement; what it funded falls to the others.

    Attributes:
        instrument: its code.
        dropped: whether its direct work is no longer done, and joint work is for the others
            alone. Otherwise all work stays as it is recorded, outside of the agreement.
    """

    instrument: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be different; what is left out stays as the run has it.

    Attributes:
        start: first day on which key, policies, support rate and instruments are different; None
            for the first of the period. Costs and expenditure are different throughout.
        shares: the key as instrument and exact share; empty for no other fractions.
        by_budgets: whether the budgets decide the key.
        budgets: budgets that count in place of those of the run.
        joint: policy for joint work, empty for the one agreed; so too the next.
        overhead: policy for overhead.
        support: support rate.
        costs: by what part every hour's cost is higher: standard costs, fees, staff costs.
        fees: the same for fees of contracts alone; None for ``costs``.
        expenditure: by what part the money spent is higher.
        grades: standard costs, which ``costs`` leaves alone.
        rates: currency and its units for one US dollar, throughout.
        added: instruments that join.
        leaving: instruments that leave.
    """

    start: dt.date | None = None
    shares: tuple[tuple[str, Fraction], ...] = ()
    by_budgets: bool = False
    budgets: tuple[NewBudget, ...] = ()
    joint: str = ""
    overhead: str = ""
    support: Fraction | None = None
    costs: Fraction = ZERO
    fees: Fraction | None = None
    expenditure: Fraction = ZERO
    grades: tuple[NewGrade, ...] = ()
    rates: tuple[tuple[str, Fraction], ...] = ()
    added: tuple[Added, ...] = ()
    leaving: tuple[Leaving, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether everything stays as it is."""
        return replace(self, start=None) == Changes()

    @property
    def opens_costs(self) -> bool:
        """Whether the difference would tell what single grades, fees or currencies amount to."""
        return bool(self.grades or self.rates) or self.fees is not None

    @property
    def on_terms(self) -> bool:
        """Whether what is agreed is different: key, policies, support rate, instruments."""
        of_costs = replace(
            self, start=None, costs=ZERO, fees=None, expenditure=ZERO, grades=(), rates=()
        )
        return of_costs != Changes()

    @property
    def joining(self) -> frozenset[str]:
        """The codes of the instruments that join."""
        return frozenset(one.instrument for one in self.added)

    @property
    def going(self) -> frozenset[str]:
        """The codes of the instruments that leave."""
        return frozenset(one.instrument for one in self.leaving)
