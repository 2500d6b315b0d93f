"""Statements: a year's settlement so far, less what its final statements settled before.

Each statement settles the year from 1 January to its end, less the final ones before it, so that
cents do not drift. What was corrected after a final statement falls into the next: within the
year by itself, and for a year that is settled to its last day as a part of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.settlement import share_out
from costsharing.core.transfers import (
    MOST_OPEN_NETS,
    Settlement,
    Transfer,
    final_settlement,
    transfers,
)
from costsharing.core.valuation import Incomplete
from secretariats.core.text import gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from costsharing.core.inputs import Inputs, Spent
    from costsharing.core.keys import Gap
    from costsharing.core.settlement import Part
    from secretariats.core.text import Message

LAST_MONTH, LAST_DAY = 12, 31


class TooManyNets(Exception):
    """More instruments are to settle than the fewest transfers can be found for."""

    def __init__(self, number: int) -> None:
        """Keep how many."""
        super().__init__(f"{number} instruments have a net other than zero")
        self.what: Message = message(
            gettext_noop(
                "%(number)s instruments are to settle with each other; the fewest transfers are "
                "found for at most %(most)s"
            ),
            number=number,
            most=MOST_OPEN_NETS,
        )


@dataclass(frozen=True, slots=True)
class Final:
    """A final statement, as the ones after it need it.

    Attributes:
        year: the year it belongs to.
        number: within that year.
        end: its last day.
        digest: of its content.
        settled: year → what it settled of that year: its own, and earlier ones it corrected.
    """

    year: int
    number: int
    end: dt.date
    digest: str
    settled: Mapping[int, Settlement]


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """The settlement of one year.

    Attributes:
        year: the calendar year.
        due: instrument → exact amount since 1 January; so too ``paid``.
        paid: what it laid out.
        before: what final statements settled of the year.
        now: what is left to settle; all settlements of the year add up to the year rounded once.
    """

    year: int
    due: Mapping[str, Fraction]
    paid: Mapping[str, Fraction]
    before: Settlement
    now: Settlement


@dataclass(frozen=True, slots=True)
class Line:
    """An expenditure of the annex, with its words and how it is shared out."""

    spent: Spent
    description: str
    part: Part


@dataclass(frozen=True, slots=True)
class Computed:
    """A statement's figures.

    Attributes:
        sides: codes of all instruments that confirm, sorted; each has figures.
        this: the year so far.
        corrections: earlier years that were settled to their last day and changed since.
        net: instrument → whole cents to settle now, corrections included; adds up to zero.
            Positive: the instrument gets money back.
        transfers: as few as possible, that clear ``net``.
        lines: the expenditure of the year so far, and of the corrected years, by date.
        provisional: whether a key rests on a provisional budget.
    """

    sides: tuple[str, ...]
    this: YearSoFar
    corrections: tuple[YearSoFar, ...]
    net: Mapping[str, int]
    transfers: tuple[Transfer, ...]
    lines: tuple[Line, ...]
    provisional: bool


def closed_years(finals: Iterable[Final], before: int) -> list[int]:
    """Return the years before one that are settled to their last day, in order."""
    ends = {final.end for final in finals if final.year < before}
    return sorted(end.year for end in ends if (end.month, end.day) == (LAST_MONTH, LAST_DAY))


def compute(
    inputs: Inputs,
    descriptions: Sequence[str],
    finals: Sequence[Final],
    sides: Collection[str] = (),
) -> tuple[Computed, Inputs]:
    """Return the figures of the statement that ends with the inputs, and what they rest on.

    Args:
        inputs: expenditure, keys and rates from 1 January of the first year that may need a
            correction to the end of the period; no time.
        descriptions: the words of each expenditure, in the order of ``inputs.spent``.
        finals: all final statements of the unit.
        sides: instruments that confirm even where nothing was paid by or is due from them.

    Returns:
        The figures, and the inputs cut down to the years that they rest on.

    Raises:
        Incomplete: naming each expenditure whose rate, agreement or budget is missing.
        TooManyNets: more than twenty instruments are to settle.
    """
    year = inputs.end.year
    listed, gaps = _lines(inputs, descriptions)
    if gaps:
        raise Incomplete([], [], gaps)
    codes = {code for line in listed for code in (line.spent.paid_by, *line.part.due)}
    codes |= {code for final in finals for of in final.settled.values() for code in of.due}
    codes |= set(sides)
    this = _year(year, listed, finals, codes)
    corrected = [
        _year(old, listed, finals, codes)
        for old in closed_years(finals, year)
        if old >= inputs.start.year
    ]
    corrections = tuple(
        one for one in corrected if any((*one.now.due.values(), *one.now.paid.values()))
    )
    parts = (this, *corrections)
    known = sorted({*sides, *(code for code in codes if any(map(_takes_part(code), parts)))})
    net = {code: sum(one.now.net[code] for one in parts) for code in known}
    number = sum(1 for cents in net.values() if cents)
    if number > MOST_OPEN_NETS:
        raise TooManyNets(number)
    years = {one.year for one in parts}
    lines = tuple(line for line in listed if line.spent.date.year in years)
    # From the first corrected year on nothing is left out, so that the same comes out again.
    rest = replace(
        inputs,
        start=dt.date(min(years), 1, 1),
        spent=[line.spent for line in listed if line.spent.date.year >= min(years)],
    )
    computed = Computed(
        sides=tuple(known),
        this=this,
        corrections=corrections,
        net=net,
        transfers=tuple(transfers(net)),
        lines=lines,
        provisional=any(
            inputs.keys.is_provisional_on(line.spent.date)
            for line in lines
            if line.spent.charged_to is None
        ),
    )
    return computed, _only_shared(rest)


def _only_shared(inputs: Inputs) -> Inputs:
    """Return the inputs without the agreements that share no expenditure, and without policies.

    No figure of a settlement rests on them.
    """
    days = {spent.date for spent in inputs.spent if spent.charged_to is None}
    agreements = [
        replace(agreed, joint=None, overhead=None, support=None)
        for agreed in inputs.keys.agreements
        if any(agreed.span.contains(day) for day in days)
    ]
    return replace(inputs, keys=replace(inputs.keys, agreements=agreements))


def _takes_part(code: str) -> Callable[[YearSoFar], bool]:
    """Return a test whether an instrument has any figure in a year's settlement."""

    def has_figures(part: YearSoFar) -> bool:
        exact = (part.due[code], part.paid[code])
        rounded = (part.before.due, part.before.paid, part.now.due, part.now.paid)
        return any(exact) or any(one[code] for one in rounded)

    return has_figures


def _lines(
    inputs: Inputs, descriptions: Sequence[str]
) -> tuple[list[Line], list[tuple[Spent, Gap]]]:
    """Return the lines in an order that does not depend on where they are stored, and the gaps."""
    lines, gaps = [], []
    for spent, words in zip(inputs.spent, descriptions, strict=True):
        part, found = share_out(inputs, spent)
        gaps += [(spent, gap) for gap in found]
        lines.append(Line(spent, words, part))
    return sorted(lines, key=_place), gaps


def _place(line: Line) -> tuple[dt.date, str, str, str, Fraction, str]:
    spent = line.spent
    return (
        spent.date,
        spent.paid_by,
        spent.charged_to or "",
        spent.currency,
        spent.amount,
        line.description,
    )


def _year(
    year: int, lines: Iterable[Line], finals: Sequence[Final], codes: Collection[str]
) -> YearSoFar:
    """Settle one year so far, less what final statements settled of it."""
    due: dict[str, Fraction] = defaultdict(Fraction)
    paid: dict[str, Fraction] = defaultdict(Fraction)
    for code in sorted(codes):
        due[code], paid[code] = Fraction(0), Fraction(0)
    for line in lines:
        if line.spent.date.year == year:
            paid[line.spent.paid_by] += line.part.amount
            for code, amount in line.part.due.items():
                due[code] += amount
    before = [final.settled[year] for final in finals if year in final.settled]
    return YearSoFar(
        year, dict(due), dict(paid), _added(before, codes), final_settlement(due, paid, before)
    )


def _added(settlements: Sequence[Settlement], codes: Collection[str]) -> Settlement:
    """Return the sums of settlements, for all of the codes."""
    due, paid, net = (
        {code: sum(getattr(one, name).get(code, 0) for one in settlements) for code in codes}
        for name in ("due", "paid", "net")
    )
    return Settlement(due, paid, net)
