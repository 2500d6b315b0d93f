"""Tables of an evidence pack that come from the snapshot alone, so that none ever changes."""

# The results of a run are JSON, told by their writer; it has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.evidence.table import Cell, Table, members, plain
from costsharing.core.explain import OF_RUN, explain
from costsharing.core.explain_costs import FEE, GRADES, STAFF_COST
from costsharing.core.explain_rows import HEAD, row_of
from costsharing.core.hourly import MINUTES
from costsharing.core.inputs import Fee, OnPosts
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from costsharing.core.explain_ground import Ground
    from costsharing.core.inputs import Inputs

# The figures of an instrument from which all others follow by addition.
SHARED_OUT = (
    *("direct", "joint", "overhead", "support", "funded"),
    *("lowest", "highest", "due", "paid"),
)
FIGURES = (
    *("direct", "joint", "overhead", "support", "received", "funded", "balance"),
    *("lowest", "highest"),
)


def input_tables(inputs: Inputs) -> list[Table]:
    """Return the tables of agreements, money and activities."""
    keys = inputs.keys
    return [
        Table(
            "inputs/agreements.csv",
            ("from", "to", "basis", "joint", "overhead", "support"),
            [
                (
                    one.span.start, one.span.end, "budget" if one.shares is None else "fixed",
                    inputs.joint_on(one), inputs.overhead_on(one), inputs.support_on(one),
                )
                for one in keys.agreements
            ],
        ),
        Table(
            "inputs/agreement-shares.csv",
            ("from", "instrument", "share"),
            [
                (one.span.start, code, None if one.shares is None else one.shares.get(code))
                for one in keys.agreements
                for code in one.instruments
            ],
        ),
        Table("inputs/keys.csv", ("from", "to", "instrument", "share"), list(_keys(inputs))),
        Table(
            "inputs/budgets.csv",
            ("instrument", "year", "amount", "currency", "provisional"),
            [
                (code, year, plain(one.amount), one.currency, one.provisional)
                for (code, year), one in sorted(keys.budgets.items())
            ],
        ),
        Table(
            "inputs/rates.csv",
            ("currency", "from", "per_usd"),
            [
                (currency, start, plain(rate))
                for currency, listed in sorted(keys.rates.by_currency.items())
                for start, rate in listed
            ],
        ),
        Table(
            "inputs/standard-costs.csv",
            ("grade", "year", "annual", "currency", "productive_hours"),
            [
                (grade, year, plain(one.annual), one.currency, plain(one.hours))
                for (grade, year), one in sorted(inputs.grades.items())
            ],
        ),
        Table(
            "inputs/activities.csv",
            ("activity", "area", "kind"),
            [(code, *of) for code, of in sorted(inputs.activities.items())],
        ),
        Table(
            "inputs/expenditure.csv",
            ("date", "amount", "currency", "paid_by", "charged_to"),
            [
                (one.date, plain(one.amount), one.currency, one.paid_by, one.charged_to)
                for one in inputs.spent
            ],
        ),
    ]  # fmt: skip


def _keys(inputs: Inputs) -> Iterator[tuple[Cell, ...]]:
    """Yield the key of each agreement, year by year where budgets decide."""
    for agreed in inputs.keys.agreements:
        first, last = agreed.span.start, agreed.span.end or inputs.end
        for year in range(first.year, last.year + 1):
            start = max(first, first.replace(year=year, month=1, day=1))
            end = min(last, last.replace(year=year, month=12, day=31))
            key = inputs.keys.key_of(agreed, start)
            if isinstance(key, dict):
                yield from ((start, end, code, share) for code, share in sorted(key.items()))


def block_tables(ground: Ground, now: Mapping[Any, tuple[int, int]]) -> list[Table]:
    """Return the tables of blocks: what their hours cost, recorded and missing minutes.

    Args:
        ground: of the run.
        now: (block, stretch, activity, beneficiary) → (entries, minutes) of today.
    """
    return [
        Table(
            "blocks.csv",
            ("block", "cost", "month", "grade", "part", "amount", "currency"),
            list(_blocks(ground.inputs)),
        ),
        Table(
            "hours.csv",
            (
                *("block", "from", "to", "activity", "for", "minutes", "minutes_in_entries"),
                *("cost_per_hour", "value"),
            ),
            _hours(ground, now),
        ),
        Table("missing.csv", ("block", "from", "minutes"), list(_missing(ground.inputs))),
    ]


def _blocks(inputs: Inputs) -> Iterator[tuple[Cell, ...]]:
    for number, time in enumerate(inputs.times, start=1):
        if isinstance(time.cost, Fee):
            yield number, FEE, None, None, None, plain(time.cost.hourly), time.cost.currency
        elif isinstance(time.cost, OnPosts):
            for grade, part in time.cost.grades:
                yield number, GRADES, None, grade, part, None, None
        else:
            month = f"{time.cost.month:%Y-%m}"
            for amount, currency in time.cost.lines:
                yield number, STAFF_COST, month, None, None, plain(amount), currency
            if not time.cost.lines:
                yield number, STAFF_COST, month, None, None, None, None


def _hours(ground: Ground, now: Mapping[Any, tuple[int, int]]) -> Iterator[tuple[Cell, ...]]:
    for number, time in enumerate(ground.inputs.times):
        cells = {(number, *key) for key in time.minutes}
        cells |= {cell for cell in now if cell[0] == number}
        for _, start, activity, whom in sorted(cells):
            minutes = time.minutes.get((start, activity, whom), 0)
            price = ground.costs.per_minute.get((number, start))
            yield (
                number + 1, start, ground.ends[start], activity, members(whom), minutes,
                now.get((number, start, activity, whom), (0, 0))[1],
                None if price is None else price * MINUTES,
                None if price is None else price * minutes,
            )  # fmt: skip


def _missing(inputs: Inputs) -> Iterator[tuple[Cell, ...]]:
    for number, time in enumerate(inputs.times, start=1):
        for start, minutes in sorted(time.missing.items()):
            yield number, start, minutes


def shares_table(ground: Ground, instruments: list[str]) -> Table:
    """Return every line of every figure that others follow from by addition."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for figure in SHARED_OUT:
            for code in instruments:
                for line in explain(ground, figure, code):
                    yield tuple(row_of(line, figure, code))
        for figure in OF_RUN:
            for line in explain(ground, figure):
                yield tuple(row_of(line, figure, ""))

    return Table("shares.csv", HEAD, rows())


def result_tables(results: Mapping[str, Any]) -> list[Table]:
    """Return the published table, and each figure of the run exact and rounded."""
    table = results["table"]
    columns: list[str] = table["columns"]
    rows = [*sorted(table["rows"].items())]
    rows += [(name, table[name]) for name in ("overhead", "support", "totals")]
    return [
        Table(
            "table.csv",
            ("row", *columns, "total"),
            [
                (name, *(cells[code] for code in columns), _sum_text(cells.values()))
                for name, cells in rows
            ],
        ),
        Table(
            "figures.csv", ("figure", "instrument", "exact", "rounded"), list(_figures(results))
        ),
    ]


def _figures(results: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for code, found in sorted(results["instruments"].items()):
        for name in FIGURES:
            yield name, code, found[name]["exact"], found[name]["rounded"]
        of_money = results["settlement"].get(code, {})
        for name in ("due", "paid", "net"):
            if name in of_money:
                yield name, code, of_money[name]["exact"], of_money[name]["rounded"]
    for name, found in sorted(results["total"].items()):
        yield name, "", found["exact"], found["rounded"]


def _sum_text(texts: Any) -> str:
    return plain(sum((Fraction(text) for text in texts), Fraction(0)))


def unit_rows(inputs: Inputs) -> list[tuple[Cell, ...]]:
    """Return what holds for the whole run, as pairs of name and value."""
    return [
        ("unit", inputs.unit),
        ("from", inputs.start),
        ("to", inputs.end),
        ("method", inputs.method),
        ("currency", inputs.currency),
        ("joint", inputs.joint),
        ("overhead", inputs.overhead),
        ("support", exact_text(inputs.support)),
    ]
