"""The published results of a run: every figure exact and rounded, the table adding up both ways.

The document is that of ``value --json`` (without the run's identity and digest); keys may be
added to it, never taken away.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.inputs import stretches
from costsharing.core.published import OVERHEAD_ROW, SUPPORT_ROW, ZERO, Json, figure, publish
from costsharing.core.rounding import direct_and_joint, round_table
from costsharing.core.transfers import round_settlement, transfers
from secretariats.core.dates import ONE_DAY, is_whole_months
from secretariats.core.exact import cents_text, exact_text, largest_remainders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from costsharing.core.inputs import Inputs
    from costsharing.core.published import Published
    from costsharing.core.valued import Valuation

DATES = ("from", "to")


def document(inputs: Inputs, run: Valuation) -> dict[str, Json]:
    """Return the results as plain JSON values."""
    shown = publish(run)
    activities = _activities(inputs, run, shown)
    return {
        "unit": inputs.unit,
        "from": inputs.start.isoformat(),
        "to": inputs.end.isoformat(),
        "method": inputs.method,
        "currency": inputs.currency,
        "policies": {
            "joint": inputs.joint,
            "overhead": inputs.overhead,
            "support": exact_text(inputs.support),
        },
        "keys": _keys(inputs),
        "provisional": run.provisional,
        "whole_months": is_whole_months(inputs.start, inputs.end),
        "warnings": list(run.warnings),
        "instruments": {code: _instrument(run, shown, code) for code in shown.codes},
        "total": {
            "received": figure(_sum(run.received(code) for code in shown.codes), shown.total),
            "funded": figure(_sum(run.funded.values()), shown.total),
            "unallocated": figure(run.unallocated),
            "unrecorded": figure(run.unrecorded),
            "not_logged": figure(run.not_logged),
        },
        "activities": [found for _, found in activities],
        "areas": _areas(inputs, run, shown),
        "table": _table(shown),
        "months": _months(run, shown.codes),
        "settlement": _settlement(run, shown.codes),
    }


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, ZERO)


def _instrument(run: Valuation, shown: Published, code: str) -> Json:
    received, funded = shown.received[code], shown.funded[code]
    return {
        "minutes_direct": run.minutes_direct.get(code, 0),
        "direct": figure(run.direct.get(code, ZERO), shown.direct[code]),
        "joint": figure(run.joint.get(code, ZERO), shown.joint[code]),
        "overhead": figure(run.overhead.get(code, ZERO), shown.table[OVERHEAD_ROW][code]),
        "support": figure(run.support.get(code, ZERO), shown.table[SUPPORT_ROW][code]),
        "received": figure(run.received(code), received),
        "funded": figure(run.funded.get(code, ZERO), funded),
        "balance": figure(run.balance(code), received - funded),
        "lowest": figure(run.lowest.get(code, ZERO)),
        "highest": figure(run.highest.get(code, ZERO)),
    }


def _direct_cents(run: Valuation, shown: Published, row: str) -> dict[str, int]:
    """Return an activity's direct value by instrument, at most its rounded cell."""
    found = run.activities[row]
    return {
        code: direct_and_joint(
            shown.table[row][code], found.direct.get(code, ZERO), found.shared.get(code, ZERO)
        )[0]
        for code in shown.codes
    }


def _activities(
    inputs: Inputs, run: Valuation, shown: Published
) -> list[tuple[str, dict[str, Json]]]:
    listed: list[tuple[str, dict[str, Json]]] = []
    for row in shown.rows[:-2]:
        found = run.activities[row]
        cells = shown.table[row]
        direct = _direct_cents(run, shown, row)
        listed.append(
            (
                row,
                {
                    "activity": row,
                    "area": inputs.activities[row][0],
                    "minutes": found.minutes,
                    "value": {
                        code: figure(
                            found.direct.get(code, ZERO) + found.shared.get(code, ZERO),
                            cells[code],
                        )
                        for code in shown.codes
                    },
                    "direct": {
                        code: figure(found.direct.get(code, ZERO), direct[code])
                        for code in shown.codes
                    },
                    "joint": figure(found.joint, sum(cells.values()) - sum(direct.values())),
                },
            )
        )
    return listed


def _areas(inputs: Inputs, run: Valuation, shown: Published) -> list[Json]:
    """Return sums by work area: the rounded rows added, so that they agree with the table."""
    members: dict[str, list[str]] = defaultdict(list)
    for row in shown.rows[:-2]:
        members[inputs.activities[row][0]].append(row)
    areas: list[Json] = []
    for area, rows in sorted(members.items()):
        of_rows = [run.activities[row] for row in rows]
        directs = [_direct_cents(run, shown, row) for row in rows]
        value = {code: sum(shown.table[row][code] for row in rows) for code in shown.codes}
        direct = {code: sum(cells[code] for cells in directs) for code in shown.codes}
        areas.append(
            {
                "area": area,
                "minutes": sum(found.minutes for found in of_rows),
                "value": {
                    code: figure(
                        _sum(
                            found.direct.get(code, ZERO) + found.shared.get(code, ZERO)
                            for found in of_rows
                        ),
                        value[code],
                    )
                    for code in shown.codes
                },
                "direct": {
                    code: figure(
                        _sum(found.direct.get(code, ZERO) for found in of_rows), direct[code]
                    )
                    for code in shown.codes
                },
                "joint": figure(
                    _sum(found.joint for found in of_rows),
                    sum(value.values()) - sum(direct.values()),
                ),
            }
        )
    return areas


def _table(shown: Published) -> Json:
    def texts(cells: Mapping[str, int]) -> Json:
        return {code: cents_text(cells[code]) for code in shown.codes}

    return {
        "columns": list(shown.codes),
        "rows": {row: texts(shown.table[row]) for row in shown.rows[:-2]},
        "overhead": texts(shown.table[OVERHEAD_ROW]),
        "support": texts(shown.table[SUPPORT_ROW]),
        "totals": texts(shown.received),
    }


def _months(run: Valuation, codes: list[str]) -> list[Json]:
    """Return received and funded by month: a table rounded on its own."""
    rows = [f"{month:%Y-%m}" for month in sorted(run.months)]
    by_row = {f"{month:%Y-%m}": found for month, found in run.months.items()}
    received = round_table(
        {row: {code: by_row[row].received.get(code, ZERO) for code in codes} for row in rows},
        rows=rows,
        columns=codes,
    )
    listed: list[Json] = []
    for row in rows:
        found = by_row[row]
        funded = largest_remainders(
            {code: found.funded.get(code, ZERO) * 100 for code in codes},
            sum(received[row].values()),
        )
        listed.append(
            {
                "month": row,
                "instruments": {
                    code: {
                        "received": figure(found.received.get(code, ZERO), received[row][code]),
                        "funded": figure(found.funded.get(code, ZERO), funded[code]),
                    }
                    for code in codes
                },
            }
        )
    return listed


def _settlement(run: Valuation, codes: list[str]) -> Json:
    due = {code: run.due.get(code, ZERO) for code in codes}
    paid = {code: run.paid.get(code, ZERO) for code in codes}
    rounded = round_settlement(due, paid)
    settled: dict[str, Json] = {
        code: {
            "due": figure(due[code], rounded.due[code]),
            "paid": figure(paid[code], rounded.paid[code]),
            "net": figure(paid[code] - due[code], rounded.net[code]),
        }
        for code in codes
    }
    settled["transfers"] = [
        {"from": move.payer, "to": move.payee, "amount": cents_text(move.cents)}
        for move in transfers(rounded.net)
    ]
    return settled


def _keys(inputs: Inputs) -> list[Json]:
    """Return the keys in force in the period, each with its dates."""
    listed: list[dict[str, Json]] = []
    for start, end in stretches(inputs.start, inputs.end, inputs.keys, frozenset()):
        agreed = inputs.keys.agreement_on(start)
        key = None if agreed is None else inputs.keys.key_of(agreed, start)
        if agreed is None or key is None or isinstance(key, list):
            continue
        row: dict[str, Json] = {
            "from": start.isoformat(),
            "to": end.isoformat(),
            "basis": "budget" if agreed.shares is None else "fixed",
            "shares": {code: exact_text(key[code]) for code in agreed.instruments},
            "support": exact_text(inputs.support_on(agreed)),
            "joint": inputs.joint_on(agreed),
            "overhead": inputs.overhead_on(agreed),
            "provisional": inputs.keys.is_provisional_on(start),
        }
        before = listed[-1] if listed else {}
        follows = before.get("to") == (start - ONE_DAY).isoformat()
        if follows and all(before[name] == row[name] for name in row if name not in DATES):
            before["to"] = row["to"]
        else:
            listed.append(row)
    return list(listed)
