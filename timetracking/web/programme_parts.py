"""The parts of an item's form that repeat: categories of staff, milestones, strategies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariats.core.exact import decimal_text
from secretariats.form_parts import DayField
from timetracking.core.milestones import LONGEST, MOST, Milestone
from timetracking.core.programme import CATEGORIES, Strategy
from timetracking.core.programme_checks import LONGEST_ADDRESS, LONGEST_STRATEGY
from timetracking.programme_words import category_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from django.forms import BoundField

    from timetracking.core.programme import Planned

# So many empty lines wait for milestones, and come with each wish for more.
EMPTY_LINES = 3


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One line of the form for a milestone."""

    number: int
    date: BoundField
    title: BoundField


@dataclass(frozen=True, slots=True)
class StrategyLine:
    """The fields of one instrument's communication strategy."""

    code: str
    text: BoundField
    address: BoundField


def lines_wanted(data: Mapping[str, Any]) -> int:
    """Return how many lines for milestones a form that was sent has, or shall have."""
    text = str(data.get("lines", ""))
    lines = int(text) if text.isascii() and text.isdigit() and len(text) < len("1000") else 0
    return min(MOST, lines + (EMPTY_LINES if "more" in data else 0))


class PartsForm(forms.Form):
    """A form with days by category, lines of milestones, and strategies by instrument."""

    lines = forms.IntegerField(
        required=False, min_value=0, max_value=MOST, widget=forms.HiddenInput
    )

    def add_parts(self, instruments: Sequence[str], lines: int, days: Any) -> None:
        """Make the fields; ``days`` is the class of those for working days."""
        self.instruments = tuple(instruments)
        self.line_count = lines
        self.at_line: dict[int, int] = {}
        for code in CATEGORIES:
            self.fields[f"category_{code}"] = days(label=category_name(code))
        for number in range(lines):
            self.fields[f"milestone_date_{number}"] = DayField(
                required=False, label=gettext_lazy("Day")
            )
            self.fields[f"milestone_title_{number}"] = forms.CharField(
                required=False, max_length=LONGEST, label=gettext_lazy("What is reached")
            )
        for number, _code in enumerate(self.instruments):
            self.fields[f"strategy_text_{number}"] = forms.CharField(
                required=False,
                max_length=LONGEST_STRATEGY,
                label=gettext_lazy("What it carries out"),
            )
            self.fields[f"strategy_address_{number}"] = forms.CharField(
                required=False, max_length=LONGEST_ADDRESS, label=gettext_lazy("Address"),
                widget=forms.URLInput(attrs={"placeholder": "https://"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a milestone that has a title alone."""
        found = super().clean() or self.cleaned_data
        for number in range(self.line_count):
            name = f"milestone_date_{number}"
            lacks = found.get(f"milestone_title_{number}") and not found.get(name)
            if lacks and name not in self.errors:
                self.add_error(name, _("Choose a day."))
        return found

    def part_places(self) -> dict[str, str]:
        """Return path of a problem → name of its field, once ``milestones()`` was asked for."""
        places = {f"category.{code}": f"category_{code}" for code in CATEGORIES}
        places["categories"] = f"category_{next(iter(CATEGORIES))}"
        places |= {
            f"milestones.{place}": f"milestone_title_{line}"
            for place, line in self.at_line.items()
        }
        return places | {
            f"strategies.{code}": f"strategy_text_{number}"
            for number, code in enumerate(self.instruments)
        }

    def categories(self) -> tuple[tuple[str, Fraction], ...]:
        """Return the days by category that were typed."""
        typed = self.cleaned_data
        return tuple(
            (code, typed[f"category_{code}"])
            for code in CATEGORIES
            if typed[f"category_{code}"] is not None
        )

    def milestones(self) -> tuple[Milestone, ...]:
        """Return the milestones that were typed, by day."""
        typed = self.cleaned_data
        found = []
        for number in range(self.line_count):
            day, title = typed[f"milestone_date_{number}"], typed[f"milestone_title_{number}"]
            if day is not None:
                found.append((day, title.strip(), number))
        found.sort(key=lambda one: one[:2])
        self.at_line = {place: line for place, (_day, _title, line) in enumerate(found)}
        return tuple(Milestone(day, title) for day, title, _line in found)

    def strategies(self) -> tuple[Strategy, ...]:
        """Return the strategies that were typed, by instrument."""
        typed = self.cleaned_data
        found = [
            Strategy(
                code,
                typed[f"strategy_text_{number}"].strip(),
                typed[f"strategy_address_{number}"].strip(),
            )
            for number, code in enumerate(self.instruments)
        ]
        return tuple(one for one in sorted(found, key=lambda one: one.instrument)
                     if one.text or one.address)  # fmt: skip

    def category_fields(self) -> Iterator[BoundField]:
        """Yield the field of each category of staff."""
        for code in CATEGORIES:
            yield self[f"category_{code}"]

    def milestone_lines(self) -> Iterator[MilestoneLine]:
        """Yield the lines for milestones."""
        for number in range(self.line_count):
            yield MilestoneLine(
                number + 1, self[f"milestone_date_{number}"], self[f"milestone_title_{number}"]
            )

    def strategy_lines(self) -> Iterator[StrategyLine]:
        """Yield the fields of each instrument's strategy."""
        for number, code in enumerate(self.instruments):
            yield StrategyLine(
                code, self[f"strategy_text_{number}"], self[f"strategy_address_{number}"]
            )

    def may_have_more(self) -> bool:
        """Return whether more lines can be asked for."""
        return self.line_count < MOST


def initial_parts(planned: Planned, instruments: Sequence[str]) -> dict[str, Any]:
    """Return what these parts show for an item that is there already."""
    found: dict[str, Any] = {
        f"category_{code}": decimal_text(days, places=0) for code, days in planned.categories
    }
    for number, one in enumerate(planned.milestones):
        found[f"milestone_date_{number}"] = one.date
        found[f"milestone_title_{number}"] = one.title
    by_code = {one.instrument: one for one in planned.strategies}
    for number, code in enumerate(instruments):
        if code in by_code:
            found[f"strategy_text_{number}"] = by_code[code].text
            found[f"strategy_address_{number}"] = by_code[code].address
    return found
