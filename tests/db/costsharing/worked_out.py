"""A unit's figures against the rules worked out a second time, entry by entry."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from costsharing.core.snapshot import only_used
from costsharing.core.valuation import value
from costsharing.queries.snapshot import one_snapshot
from costsharing.queries.valuation_inputs import gather_inputs
from tests.unit.costsharing.valuation_oracle import Oracle

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs
    from secretariats.models import Unit

WHOLE = ("2016-12-01", "2017-03-31")
PERIODS = [(*WHOLE, "standard"), (*WHOLE, "actual"), ("2016-12-09", "2017-03-20", "standard")]
FIGURES = (
    "direct", "joint", "overhead", "support", "received", "funded", "balance", "lowest", "highest",
)  # fmt: skip


def inputs_of(unit: Unit, start: str, end: str, method: str) -> Inputs:
    """Return the inputs of a period as a run takes them; nobody's entries are stray."""
    with one_snapshot():
        gathered = gather_inputs(
            unit, dt.date.fromisoformat(start), dt.date.fromisoformat(end), method
        )
    assert not gathered.stray
    return only_used(gathered.inputs)


def check_figures(unit: Unit, document: dict[str, Any], start: str, end: str, method: str) -> None:
    """Compare each figure of a stored unit with what the rules make of its file."""
    run = value(inputs_of(unit, start, end, method))
    expected = Oracle(document, start, end, method).results()
    assert set(run.instruments) == set(expected["instruments"])
    for code, amounts in expected["instruments"].items():
        found = {
            "received": run.received(code),
            "balance": run.balance(code),
            "minutes_direct": run.minutes_direct.get(code, 0),
            **{
                name: getattr(run, name).get(code, 0)
                for name in FIGURES
                if name not in ("received", "balance")
            },
        }
        assert found == {name: amounts.get(name, 0) for name in found}, (method, code)
    assert run.unallocated == expected["unallocated"]
    assert run.unrecorded == expected["unrecorded"]
    assert {
        code: {
            instrument: amount
            for instrument in run.instruments
            if (amount := row.direct.get(instrument, 0) + row.shared.get(instrument, 0))
        }
        for code, row in run.activities.items()
    } == {
        code: {instrument: amount for instrument, amount in row.items() if amount}
        for code, row in expected["activities"].items()
    }
