"""An explanation as its page shows it: groups of lines, hourly costs, months."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from costsharing import explain_words as words
from costsharing.core.explain_costs import cost_of
from costsharing.core.explain_lines import SPENT
from costsharing.core.hourly import MINUTES
from costsharing.explain_cost_words import cost_title, cost_words
from costsharing.queries.explained_document import by_month
from secretariats.models import Person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from costsharing.core.explain_costs import Cost
    from costsharing.core.explain_lines import Line
    from costsharing.queries.explained import Explained
    from costsharing.queries.explained_entries import Difference, Entry


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the explanation."""

    activity: str
    title: str
    cost: str
    hourly: str
    minutes: str
    value: str
    amount: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are shared out in one way, with what their parts give together."""

    title: str
    days: str
    why: str
    part: str
    support: str
    less: bool
    lines: Sequence[ShownLine]


class Shown:
    """What the page about a figure says."""

    def __init__(self, found: Explained) -> None:
        """Keep the explanation, and know the people whose months the blocks are."""
        self.found = found
        self.inputs = found.ground.inputs
        self.currency = self.inputs.currency
        self.titles = dict(found.behind.activities.values())
        self._people = self._named()
        self._costs: dict[tuple[int, dt.date], Cost] = {}

    def _named(self) -> Mapping[int, str]:
        """Return block → name of the person, where a block is one person's month; one query."""
        owners = self.found.behind.blocks
        if not owners:
            return {}
        people = Person.objects.in_bulk({person for person, _ in owners})
        return {
            block: f"{people[person].name or people[person].username}, {words.month(month)}"
            for (person, month), block in owners.items()
        }

    @property
    def name(self) -> str:
        """What the figure is called."""
        asked = self.found.asked
        parts = [words.figure_name(asked.figure, asked.instrument)]
        if asked.activity:
            parts.append(self.titles.get(asked.activity, asked.activity))
        if asked.month:
            parts.append(words.month(asked.month))
        return ", ".join(parts)

    @property
    def sentence(self) -> str:
        """What it is made of, in numbers."""
        found = self.found
        lines, exact, shown = len(found.lines), found.exact, found.printed.rounded
        timed = [line for line in found.lines if line.activity]
        if not timed:
            return words.money_sentence(lines, exact, shown)
        prices = {line.price for line in timed}
        return words.count_sentence(found.entries, lines, len(prices), exact, shown)

    @property
    def is_timed(self) -> bool:
        """Whether the figure comes from minutes, and not from amounts alone."""
        return any(line.price is not None for line in self.found.lines)

    def months(self) -> list[dict[str, Any]]:
        """Return the months of the figure; none where it has one alone."""
        found = by_month(self.found.lines)
        if len(found) < 2:
            return []
        return [
            {
                "name": words.month(month),
                "month": f"{month:%Y-%m}",
                "hours": words.amount(minutes / MINUTES, 1),
                "value": words.amount(value),
                "amount": words.finely(amount),
            }
            for month, minutes, value, amount in found
        ]

    def groups(self, lines: Sequence[Line]) -> list[Group]:
        """Return lines in groups that are shared out in one way."""
        return [self._group(list(listed)) for _, listed in groupby(lines, key=_way)]

    def _group(self, lines: list[Line]) -> Group:
        first = lines[0]
        return Group(
            title=words.group_title(first),
            days="" if first.about == SPENT else words.days(first.start, first.end),
            why=words.why(first),
            part="" if first.weight.part == 1 else words.fraction(first.weight.part),
            support=words.support(first),
            less=first.factor < 0,
            lines=[self._line(line) for line in lines],
        )

    def _line(self, line: Line) -> ShownLine:
        cost = self._cost(line)
        title = self.titles.get(line.activity, "")
        if line.about == SPENT and line.spent is not None:
            title = words.spent(line.spent)
        return ShownLine(
            activity=line.activity,
            title=title,
            cost=cost_title(cost, self._people.get(line.block or 0, "")) if cost else "",
            hourly="" if line.price is None else words.amount(line.price * MINUTES),
            minutes="" if line.price is None else _minutes(line.minutes),
            value=words.amount(line.value),
            amount=words.finely(line.amount),
        )

    def costs(self, lines: Sequence[Line]) -> list[dict[str, str]]:
        """Return what the hours of lines cost and how that came about, each cost once."""
        listed: dict[tuple[Cost, str], dict[str, str]] = {}
        for line in lines:
            cost = self._cost(line)
            if cost is None:
                continue
            person = self._people.get(line.block or 0, "")
            listed.setdefault(
                (cost, person),
                {
                    "title": cost_title(cost, person),
                    "how": cost_words(cost, self.currency),
                    "hourly": "" if cost.hourly is None else words.amount(cost.hourly),
                },
            )
        return sorted(listed.values(), key=lambda one: (one["title"], one["how"]))

    def _cost(self, line: Line) -> Cost | None:
        if line.block is None:
            return None
        place = (line.block, line.start)
        if place not in self._costs:
            self._costs[place] = cost_of(self.inputs, *place)
        return self._costs[place]

    def entries(self, entries: Sequence[Entry]) -> list[dict[str, Any]]:
        """Return entries as rows."""
        return [
            {
                "day": words.day(one.date),
                "person": one.person,
                "activity": self.titles.get(one.activity, one.activity),
                "whom": ", ".join(one.whom),
                "minutes": one.minutes,
                "value": "" if one.value is None else words.amount(one.value),
                "amount": "" if one.amount is None else words.finely(one.amount),
                "changes": one.changes,
                "counted": one.value is not None,
            }
            for one in entries
        ]

    def differences(self, listed: Sequence[Difference]) -> list[dict[str, Any]]:
        """Return what differs from the run as rows."""
        ends = self.found.ground.ends
        return [
            {
                "days": words.days(one.start, ends[one.start]),
                "activity": self.titles.get(one.activity, one.activity),
                "whom": ", ".join(one.whom),
                "counted": one.counted,
                "now": one.now,
                "minutes": f"{one.minutes:+d}".replace("-", "−"),
                "amount": words.finely(one.amount),
            }
            for one in listed
        ]


def _way(line: Line) -> tuple[object, ...]:
    """Return what lines have in common that are shared out in one way; money by its key alone."""
    stretch = () if line.about == SPENT else (line.start, line.end)
    return (*stretch, line.about, line.whom, line.weight, line.factor)


def _minutes(minutes: Fraction) -> str:
    return words.amount(minutes, 0 if minutes.denominator == 1 else 2)
