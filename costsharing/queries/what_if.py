"""A run beside what it would be under other terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from costsharing.core.compared import Pair, pair
from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import STANDARD, stretches
from costsharing.queries.compared_runs import Comparison, compared

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from costsharing.core.inputs import Inputs
    from costsharing.models import Scenario

MONEY = ("paid", "due", "net")


@dataclass(frozen=True, slots=True)
class Beside:
    """A run beside what it would be under other terms.

    Attributes:
        changes: what is different, as plain values, with the recorded budgets that it rests on.
        today: the results of the run.
        results: those under the other terms, in the same form.
    """

    changes: Mapping[str, Any]
    today: Mapping[str, Any]
    results: Mapping[str, Any]

    @property
    def comparison(self) -> Comparison:
        """The figures of both, those of the run as ``before``."""
        return compared(self.today, self.results)

    @property
    def settlement(self) -> dict[str, dict[str, Pair]]:
        """Instrument → paid, due and net of the money spent, by both."""
        before, after = self.today["settlement"], self.results["settlement"]
        codes = sorted({*before, *after} - {"transfers"})
        return {
            code: {name: pair(before.get(code, {}), after.get(code, {}), name) for name in MONEY}
            for code in codes
        }

    def as_json(self) -> dict[str, Any]:
        """Return both as JSON values: the documents, and figure by figure."""
        return {
            "currency": self.results["currency"],
            "changes": dict(self.changes),
            **self.comparison.as_json(),
            "settlement": {
                code: {name: one.as_json() for name, one in figures.items()}
                for code, figures in self.settlement.items()
            },
            "today": dict(self.today),
            "what_if": dict(self.results),
        }


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run has of all that may be different.

    Attributes:
        starts: the days on which other terms may begin.
        parties: instrument of the agreements → its share as text; empty where it changes, or
            where the budgets decide.
        grades: the grades that work is valued by.
        rates: the currencies that are converted.
    """

    starts: tuple[dt.date, ...]
    parties: Mapping[str, str]
    grades: tuple[str, ...]
    rates: tuple[str, ...]


def terms_of_run(inputs: Inputs) -> Terms:
    """Return what the inputs of a run have of all that may be different."""
    shares: dict[str, set[str]] = {}
    for agreed in inputs.keys.agreements:
        for code in agreed.instruments:
            share = "" if agreed.shares is None else str(agreed.shares[code])
            shares.setdefault(code, set()).add(share)
    spans = stretches(inputs.start, inputs.end, inputs.keys, currencies_of(inputs))
    grades = {grade for grade, _year in inputs.grades} if inputs.method == STANDARD else set()
    return Terms(
        starts=tuple(day for day, _end in spans),
        parties={
            code: min(told) if len(told) == 1 else "" for code, told in sorted(shares.items())
        },
        grades=tuple(sorted(grades)),
        rates=tuple(sorted(inputs.keys.rates.by_currency)),
    )


def beside(scenario: Scenario) -> Beside:
    """Return a scenario that was kept beside its run; none where both were read along."""
    return Beside(scenario.changes, scenario.run.results, scenario.results)


def scenario_document(scenario: Scenario, *, figures: bool) -> dict[str, Any]:
    """Return a scenario as programs read it.

    Args:
        scenario: with run, unit and who kept it.
        figures: whether its figures beside those of the run are told.
    """
    about = {
        "scenario": str(scenario.pk),
        "name": scenario.name,
        "run": str(scenario.run_id),
        "unit": scenario.run.unit.code,
        "from": scenario.run.start.isoformat(),
        "to": scenario.run.end.isoformat(),
        "kept_by": str(scenario.actor) if scenario.actor else None,
        "created": scenario.created.isoformat(),
    }
    if not figures:
        return about | {"changes": scenario.changes}
    return about | beside(scenario).as_json()
