"""Every figure of every run is explained exactly, whatever the inputs."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from costsharing.core.explain import FIGURES, OF_RUN, explain, total
from costsharing.core.explain_ground import ground_of
from costsharing.core.explain_lines import MISSING
from costsharing.core.inputs import Inputs
from costsharing.core.snapshot import only_used, write
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value
from costsharing.core.valued import Valuation
from secretariats.core.dates import months
from tests.property.test_valuation import all_inputs

ZERO = Fraction(0)


def amount(run: Valuation, figure: str, code: str) -> Fraction:
    """Return a figure of a run, exact."""
    if figure in OF_RUN:
        return getattr(run, figure)  # type: ignore[no-any-return]
    if figure == "services":
        return run.direct.get(code, ZERO) + run.joint.get(code, ZERO)
    if figure == "net":
        return run.paid.get(code, ZERO) - run.due.get(code, ZERO)
    if figure in ("received", "balance"):
        return getattr(run, figure)(code)  # type: ignore[no-any-return]
    return getattr(run, figure).get(code, ZERO)  # type: ignore[no-any-return]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(all_inputs())
def test_the_lines_of_each_figure_add_up_to_it(found: Inputs) -> None:
    inputs = read(write(only_used(found)))
    run, ground = value(inputs), ground_of(inputs)
    for figure in FIGURES:
        for code in [""] if figure in OF_RUN else run.instruments:
            lines = explain(ground, figure, code)
            assert total(lines) == amount(run, figure, code), (figure, code)
            by_month = [
                total(explain(ground, figure, code, month=month))
                for month in months(inputs.start, inputs.end)
            ]
            assert sum(by_month, ZERO) == total(lines)
            for line in lines:
                assert line.amount == line.value * line.weight.part * line.factor
                assert 0 < line.weight.part <= 1
                if line.price is not None:
                    assert line.value == line.price * line.minutes
                    assert line.about == MISSING or line.minutes.denominator == 1


@settings(max_examples=60, deadline=None, derandomize=True)
@given(all_inputs())
def test_an_activity_and_a_month_are_explained_alone(found: Inputs) -> None:
    inputs = read(write(only_used(found)))
    run, ground = value(inputs), ground_of(inputs)
    for code in run.instruments:
        for activity, of in run.activities.items():
            expected = of.direct.get(code, ZERO) + of.shared.get(code, ZERO)
            assert total(explain(ground, "services", code, activity=activity)) == expected
        for month, of_month in run.months.items():
            assert total(explain(ground, "received", code, month=month)) == of_month.received.get(
                code, ZERO
            )
            assert total(explain(ground, "funded", code, month=month)) == of_month.funded.get(
                code, ZERO
            )


def test_there_is_no_other_figure() -> None:
    with pytest.raises(KeyError):
        explain(None, "profit", "CMS")  # type: ignore[arg-type]
