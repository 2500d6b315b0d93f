"""The limitations of the monitoring tool, apart from the run."""

from __future__ import annotations

from benchmarks.timing import milliseconds, take_turns
from benchmarks.valuation import END, START, UNIT, plain_sum


def measure() -> list[str]:
    """Return the lines of the table."""
    from costsharing.queries.limitations import measure_limitations
    from secretariats.models import Unit

    unit = Unit.objects.get(code=UNIT)
    seconds = take_turns(
        {"plain": plain_sum, "limitations": lambda: measure_limitations(unit, START, END)},
        rounds=3,
    )
    return [
        "| what | ms, median of three (min to max) |",
        "| --- | --- |",
        f"| all limitations, team and every person | {milliseconds(seconds['limitations'])} |",
        f"| the plain sum beside it | {milliseconds(seconds['plain'])} |",
        "",
    ]
